import type { BroughtCustomerDto } from '@rocket/contracts';
import { DateText, EmptyState, Money, Table, writeDate } from '@rocket/ui';
import { More, Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { partnerWords } from '../../text/partner-words';
import { todayOf } from '../reads';
import { AccountChip } from '../states';
import { useBroughtCustomers } from './reads';

/** Whom the partner brought, the newest first; staff go on to the customer's own card. */
export function CustomerTable({ accountId, forStaff }: { accountId: string; forStaff: boolean }) {
  const w = partnerWords().customers;
  const customers = useBroughtCustomers(accountId);
  return (
    <Panel>
      <Ready of={customers}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={w.none} text={w.noneText} />
          ) : (
            <>
              <Table
                roomy
                caption={partnerWords().tabs.customers}
                rows={rows}
                // Who left and came again stands here twice.
                rowKey={({ id, since }) => `${id} ${since}`}
                columns={[
                  {
                    key: 'name',
                    title: w.name,
                    lead: true,
                    cell: (one) => (
                      <span class="two-lines">
                        {forStaff ? <a href={`/accounts/${one.id}`}>{one.name}</a> : <span>{one.name}</span>}
                        <small class="muted">{one.subdomain}.amocrm.ru</small>
                      </span>
                    ),
                  },
                  { key: 'state', title: w.state, cell: (one) => <AccountChip state={one.state} /> },
                  { key: 'since', title: w.since, cell: (one) => <Term of={one} /> },
                  { key: 'until', title: w.rewardedUntil, cell: (one) => <RewardedUntil of={one} /> },
                  {
                    key: 'counted',
                    title: w.counted,
                    align: 'end',
                    cell: (one) => <Money value={one.counted} />,
                  },
                  {
                    key: 'earned',
                    title: w.earned,
                    align: 'end',
                    cell: (one) => <Money value={one.earned} />,
                  },
                ]}
              />
              <More of={customers} />
            </>
          )
        }
      </Ready>
    </Panel>
  );
}

const Term = ({ of: { since, until } }: { of: BroughtCustomerDto }) => (
  <span class="two-lines">
    <DateText date={todayOf(since)} />
    {until && <small class="muted">{partnerWords().customers.left(writeDate(todayOf(until)))}</small>}
  </span>
);

/** Of one who is another's by now nothing is rewarded after the day they left. */
function RewardedUntil({ of: { rewardedUntil, until } }: { of: BroughtCustomerDto }) {
  const left = until && todayOf(until);
  const day = left && (rewardedUntil === null || left < rewardedUntil) ? left : rewardedUntil;
  return day ? <DateText date={day} /> : <span class="muted">{partnerWords().customers.noLimit}</span>;
}
