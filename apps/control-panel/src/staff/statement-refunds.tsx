import type { StatementRefundDto } from '@rocket/contracts';
import { Chip, Money, Table, type Tone } from '@rocket/ui';
import { deskWords } from '../text/desk-words';
import { words } from '../text/words';

const TONES: Record<StatementRefundDto['outcome'], Tone> = {
  paid: 'good',
  already_paid: 'neutral',
  unclear: 'warning',
};
/** What needs a person comes first. */
const URGENCY: Record<StatementRefundDto['outcome'], number> = { unclear: 0, paid: 1, already_paid: 2 };

/** Which refunds the outgoing lines of a file paid, and which a person has to look at. */
export function StatementRefunds({ refunds }: { refunds: readonly StatementRefundDto[] }) {
  const t = words.value;
  const s = deskWords();
  if (refunds.length === 0) return null;
  return (
    <Table
      caption={s.refundsTitle}
      rows={[...refunds].sort((a, b) => URGENCY[a.outcome] - URGENCY[b.outcome])}
      rowKey={(one) => `${one.line} ${one.refunds[0]?.id ?? ''}`}
      columns={[
        { key: 'line', title: s.lineTitle, align: 'end', cell: (one) => one.line },
        {
          key: 'account',
          title: s.refundAccounts,
          lead: true,
          cell: (one) => (
            <span class="two-lines">
              {one.refunds.map(({ id, accountId, accountName }) => (
                <a key={id} href={`/accounts/${accountId}/contract`}>
                  {accountName}
                </a>
              ))}
            </span>
          ),
        },
        {
          key: 'outcome',
          title: s.outcome,
          cell: (one) => (
            <span class="two-lines">
              <span>
                <Chip tone={TONES[one.outcome]}>{s.refundOutcomes[one.outcome]}</Chip>
              </span>
              <small class="muted">{one.reason}</small>
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
  );
}
