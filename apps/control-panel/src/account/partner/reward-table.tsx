import { EmptyState, Money, Table } from '@rocket/ui';
import { More, Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { partnerWords } from '../../text/partner-words';
import { EarlierContract } from './agreement';
import { usePartnerRewards } from './reads';

/** What every month has earned by customer, the newest first; what was taken back stands with a minus. */
export function RewardTable({
  accountId,
  forStaff,
  currentContract,
}: {
  accountId: string;
  forStaff: boolean;
  /** Given where there were others before it: what was earned by them is told apart. */
  currentContract?: string;
}) {
  const w = partnerWords();
  const rewards = usePartnerRewards(accountId);
  return (
    <Panel>
      <Ready of={rewards}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={w.rewards.none} text={w.rewards.noneText} />
          ) : (
            <>
              <Table
                caption={w.tabs.rewards}
                rows={rows}
                // Who left and came again within a month stands in it twice.
                rowKey={(one) => String(rows.indexOf(one))}
                columns={[
                  {
                    key: 'month',
                    title: w.rewards.month,
                    lead: true,
                    cell: ({ month, contract }) => (
                      <span class="two-lines">
                        {w.month(month)}
                        <EarlierContract number={contract} current={currentContract} />
                      </span>
                    ),
                  },
                  {
                    key: 'customer',
                    title: w.customers.name,
                    cell: ({ customer, percent }) => (
                      <span class="two-lines">
                        {forStaff ? <a href={`/accounts/${customer.id}`}>{customer.name}</a> : customer.name}
                        {percent === null && <small class="muted">{w.rewards.takenBack}</small>}
                      </span>
                    ),
                  },
                  {
                    key: 'counted',
                    title: w.rewards.counted,
                    align: 'end',
                    cell: ({ counted }) => <Money value={counted} />,
                  },
                  {
                    key: 'percent',
                    title: w.rewards.percent,
                    align: 'end',
                    cell: ({ percent }) =>
                      percent === null ? <span class="muted">—</span> : <span>{w.percent(percent)}</span>,
                  },
                  {
                    key: 'amount',
                    title: w.rewards.amount,
                    align: 'end',
                    cell: ({ amount }) => <Money value={amount} signed />,
                  },
                ]}
              />
              <More of={rewards} />
            </>
          )
        }
      </Ready>
    </Panel>
  );
}
