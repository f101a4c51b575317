import type { ReportColumnDto, ReportDto, ReportPartDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { Table, writeDate, writeMoney, type Language } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { reportWords } from '../../text/report-words';
import { words } from '../../text/words';
import { lineName } from './line-name';

/** More lines are for a file. */
const SHOWN = 200;
type Cells = ReportPartDto['rows'][number];
interface Line {
  readonly key: string;
  readonly cells: Cells;
  readonly isTotal: boolean;
}
interface Shown {
  readonly key: string;
  readonly title: string;
  readonly kind: ReportColumnDto['kind'];
  readonly text: (cells: Cells) => string;
  readonly value: (cells: Cells) => Cells[number];
}

const isNothing = (cells: Cells, { kind, value }: Shown): boolean =>
  kind !== 'text' && !/[1-9]/.test(String(value(cells)));

/** The lines of one currency and their total. `linkOf` leads from a line to what it is made of. */
export function ReportTable({
  report,
  part,
  linkOf,
}: {
  report: ReportDto;
  part: ReportPartDto;
  linkOf: (from: string, to: string) => string | null;
}) {
  const s = reportWords();
  const { language } = words.value;
  const lines: Line[] = [
    ...part.rows.slice(0, SHOWN).map((cells, nth) => ({ key: String(nth), cells, isTotal: false })),
    ...(part.totals ? [{ key: 'total', cells: part.totals, isTotal: true }] : []),
  ];
  const at = (key: string): number => report.columns.findIndex((column) => column.key === key);
  const lead = (line: Line, text: string): ComponentChildren => {
    if (line.isTotal) return <strong>{s.total}</strong>;
    const href = at('from') < 0 ? null : linkOf(String(line.cells[at('from')]), String(line.cells[at('to')]));
    return href ? (
      <a href={href} aria-label={s.registerOf(text)}>
        {text}
      </a>
    ) : (
      text
    );
  };
  return (
    <div class={`report-table${report.columns.length > WIDE ? ' is-wide' : ''}`}>
      <Table
        roomy
        caption={report.title}
        rows={lines}
        rowKey={(line) => line.key}
        columns={shownOf(report, language).map((column, nth) => ({
          key: column.key,
          title: column.title,
          ...(nth === 0 ? { lead: true } : NUMBERS.has(column.kind) ? { align: 'end' as const } : {}),
          cell: (line: Line) => {
            if (nth === 0) return lead(line, column.text(line.cells));
            const text = line.isTotal && column.kind === 'text' ? '' : column.text(line.cells);
            if (line.isTotal) return <strong class="something">{text}</strong>;
            // Nothing is read past: what happened stands out.
            return isNothing(line.cells, column) ? (
              <span class="nothing muted">{text}</span>
            ) : (
              <span class={column.kind === 'text' ? '' : 'something'}>{text}</span>
            );
          },
        }))}
      />
      {part.rows.length > SHOWN && <p class="register-rest muted">{s.rest(SHOWN, part.rows.length)}</p>}
    </div>
  );
}
const WIDE = 9;
const NUMBERS: ReadonlySet<ReportColumnDto['kind']> = new Set(['money', 'count', 'percent']);

/** The columns people see: the two days of a line are one. */
function shownOf(report: ReportDto, language: Language): Shown[] {
  const s = reportWords();
  const [from, to] = ['from', 'to'].map((key) => report.columns.findIndex((column) => column.key === key));
  return report.columns.flatMap((column, nth): Shown[] => {
    if (nth === to) return [];
    if (nth !== from) {
      const text = (cells: Cells): string => cellText(language, cells[nth] ?? null, column.kind);
      const value = (cells: Cells): Cells[number] => cells[nth] ?? null;
      return [{ key: column.key, title: column.title, kind: column.kind, text, value }];
    }
    const text = (cells: Cells): string =>
      lineName(language, localDate(String(cells[from])), localDate(String(cells[to!])));
    return [{ key: 'days', title: s.days, kind: 'date', text, value: text }];
  });
}

/** The currency stands above the table: a sum is written without its sign. */
export function cellText(
  language: Language,
  value: string | number | null,
  kind: ReportColumnDto['kind'],
): string {
  if (value === null) return '—';
  switch (kind) {
    case 'date':
      return writeDate(localDate(String(value)));
    case 'money':
      return writeMoney(language, { amount: String(value), currency: 'RUB' }).replace(/\s*₽\s*/, '');
    case 'percent':
      return `${String(value).replace('.', language === 'ru' ? ',' : '.')} %`;
    case 'count':
      return new Intl.NumberFormat(language).format(Number(value));
    case 'text':
      return String(value);
  }
}
