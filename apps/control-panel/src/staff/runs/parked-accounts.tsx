import { routes, type ParkedAccountDto } from '@rocket/contracts';
import { Alert, Button, DateText, InstantText, Table, writeMoney } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { refusalText } from '../../form/refusal-text';
import { refresh, useList } from '../../load';
import { More } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { contractWords } from '../../text/contract-words';
import { runWords } from '../../text/run-words';
import { words } from '../../text/words';

/** Accounts that threw in a run and are still due: the cause in words, what to do about it, and another try one by one. */
export function ParkedAccounts() {
  const t = words.value;
  const c = contractWords();
  const r = runWords();
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
      if (tried.parked) toasts.say(c.stillParked, { tone: 'danger' });
      else toasts.say(tried.charged > 0 ? r.retriedSum(writeMoney(t.language, tried.amount)) : c.retried);
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
      <div class="panel-body">
        <Alert tone="warning">{c.parkedText}</Alert>
      </div>
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
          {
            key: 'cause',
            title: c.cause,
            cell: (one) => (
              <span class="two-lines">
                <span>{r.because[one.because]}</span>
                <small class="muted">{r.advice[one.because]}</small>
                <details class="disclosure">
                  <summary>{r.errorText}</summary>
                  <code class="error-text">{one.cause}</code>
                </details>
              </span>
            ),
          },
          {
            key: 'since',
            title: r.since,
            cell: (one) => <InstantText at={one.parkedAt} />,
          },
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
