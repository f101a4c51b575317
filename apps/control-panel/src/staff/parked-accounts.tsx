import { routes, type ParkedAccountDto } from '@rocket/contracts';
import { Alert, Button, DateText, Table } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../api';
import { refusalText } from '../form/refusal-text';
import { refresh, useList } from '../load';
import { More } from '../shell/loading';
import { Panel } from '../shell/page';
import { toasts } from '../shell/toasts';
import { contractWords } from '../text/contract-words';
import { words } from '../text/words';

/** Accounts that threw in a run and are still due: shown with the cause, tried again one by one. */
export function ParkedAccounts() {
  const t = words.value;
  const c = contractWords();
  const [busy, setBusy] = useState<string | null>(null);
  const parked = useList<ParkedAccountDto>('runs/parked', (cursor) =>
    call(routes.parkedAccounts, { query: { limit: 50, cursor } }),
  );
  const items = parked.value ?? [];
  if (items.length === 0) return null;
  const retry = async (accountId: string) => {
    setBusy(accountId);
    try {
      const tried = await call(routes.retryParked, { params: { accountId } });
      toasts.say(tried.parked ? c.stillParked : c.retried, tried.parked ? { tone: 'danger' } : {});
      refresh('runs');
      refresh(`account/${accountId}/`);
    } catch (error) {
      toasts.say(refusalText(t, error), { tone: 'danger' });
    } finally {
      setBusy(null);
    }
  };
  return (
    <Panel title={c.parked}>
      <Alert tone="warning">{c.parkedText}</Alert>
      <Table
        caption={c.parked}
        rows={items}
        rowKey={(one) => one.accountId}
        columns={[
          {
            key: 'name',
            title: t.staff.accounts.account,
            lead: true,
            cell: (one) => (
              <span class="two-lines">
                <a href={`/accounts/${one.accountId}`}>{one.name}</a>
                <small class="muted">
                  <DateText date={one.businessDate} />
                </small>
              </span>
            ),
          },
          { key: 'cause', title: c.cause, cell: (one) => one.cause },
          { key: 'tries', title: c.tries, align: 'end', cell: (one) => one.tries },
          {
            key: 'actions',
            title: t.common.actions,
            quietTitle: true,
            align: 'end',
            cell: (one) => (
              <Button size="small" busy={busy === one.accountId} onClick={() => void retry(one.accountId)}>
                {c.retry}
              </Button>
            ),
          },
        ]}
      />
      <More of={parked} />
    </Panel>
  );
}
