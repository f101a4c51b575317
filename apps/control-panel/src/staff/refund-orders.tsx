import { routes, type RefundOrderDto } from '@rocket/contracts';
import { Table, writeDate, writeMoney } from '@rocket/ui';
import { call } from '../api';
import { useLoaded } from '../load';
import { Ready } from '../shell/loading';
import { Panel } from '../shell/page';
import { ruRegisters } from '../text/ru-registers';
import { pageWords, words } from '../text/words';

/** Approved refunds that a bank is to pay: who they are for, what is missing, and the file for the bank. */
export function RefundOrders({ seller }: { seller: string | undefined }) {
  const s = pageWords('registers', ruRegisters).refunds;
  const orders = useLoaded<{ items: RefundOrderDto[] }>(`refund-orders/${seller ?? ''}`, () =>
    call(routes.refundOrders, { query: seller ? { seller } : {} }),
  );
  const ready = orders.value?.items.filter(({ obstacle }) => obstacle === null) ?? [];
  const isOneSeller = new Set(ready.map((order) => order.seller)).size === 1;
  const query = seller ? `?${new URLSearchParams({ seller })}` : '';
  return (
    <Panel
      title={s.title}
      aside={
        isOneSeller && (
          <a class="button button-secondary" href={`/api/v1/exports/refund-orders/file${query}`} download>
            {s.file(ready.length)}
          </a>
        )
      }
    >
      <Ready of={orders} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <div class="panel-body muted">{s.none}</div>
          ) : (
            <>
              {ready.length > 0 && !isOneSeller && <div class="panel-body muted">{s.chooseSeller}</div>}
              <Table
                caption={s.title}
                rows={items}
                rowKey={({ refundId }) => refundId}
                columns={columnsOf()}
              />
            </>
          )
        }
      </Ready>
    </Panel>
  );
}

function columnsOf() {
  const s = pageWords('registers', ruRegisters).refunds;
  const { language } = words.value;
  return [
    {
      key: 'account',
      title: s.account,
      lead: true,
      cell: (order: RefundOrderDto) => <a href={`/accounts/${order.accountId}`}>{order.accountName}</a>,
    },
    {
      key: 'amount',
      title: s.amount,
      align: 'end' as const,
      cell: ({ amount }: RefundOrderDto) => writeMoney(language, amount),
    },
    {
      key: 'payee',
      title: s.payee,
      cell: ({ payee }: RefundOrderDto) => (payee ? `${payee.account}, ${s.bic} ${payee.bic}` : '—'),
    },
    {
      key: 'state',
      title: s.state,
      cell: ({ obstacle, number, datedOn }: RefundOrderDto) => {
        if (obstacle) return s.obstacles[obstacle.code];
        return number && datedOn ? s.drawn(number, writeDate(datedOn)) : s.ready;
      },
    },
  ];
}
