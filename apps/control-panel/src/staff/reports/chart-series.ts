import type { ReportDto, ReportName, ReportPartDto } from '@rocket/contracts';
import { parseMinor } from '@rocket/kernel';
import type { ruReports } from '../../text/ru-reports';

type SeriesName = keyof typeof ruReports.series;
type Series = readonly [column: string, name: SeriesName];

/** What is drawn of each report: bars beside each other, or on top of each other where they add up to something. */
const DRAWN: Readonly<Record<ReportName, { readonly stacked: boolean; readonly series: readonly Series[] }>> =
  {
    receipts: {
      stacked: false,
      series: [
        ['received', 'received'],
        ['returned', 'returned'],
      ],
    },
    charges: {
      stacked: true,
      series: [
        ['netMoney', 'netMoney'],
        ['netBonus', 'netBonus'],
      ],
    },
    bonus: {
      stacked: false,
      series: [
        ['given', 'given'],
        ['used', 'used'],
        ['burnt', 'burnt'],
        ['revoked', 'revoked'],
      ],
    },
    churn: {
      stacked: false,
      series: [
        ['new', 'new'],
        ['resumed', 'resumed'],
        ['left', 'left'],
      ],
    },
    trials: {
      stacked: true,
      series: [
        ['paid', 'paid'],
        ['onTrial', 'onTrial'],
        ['left', 'unpaid'],
        ['given', 'free'],
      ],
    },
    unassigned: { stacked: false, series: [['rest', 'rest']] },
    forecast: {
      stacked: true,
      series: [
        ['money', 'money'],
        ['bonus', 'bonus'],
        ['atRisk', 'atRisk'],
      ],
    },
  };

export interface ChartBars {
  readonly stacked: boolean;
  readonly isMoney: boolean;
  /** A cell of the first column of each line: a day, an age, a number of days. */
  readonly lines: readonly string[];
  /** Kopecks or pieces, one for each line. */
  readonly series: readonly { readonly name: SeriesName; readonly values: readonly number[] }[];
}

/** The bars of a part; lines of one period are added up. Null when there is nothing to see. */
export function chartBars({ name, columns }: ReportDto, { rows }: ReportPartDto): ChartBars | null {
  const { stacked, series } = DRAWN[name];
  const lines = [...new Set(rows.map((row) => String(row[0])))];
  const drawn = series.flatMap(([column, said]) => {
    const at = columns.findIndex(({ key }) => key === column);
    const isMoney = columns[at]?.kind === 'money';
    const numberOf = (cell: string | number | null | undefined): number =>
      isMoney ? Number(parseMinor(String(cell))) : Number(cell);
    const values = lines.map((line) =>
      rows.filter((row) => String(row[0]) === line).reduce((sum, row) => sum + numberOf(row[at]), 0),
    );
    return values.some((value) => value !== 0) ? [{ name: said, values, isMoney }] : [];
  });
  if (drawn.length === 0) return null;
  return { stacked, lines, series: drawn, isMoney: drawn.some(({ isMoney }) => isMoney) };
}
