import type { Language, ReportColumnDto, ReportDto, ReportName } from '@rocket/contracts';
import type { SheetColumn, SheetValue, Spreadsheet } from '@rocket/documents';
import { shortDate } from '@rocket/documents';
import { dayOf, moneyText, printMinor } from '@rocket/kernel';
import type { AnsweredReport } from './answer-report';
import { ZONE, type ReadReportResult } from './read-report';
import { REPORT_COLUMNS } from './report-columns';
import { fileWords, reportWords } from './report-words';

/** More of them are for a file. */
const SHOWN_RECEIPTS = 500;

export function columnsOf(name: ReportName, language: Language): ReportColumnDto[] {
  const words: Readonly<Record<string, readonly [string, string]>> = reportWords(language)[name].columns;
  return Object.entries(REPORT_COLUMNS[name]).map(([key, kind]) => {
    const [title, meaning] = words[key]!;
    return { key, kind, title, meaning };
  });
}

const plain = (value: SheetValue): string | number | null =>
  typeof value === 'bigint' ? printMinor(value) : value;

/** A report as JSON: sums as decimal strings, days as they are. */
export function reportView(answered: AnsweredReport, language: Language): ReportDto {
  const { report, asOf, isKept, computingSince } = answered;
  const { title, about } = reportWords(language)[report.name];
  return {
    name: report.name,
    seller: report.seller?.code ?? null,
    from: report.scope?.from ?? null,
    to: report.scope?.to ?? null,
    by: report.scope?.by ?? null,
    today: report.today,
    title,
    about: [...about],
    columns: columnsOf(report.name, language),
    parts: report.parts.map(({ currency, rows, totals }) => ({
      currency,
      rows: rows.map((row) => row.map(plain)),
      totals: totals?.map(plain) ?? null,
    })),
    receipts: report.waiting.slice(0, SHOWN_RECEIPTS).map((row) => ({
      ...{ id: row.id, receivedOn: row.receivedOn, days: row.days, payer: row.payer, purpose: row.purpose },
      rest: moneyText(row.rest, row.currency),
    })),
    leftOut: report.leftOut,
    asOf: asOf?.toISOString() ?? null,
    kept: isKept,
    computing: computingSince && { since: computingSince.toISOString() },
  };
}

const SHEET_KINDS = {
  date: { kind: 'date', width: 12 },
  text: { kind: 'text', width: 32 },
  money: { kind: 'money', width: 18 },
  count: { kind: 'count', width: 14 },
  percent: { kind: 'text', width: 12 },
} as const;

/** The table of a report for a file: a column in front tells the currency, and which line is the total. */
export function reportSheet(answered: AnsweredReport, language: Language): Spreadsheet {
  const { report } = answered;
  const words = fileWords(language);
  const columns = columnsOf(report.name, language);
  const hasMoney = columns.some(({ kind }) => kind === 'money');
  const front: SheetColumn = { title: hasMoney ? words.currency : words.line, kind: 'text', width: 14 };
  const percent = (value: SheetValue): SheetValue =>
    value === null ? null : `${String(value).replace('.', language === 'en' ? '.' : ',')} %`;
  const cells = (row: readonly SheetValue[]): SheetValue[] =>
    row.map((value, index) => (columns[index]!.kind === 'percent' ? percent(value) : value));
  return {
    name: reportWords(language)[report.name].title,
    heading: headingOf(answered, language),
    columns: [front, ...columns.map(({ title, kind }): SheetColumn => ({ title, ...SHEET_KINDS[kind] }))],
    rows: report.parts.flatMap(({ currency, rows }) => rows.map((row) => [currency ?? '', ...cells(row)])),
    totals: report.parts.flatMap(({ currency, totals }) =>
      totals ? [[[words.total, currency].filter(Boolean).join(', '), ...cells(totals)]] : [],
    ),
  };
}

/** Money that waits, receipt by receipt. */
export function waitingSheet(answered: AnsweredReport, language: Language): Spreadsheet {
  const { report } = answered;
  const { waiting: titles, currency, total } = fileWords(language);
  const column = (title: string, kind: SheetColumn['kind'], width: number): SheetColumn => ({
    title,
    kind,
    width,
  });
  return {
    name: titles.tab,
    heading: headingOf(answered, language),
    columns: [
      column(currency, 'text', 14),
      column(titles.receivedOn, 'date', 12),
      column(titles.days, 'count', 10),
      column(titles.payer, 'text', 36),
      column(titles.purpose, 'text', 48),
      column(titles.rest, 'money', 18),
    ],
    rows: report.waiting.map((row) => [
      ...[row.currency, row.receivedOn, row.days, row.payer, row.purpose, row.rest],
    ]),
    totals: report.parts.map((part) => [
      ...[`${total}, ${part.currency}`, null, null, null, null],
      part.totals?.at(-1) ?? null,
    ]),
  };
}

/** What the columns hold, for whoever reads the file without us. */
export function meaningsSheet(report: ReadReportResult, language: Language): Spreadsheet {
  const words = fileWords(language);
  return {
    name: words.meanings,
    heading: [...reportWords(language)[report.name].about],
    columns: [
      { title: words.column, kind: 'text', width: 24 },
      { title: words.meaning, kind: 'text', width: 100 },
    ],
    rows: columnsOf(report.name, language).map(({ title, meaning }) => [title, meaning]),
    totals: [],
  };
}

function headingOf({ report, asOf, isKept }: AnsweredReport, language: Language): string[] {
  const words = fileWords(language);
  return [
    reportWords(language)[report.name].title,
    report.seller ? words.seller(report.seller.name) : words.allSellers,
    ...(report.scope ? [words.period(shortDate(report.scope.from), shortDate(report.scope.to))] : []),
    // Figures computed earlier may differ from the books of now: a file says so for itself.
    ...(isKept && asOf ? [words.asOf(instantText(asOf, report.seller?.timeZone ?? ZONE))] : []),
    ...(report.scope || isKept ? [] : [words.asOf(shortDate(report.today))]),
  ];
}

const instantText = (at: Date, timeZone: string): string =>
  `${shortDate(dayOf(at, timeZone))} ${at.toLocaleTimeString('ru', { timeZone, hour: '2-digit', minute: '2-digit' })}`;
