import type { ReceiptDto, StatementResultDto } from '@rocket/contracts';
import { Alert, Button, Chip, DateText, Money, Table, writeCount, type Tone } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { Panel } from '../shell/page';
import { deskWords } from '../text/desk-words';
import { words } from '../text/words';
import { AccountName } from './account-name';
import { Payer } from './payer';
import { StatementRefunds } from './statement-refunds';

type Line = StatementResultDto['lines'][number];

const TONES: Record<Line['outcome'], Tone> = {
  credited: 'good',
  unallocated: 'warning',
  duplicate: 'neutral',
};
/** A file of a busy day has thousands of lines; what needs a person comes first, the rest on request. */
const SHOWN = 50;
const URGENCY: Record<Line['outcome'], number> = { unallocated: 0, credited: 1, duplicate: 2 };

/** What became of every payment of a file, and why. */
export function StatementResult({
  name,
  result,
  settled,
  onAllocate,
}: {
  name: string;
  result: StatementResultDto;
  settled: readonly ReceiptDto[];
  onAllocate: (receipt: ReceiptDto) => void;
}) {
  const t = words.value;
  const s = deskWords();
  const d = deskWords();
  const [shown, setShown] = useState(SHOWN);
  const now = result.lines.map((line): Line => {
    const receipt = settled.findLast((one) => one.id === line.receipt.id);
    if (!receipt) return line;
    const outcome = receipt.state === 'unallocated' ? 'unallocated' : 'credited';
    return { ...line, receipt, outcome, reason: receipt.reason ?? '' };
  });
  const lines = now.sort((a, b) => URGENCY[a.outcome] - URGENCY[b.outcome]);
  // Counted by what the lines say now: what was credited by hand since is not waiting any more.
  // Of a large file the first lines came; its own counts tell of the rest.
  const untold = {
    credited: result.credited - count(result.lines, 'credited'),
    unallocated: result.unallocated - count(result.lines, 'unallocated'),
    duplicate: result.duplicates - count(result.lines, 'duplicate'),
  };
  const of = (outcome: Line['outcome']): number => count(lines, outcome) + untold[outcome];
  const tally: [string, number, Tone][] = [
    [s.credited, of('credited'), 'good'],
    [s.unallocated, of('unallocated'), of('unallocated') > 0 ? 'warning' : 'neutral'],
    [s.duplicate, of('duplicate'), 'neutral'],
    ...(result.returned > 0 ? [[d.returnedCount, result.returned, 'neutral'] as [string, number, Tone]] : []),
    [s.rejected, result.rejected.length, result.rejected.length > 0 ? 'danger' : 'neutral'],
  ];
  return (
    <Panel title={s.resultOf(name)} aside={<span class="muted">{s.result(result.receipts)}</span>}>
      <div role="status">
        <ul class="tally">
          {tally.map(([label, count, tone]) => (
            <li key={label}>
              <Chip tone={tone}>{label}</Chip>
              <strong>{writeCount(t.language, count)}</strong>
            </li>
          ))}
        </ul>
      </div>
      <Complaints title={s.rejected} tone="danger" lines={result.rejected} />
      <Complaints title={s.warnings} tone="warning" lines={result.warnings} />
      {result.refunds.length > 0 && (
        <>
          <h3 class="panel-body">{s.refundsTitle}</h3>
          <StatementRefunds refunds={result.refunds} />
        </>
      )}
      {lines.length === 0 ? (
        <p class="calm panel-body">{s.nothingInFile}</p>
      ) : (
        <Table
          caption={s.resultOf(name)}
          rows={lines.slice(0, shown)}
          rowKey={(line) => `${line.receipt.id} ${line.outcome}`}
          columns={[
            { key: 'line', title: d.lineTitle, align: 'end', cell: (line) => line.line },
            { key: 'payer', title: s.payer, lead: true, cell: (line) => <Payer receipt={line.receipt} /> },
            {
              key: 'date',
              title: t.common.date,
              cell: (line) => <DateText date={line.receipt.receivedOn} />,
            },
            {
              key: 'outcome',
              title: s.outcome,
              cell: (line) => (
                <span class="two-lines">
                  <span>
                    <Chip tone={TONES[line.outcome]}>{s[line.outcome]}</Chip>
                  </span>
                  {line.receipt.account && <AccountName id={line.receipt.account} />}
                  <small class="muted">{line.reason}</small>
                </span>
              ),
            },
            {
              key: 'amount',
              title: t.common.amount,
              align: 'end',
              cell: (line) => <Money value={line.receipt.amount} />,
            },
            {
              key: 'act',
              title: t.common.actions,
              quietTitle: true,
              align: 'end',
              cell: (line) =>
                line.receipt.state === 'unallocated' && (
                  <Button size="small" onClick={() => onAllocate(line.receipt)}>
                    {s.allocate}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {result.receipts > result.lines.length && (
        <p class="calm panel-body">{d.moreLines(result.lines.length, result.receipts)}</p>
      )}
      {lines.length > shown && (
        <div class="more">
          <Button onClick={() => setShown(shown + SHOWN * 4)}>{t.common.more}</Button>
        </div>
      )}
    </Panel>
  );
}

const count = (lines: readonly Line[], outcome: Line['outcome']): number =>
  lines.filter((line) => line.outcome === outcome).length;

function Complaints({
  title,
  tone,
  lines,
}: {
  title: string;
  tone: Tone;
  lines: StatementResultDto['rejected'];
}) {
  const s = deskWords();
  if (lines.length === 0) return null;
  return (
    <div class="complaints">
      <Alert tone={tone} title={title}>
        <ul>
          {lines.map((one) => (
            <li key={`${one.line} ${one.reason}`}>
              {s.line(one.line)}: {one.reason}
            </li>
          ))}
        </ul>
      </Alert>
    </div>
  );
}
