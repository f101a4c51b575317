import { routes, type FiscalReceiptDto } from '@rocket/contracts';
import { Chip, InstantText, Money, Table } from '@rocket/ui';
import { call } from '../api';
import { useList } from '../load';
import { More } from '../shell/loading';
import { Panel } from '../shell/page';
import { payWords } from '../text/pay-words';
import { words } from '../text/words';
import { AccountName } from './account-name';

/** Cash receipts a person has to see to: not registered for an hour, or cancelled. Nothing to do, nothing shown. */
export function FiscalReceipts() {
  const t = words.value;
  const p = payWords().fiscal;
  const receipts = useList<FiscalReceiptDto>('fiscal-receipts/attention', (cursor) =>
    call(routes.fiscalReceipts, { query: { attention: 'true', limit: 20, cursor } }),
  );
  if (!receipts.value?.length) return null;
  return (
    <Panel title={p.title} aside={<a href="/fiscal-receipts?state=attention">{p.decide}</a>}>
      <Table
        caption={p.title}
        rows={receipts.value}
        rowKey={(one) => one.id}
        columns={[
          {
            key: 'customer',
            title: payWords().customer,
            lead: true,
            cell: (one) => (
              <span class="two-lines">
                <AccountName id={one.account} />
                <small class="muted">
                  {[
                    p.kinds[one.kind],
                    payWords().invoiceNumber(one.invoiceNumber),
                    t.topUp.providers[one.provider],
                  ].join(' · ')}
                </small>
              </span>
            ),
          },
          { key: 'date', title: t.common.date, cell: (one) => <InstantText at={one.createdAt} /> },
          {
            key: 'state',
            title: t.common.state,
            cell: (one) => (
              <span class="two-lines">
                <span>
                  <Chip tone={one.state === 'canceled' ? 'danger' : 'warning'}>
                    {one.state === 'canceled' ? p.canceled : p.overdue}
                  </Chip>
                </span>
                {one.reason && <small class="muted">{one.reason}</small>}
              </span>
            ),
          },
          {
            key: 'amount',
            title: t.common.amount,
            align: 'end',
            cell: (one) => <Money value={one.amount} />,
          },
        ]}
      />
      <More of={receipts} />
    </Panel>
  );
}
