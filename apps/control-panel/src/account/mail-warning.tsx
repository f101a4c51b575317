import { routes } from '@rocket/contracts';
import { dayOf } from '@rocket/kernel';
import { Alert, writeDate } from '@rocket/ui';
import { call } from '../api';
import { useLoaded } from '../load';
import { mailTroubleWords } from '../text/mail-trouble-words';

/** Which addresses of the account letters do not reach, and what to do about it; nothing while all of them arrive. */
export function MailWarning({ accountId, reader }: { accountId: string; reader: 'customer' | 'staff' }) {
  const troubles = useLoaded(`account/${accountId}/mail-troubles`, () =>
    call(routes.mailTroubles, { params: { id: accountId } }),
  ).value;
  const w = mailTroubleWords();
  return (
    <>
      {troubles?.items.map(({ address, answer, at }) => {
        const date = writeDate(dayOf(new Date(at), 'Europe/Moscow'));
        return (
          <Alert key={address} tone="warning" title={w.title(address)}>
            <p>{reader === 'customer' ? w.customer(date) : w.staff(date)}</p>
            {reader === 'staff' && answer && <p class="muted">{w.said(answer)}</p>}
            {reader === 'customer' && (
              <a class="button button-secondary button-small" href="/requisites">
                {w.mend}
              </a>
            )}
          </Alert>
        );
      })}
    </>
  );
}
