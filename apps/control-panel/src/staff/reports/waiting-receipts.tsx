import type { ReportDto, WaitingReceiptDto } from '@rocket/contracts';
import { DateText, Money, Table } from '@rocket/ui';
import { Panel } from '../../shell/page';
import { reportWords } from '../../text/report-words';

/** The desk with this receipt in front of it. */
export const deskOf = ({ payer }: Pick<WaitingReceiptDto, 'payer'>): string =>
  `/receipts?${new URLSearchParams({ state: 'unallocated', ...(payer ? { q: payer } : {}) })}`;

/** Money that waits for its owner, the oldest first; each leads to the desk where it is decided about. */
export function WaitingReceipts({ report }: { report: ReportDto }) {
  const s = reportWords();
  const { receipts } = report;
  const counted = report.columns.findIndex(({ key }) => key === 'count');
  const all = report.parts.reduce((sum, { totals }) => sum + Number(totals?.[counted]), 0);
  return (
    <Panel title={s.waiting}>
      <Table
        caption={s.waiting}
        rows={receipts}
        rowKey={(one) => one.id}
        columns={[
          {
            key: 'payer',
            title: s.payer,
            lead: true,
            cell: (one) => (
              <span class="two-lines">
                <a href={deskOf(one)} aria-label={s.toDesk(one.payer)}>
                  {one.payer || '—'}
                </a>
                <small class="muted">{one.purpose}</small>
              </span>
            ),
          },
          { key: 'received', title: s.received, cell: (one) => <DateText date={one.receivedOn} /> },
          { key: 'waits', title: s.waits, align: 'end', cell: (one) => s.waitsDays(one.days) },
          { key: 'rest', title: s.restOf, align: 'end', cell: (one) => <Money value={one.rest} /> },
        ]}
      />
      {all > receipts.length && <p class="register-rest muted">{s.waitingRest(receipts.length)}</p>}
    </Panel>
  );
}
