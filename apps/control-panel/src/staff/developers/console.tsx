import type { AccountRowDto } from '@rocket/contracts';
import { Alert, Button, SelectField, TextField } from '@rocket/ui';
import { useMemo, useState } from 'preact/hooks';
import { useProducts } from '../../account/reads';
import { newKey } from '../../api';
import { Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { consoleWords } from '../../text/console-words';
import { productCallWords } from '../../text/product-call-words';
import { AccountChoice } from './account-choice';
import { Answer } from './call-answer';
import { onlyAsks, productCalls, type OpenApi, type ProductCall } from './open-api';
import { useOpenApi, useSandboxNow } from './reads';
import { browserNow } from '../browser-today';
import { sampleBody, withAccount } from './sample-body';
import { sendCall, type CallAnswer } from './send-call';
import { Snippets } from './snippet-panel';
import type { Request } from './snippets';
import { unitOf } from './unit-of';

interface Secret {
  readonly secret: string;
  readonly keep: (secret: string) => void;
}

/** Tries what a key of a product opens, from this page to this very marketplace. */
export function Console({ code, ...held }: { code: string } & Secret) {
  const api = useOpenApi();
  const now = useSandboxNow();
  const products = useProducts();
  return (
    <Ready of={api} lines={8}>
      {(document) => (
        <Ready of={now} lines={8}>
          {(sandboxNow) => (
            <Ready of={products} lines={8}>
              {(items) => (
                <Desk
                  api={document}
                  sandboxNow={sandboxNow}
                  unit={unitOf(items.find((one) => one.code === code))}
                  {...held}
                />
              )}
            </Ready>
          )}
        </Ready>
      )}
    </Ready>
  );
}

/** Of somebody who has not chosen an account yet. */
const ANY_ACCOUNT = 12345678;
const KEY = /^[\x21-\x7e]{20,}$/;
const REQUEST_KEY = /^[\x21-\x7e]{1,255}$/;

/** What was typed for one call. */
interface Draft {
  readonly body: string | null;
  readonly query: Readonly<Record<string, string>>;
  readonly requestKey: string;
}

function useDrafts(api: OpenApi, unit: string, sandboxNow: string | null) {
  const calls = useMemo(() => productCalls(api), [api]);
  const fresh = ({ body, query }: ProductCall, account: number): Draft => ({
    body:
      body &&
      JSON.stringify(
        sampleBody(api, body, { account, unit, at: sandboxNow ?? browserNow().toISOString(), key: newKey() }),
        null,
        2,
      ),
    query: Object.fromEntries(query.map(({ name }) => [name, name === 'account' ? String(account) : ''])),
    requestKey: newKey(),
  });
  const [drafts, setDrafts] = useState(
    () => new Map(calls.map((call) => [call.id, fresh(call, ANY_ACCOUNT)])),
  );
  return {
    calls,
    draftOf: (call: ProductCall): Draft => drafts.get(call.id) ?? fresh(call, ANY_ACCOUNT),
    change: (call: ProductCall, part: Partial<Draft>) =>
      setDrafts((before) => new Map(before).set(call.id, { ...before.get(call.id)!, ...part })),
    /** All calls are about another account; whatever else was typed stays. */
    move: (account: number) =>
      setDrafts(
        (before) =>
          new Map(
            [...before].map(([id, draft]) => [
              id,
              {
                ...draft,
                body: draft.body && withAccount(draft.body, account),
                query: 'account' in draft.query ? { ...draft.query, account: String(account) } : draft.query,
              },
            ]),
          ),
      ),
  };
}

function Desk({
  api,
  sandboxNow,
  unit,
  secret,
  keep,
}: { api: OpenApi; sandboxNow: string | null; unit: string } & Secret) {
  const w = consoleWords();
  const { calls, draftOf, change, move } = useDrafts(api, unit, sandboxNow);
  const [chosen, choose] = useState(calls[0]?.id ?? '');
  const [account, setAccount] = useState<AccountRowDto | null>(null);
  const [reservation, setReservation] = useState('');
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<CallAnswer | null>(null);
  const [failed, setFailed] = useState(false);
  const call = calls.find(({ id }) => id === chosen);
  if (!call) return null;
  const draft = draftOf(call);
  const request = requestOf(call, draft, reservation);
  const mayTry = sandboxNow !== null || onlyAsks(call);

  const send = async () => {
    const found = mistakes(call, draft, secret, reservation);
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    setFailed(false);
    setAnswer(null);
    try {
      const came = await sendCall(request, secret.trim());
      setAnswer(came);
      setReservation((before) => reservationIn(came.json) ?? before);
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="columns">
      <Panel title={w.request} padded>
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy && mayTry) void send();
          }}
        >
          <SelectField
            label={w.call}
            name="call"
            value={chosen}
            choices={calls.map(({ id }) => ({ value: id, text: productCallWords().calls[id]?.title ?? id }))}
            onChange={(id) => {
              choose(id);
              setWrong({});
            }}
          />
          <code class="doc-path">
            {request.method} {request.path}
          </code>
          <AccountChoice
            chosen={account}
            choose={(one) => {
              setAccount(one);
              if (one) move(one.amocrmAccountId);
            }}
          />
          {call.inPath.length > 0 && (
            <TextField
              label={w.reservation}
              hint={w.reservationHint}
              name="reservation"
              value={reservation}
              onChange={setReservation}
              {...errorOf(wrong, 'reservation')}
            />
          )}
          <Fields call={call} draft={draft} wrong={wrong} change={(part) => change(call, part)} />
          {mayTry ? (
            <>
              <TextField
                label={w.key}
                hint={w.keyHint}
                name="product-key"
                type="password"
                autocomplete="off"
                value={secret}
                onChange={keep}
                {...errorOf(wrong, 'secret')}
              />
              {sandboxNow !== null && <p class="muted fine">{w.sandbox}</p>}
              <Button kind="primary" type="submit" busy={busy}>
                {w.send}
              </Button>
            </>
          ) : (
            <Alert tone="info" title={w.live}>
              {w.liveText}
            </Alert>
          )}
        </form>
      </Panel>
      <div class="stack">
        <Answer answer={answer} failed={failed} />
        <Snippets request={request} />
      </div>
    </div>
  );
}

/** What a call takes besides the account: its query, its body, its request key. */
function Fields({
  call,
  draft,
  wrong,
  change,
}: {
  call: ProductCall;
  draft: Draft;
  wrong: Readonly<Record<string, string>>;
  change: (part: Partial<Draft>) => void;
}) {
  const w = consoleWords();
  return (
    <>
      {call.query
        .filter(({ name }) => name !== 'account')
        .map(({ name }) => (
          <TextField
            key={name}
            label={name}
            hint={w.hints[name] ?? ''}
            name={name}
            value={draft.query[name] ?? ''}
            onChange={(value) => change({ query: { ...draft.query, [name]: value } })}
          />
        ))}
      {draft.body !== null && (
        <div class="body-field">
          <TextField
            multiline
            label={w.body}
            name="body"
            value={draft.body}
            onChange={(body) => change({ body })}
          />
        </div>
      )}
      {call.needsKey && (
        <>
          <TextField
            label={w.requestKey}
            hint={w.requestKeyHint}
            name="request-key"
            value={draft.requestKey}
            onChange={(requestKey) => change({ requestKey })}
            {...errorOf(wrong, 'requestKey')}
          />
          <Button size="small" onClick={() => change({ requestKey: newKey() })}>
            {w.newRequestKey}
          </Button>
        </>
      )}
    </>
  );
}

const errorOf = (wrong: Readonly<Record<string, string>>, name: string) =>
  wrong[name] === undefined ? {} : { error: wrong[name] };

/** What would not even leave the browser, or could not arrive anywhere; all else the server says best. */
function mistakes(
  call: ProductCall,
  draft: Draft,
  secret: string,
  reservation: string,
): Record<string, string> {
  const w = consoleWords();
  return {
    ...(KEY.test(secret.trim()) ? {} : { secret: w.keyWrong }),
    ...(call.inPath.length > 0 && !reservation.trim() ? { reservation: w.reservationWrong } : {}),
    ...(call.needsKey && !REQUEST_KEY.test(draft.requestKey) ? { requestKey: w.requestKeyWrong } : {}),
  };
}

function requestOf(call: ProductCall, draft: Draft, reservation: string): Request {
  const query = new URLSearchParams(Object.entries(draft.query).filter(([, value]) => value.trim() !== ''));
  const path = call.path.replace(/\{\w+\}/g, () => encodeURIComponent(reservation.trim() || '…'));
  return {
    id: call.id,
    method: call.method,
    origin: location.origin,
    path: query.size > 0 ? `${path}?${query}` : path,
    idempotencyKey: call.needsKey ? draft.requestKey : null,
    body: draft.body,
  };
}

const reservationIn = (json: unknown): string | null =>
  typeof json === 'object' && json !== null && 'reservationId' in json ? String(json.reservationId) : null;
