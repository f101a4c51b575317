import type { PartnerPayoutDto } from '@rocket/contracts';
import { Chip, DateText, EmptyState, Money, Table, writeDate } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { More, Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { partnerWords } from '../../text/partner-words';
import { words } from '../../text/words';
import { EarlierContract } from './agreement';
import { usePartnerPayouts } from './reads';

/** What was paid, the newest first; `acts` is what the reader may do about one. */
export function PayoutTable({
  accountId,
  currentContract,
  acts,
}: {
  accountId: string;
  /** Given where there were others before it: what was paid under them is told apart. */
  currentContract?: string;
  acts?: (payout: PartnerPayoutDto) => ComponentChildren;
}) {
  const t = words.value.common;
  const w = partnerWords();
  const payouts = usePartnerPayouts(accountId);
  return (
    <Panel>
      <Ready of={payouts}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={w.payouts.none} text={w.payouts.noneText} />
          ) : (
            <>
              <Table
                caption={w.tabs.payouts}
                rows={rows}
                rowKey={({ id }) => id}
                columns={[
                  {
                    key: 'day',
                    title: w.payouts.paidOn,
                    lead: true,
                    cell: (one) => (
                      <span class="with-chip">
                        <DateText date={one.paidOn} />
                        {one.returnedOn && (
                          <Chip tone="warning">{w.payouts.returnedOn(writeDate(one.returnedOn))}</Chip>
                        )}
                      </span>
                    ),
                  },
                  {
                    key: 'reference',
                    title: w.payouts.reference,
                    cell: ({ reference, contract }) => (
                      <span class="two-lines">
                        {w.payouts.number(reference)}
                        <EarlierContract number={contract} current={currentContract} />
                      </span>
                    ),
                  },
                  {
                    key: 'amount',
                    title: t.amount,
                    align: 'end',
                    cell: (one) => <Money value={one.amount} />,
                  },
                  ...(acts
                    ? [
                        {
                          key: 'acts',
                          title: t.actions,
                          quietTitle: true,
                          align: 'end' as const,
                          cell: acts,
                        },
                      ]
                    : []),
                ]}
              />
              <More of={payouts} />
            </>
          )
        }
      </Ready>
    </Panel>
  );
}
