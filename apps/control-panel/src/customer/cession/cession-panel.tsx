import { routes, type AccountCessionDto } from '@rocket/contracts';
import { Alert, Button, writeDate } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { usePeople } from '../../account/people/reads';
import { refreshAccount } from '../../account/reads';
import { call } from '../../api';
import { refusalText } from '../../form/refusal-text';
import { useLoaded } from '../../load';
import type { CustomerMe } from '../../session';
import { Facts, Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { cessionWords } from '../../text/cession-words';
import { words } from '../../text/words';
import { OfferDialog } from './offer-dialog';
import { TakeDialog } from './take-dialog';

/** Giving the account over to another owner; nothing is drawn where the offer knows no cession (Alfa CRM 4.6). */
export function CessionPanel({ me }: { me: CustomerMe }) {
  const c = cessionWords();
  const accountId = me.account.id;
  const [asks, ask] = useState<'offer' | 'take' | null>(null);
  const cession = useLoaded(`account/${accountId}/cession`, () =>
    call(routes.cession, { params: { id: accountId } }),
  );
  const people = usePeople(accountId).value ?? [];
  const { value } = cession;
  const isOwner = me.level === 'owner';
  if (!value?.isOffered || (!isOwner && !value.open?.isMine)) return null;
  const receivers = people.filter((one) => one.access && one.inAmocrm && one.level !== 'owner');
  const stop = (said: string): void => {
    call(routes.endCession, { params: { id: accountId } }).then(
      () => {
        refreshAccount(accountId);
        toasts.say(said);
      },
      (error: unknown) => toasts.say(refusalText(words.peek(), error), { tone: 'danger' }),
    );
  };
  return (
    <Panel title={c.title} padded>
      <div class="stack">
        {value.open?.isMine ? (
          <Alert tone="warning">
            <p>
              <b>{c.mine}</b>
            </p>
            <p>{c.mineText}</p>
            <div class="row">
              <Button kind="primary" onClick={() => ask('take')}>
                {c.take}
              </Button>
              <Button onClick={() => stop(c.declined)}>{c.decline}</Button>
            </div>
          </Alert>
        ) : value.open ? (
          <Alert tone="neutral">
            <p>{c.waits(value.open.to.name)}</p>
            <Button size="small" onClick={() => stop(c.withdrawn)}>
              {c.withdraw}
            </Button>
          </Alert>
        ) : (
          <>
            <p class="muted">{receivers.length > 0 ? c.lead : c.nobody}</p>
            {receivers.length > 0 && <Button onClick={() => ask('offer')}>{c.offer}</Button>}
          </>
        )}
        <Past done={value.done} />
      </div>
      {asks === 'offer' && (
        <OfferDialog accountId={accountId} receivers={receivers} onClose={() => ask(null)} />
      )}
      {asks === 'take' && <TakeDialog me={me} version={value.version} onClose={() => ask(null)} />}
    </Panel>
  );
}

function Past({ done }: Pick<AccountCessionDto, 'done'>) {
  const c = cessionWords();
  if (done.length === 0) return null;
  return (
    <>
      <h3>{c.historyTitle}</h3>
      <Facts
        items={done.map(({ at, from, party }) => [
          writeDate(at.slice(0, 10)),
          c.history(from ?? c.noParty, party),
        ])}
      />
    </>
  );
}
