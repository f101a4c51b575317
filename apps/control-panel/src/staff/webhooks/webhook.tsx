import './webhooks.css';
import {
  routes,
  webhookStates,
  webhookTypes,
  type WebhookEndpointDto,
  type WebhookTrialDto,
} from '@rocket/contracts';
import { Alert, Button, EmptyState, InstantText, Progress } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { chosen, Filter } from '../../account/filter';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { refusalText } from '../../form/refusal-text';
import { Ready } from '../../shell/loading';
import { Facts, Page, Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { webhookWords } from '../../text/webhook-words';
import { words } from '../../text/words';
import { DeliveryLog } from './delivery-log';
import { refreshWebhooks, useWebhooks } from './reads';
import { ReplayDialog } from './replay-dialog';
import { RotateSecret } from './secret-dialog';
import { Standing } from './standing';
import { ChangeWebhook } from './webhook-dialog';

/** One address of a product: how it does, what it was sent and what it answered. */
export default function Webhook({ params }: { params?: Readonly<Record<string, string>> }) {
  const w = webhookWords();
  const code = params?.['code'] ?? '';
  const endpoints = useWebhooks(code);
  const endpoint = endpoints.value?.items.find(({ id }) => id === params?.['id']);
  return (
    <Page
      title={endpoint ? new URL(endpoint.url).host : w.open}
      lead={endpoint && <span class="breaks">{endpoint.url}</span>}
    >
      <a class="back" href={`/catalogue/${code}/webhooks`}>
        ← {w.openOf(code)}
      </a>
      <Ready of={endpoints}>
        {() => (endpoint ? <Endpoint endpoint={endpoint} /> : <EmptyState title={w.noSuch} />)}
      </Ready>
    </Page>
  );
}

type Asked = 'change' | 'rotate' | 'off' | 'replay';

function Endpoint({ endpoint }: { endpoint: WebhookEndpointDto }) {
  const w = webhookWords();
  const state = chosen(useLocation().query['state'], webhookStates);
  const [asked, ask] = useState<Asked | null>(null);
  const close = () => ask(null);
  return (
    <>
      {endpoint.needsAttention && (
        <Alert tone="warning" title={endpoint.isOn ? w.failingTitle : w.goneTitle}>
          {endpoint.isOn ? w.failingText : w.goneText}
        </Alert>
      )}
      <Panel padded>
        <div class="stack">
          <Facts items={factsOf(endpoint)} />
          <Acts endpoint={endpoint} ask={ask} />
        </div>
      </Panel>
      <Filter
        name="state"
        label={w.logFilter}
        all={words.value.common.all}
        choices={webhookStates.map((one) => [one, w.deliveryStates[one]] as const)}
      />
      <Panel
        title={w.log}
        aside={
          endpoint.isOn && (
            <Button size="small" onClick={() => ask('replay')}>
              {w.replayAll}
            </Button>
          )
        }
      >
        <DeliveryLog endpoint={endpoint} state={state} />
      </Panel>
      {asked === 'change' && <ChangeWebhook endpoint={endpoint} onClose={close} />}
      {asked === 'rotate' && <RotateSecret endpoint={endpoint} onClose={close} />}
      {asked === 'replay' && <ReplayDialog endpoint={endpoint} onClose={close} />}
      {asked === 'off' && <SwitchOff endpoint={endpoint} onClose={close} />}
    </>
  );
}

function factsOf(endpoint: WebhookEndpointDto) {
  const w = webhookWords();
  const { description, lastDeliveredAt, waiting, undelivered, secrets, events } = endpoint;
  const [secret, ...older] = secrets;
  return [
    [words.value.common.state, <Standing key="state" endpoint={endpoint} />],
    ...(description ? [[w.description, description] as const] : []),
    [
      w.events,
      events.length === webhookTypes.length ? w.allEvents : inOneLine(events.map((type) => w.types[type])),
    ],
    [w.lastDelivered, lastDeliveredAt ? <InstantText key="last" at={lastDeliveredAt} /> : w.never],
    [w.waiting, waiting],
    [w.undelivered, undelivered],
    [
      w.secret,
      <span key="secret" class="two-lines">
        <span>
          {w.secretSince} {secret && <InstantText at={secret.createdAt} />}
        </span>
        {older.map(({ retiresAt }) => (
          <small key={retiresAt} class="muted">
            {w.secretRetires} {retiresAt && <InstantText at={retiresAt} />}
          </small>
        ))}
      </span>,
    ],
  ] as const;
}

const inOneLine = ([first = '', ...others]: readonly string[]): string =>
  [first, ...others.map((one) => one.charAt(0).toLowerCase() + one.slice(1))].join(', ');

const switchTo = ({ product: code, id }: WebhookEndpointDto, isOn: boolean) =>
  call(routes.changeWebhook, { params: { code, id }, body: { isOn } });

function Acts({ endpoint, ask }: { endpoint: WebhookEndpointDto; ask: (asked: Asked) => void }) {
  const w = webhookWords();
  const t = words.value;
  const [busy, setBusy] = useState<'test' | 'on' | null>(null);
  const [trial, show] = useState<WebhookTrialDto | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const run = (what: 'test' | 'on', work: () => Promise<void>) => {
    setBusy(what);
    setFailed(null);
    show(null);
    work()
      .catch(setFailed)
      .finally(() => setBusy(null));
  };
  const test = async () => {
    const { product: code, id } = endpoint;
    show(await call(routes.testWebhook, { params: { code, id } }));
  };
  const switchOn = async () => {
    await switchTo(endpoint, true);
    refreshWebhooks(endpoint.product);
    toasts.say(w.switchedOn);
  };
  return (
    <>
      <div class="row">
        <Button busy={busy === 'test'} onClick={() => run('test', test)}>
          {w.test}
        </Button>
        <Button onClick={() => ask('change')}>{w.change}</Button>
        <Button onClick={() => ask('rotate')}>{w.rotate}</Button>
        {endpoint.isOn ? (
          <Button kind="quiet-danger" onClick={() => ask('off')}>
            {w.switchOff}
          </Button>
        ) : (
          <Button kind="primary" busy={busy === 'on'} onClick={() => run('on', switchOn)}>
            {w.switchOn}
          </Button>
        )}
      </div>
      {busy === 'test' && <Progress label={w.testing} />}
      {trial && <Trial trial={trial} />}
      {failed ? <Alert tone="danger">{refusalText(t, failed)}</Alert> : null}
    </>
  );
}

function Trial({ trial: { delivered, outcome, status, tookMs, answer } }: { trial: WebhookTrialDto }) {
  const w = webhookWords();
  const title = delivered
    ? w.testTaken(status!, tookMs)
    : outcome === 'answered'
      ? w.testRefused(status!, tookMs)
      : w.outcomes[outcome];
  return (
    <Alert tone={delivered ? 'good' : 'warning'} title={title}>
      {answer && <code class="breaks">{answer}</code>}
    </Alert>
  );
}

function SwitchOff({ endpoint, onClose }: { endpoint: WebhookEndpointDto; onClose: () => void }) {
  const w = webhookWords();
  return (
    <Confirm
      title={w.switchOffTitle}
      yes={w.switchOff}
      danger
      act={() => switchTo(endpoint, false)}
      done={() => {
        refreshWebhooks(endpoint.product);
        toasts.say(w.switchedOff);
        onClose();
      }}
      onClose={onClose}
    >
      <p>{w.switchOffText(endpoint.waiting)}</p>
    </Confirm>
  );
}
