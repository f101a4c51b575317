import {
  churnOf,
  churnTotal,
  trialCohorts,
  trialTotal,
  type ChurnRow,
  type ReportBucket,
  type TrialCohort,
} from '@rocket/billing';
import type { SheetValue } from '@rocket/documents';
import { sum, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { RevenueWindow } from './foresee-revenue';
import type { BonusNow, BonusStep, ChargesStep, MoneyInStep, ReportScope } from './money-report.store';
import type { ReportPart } from './report-answer.rows';
import type { PayingTurns, TrialsCounted } from './subscription-report.store';

/** The days of a period, and all of them as one. */
export interface Period {
  readonly buckets: readonly ReportBucket[];
  readonly whole: readonly [from: LocalDate, to: LocalDate];
}

/** A part for each currency in which something happened. */
function byCurrency<Row extends { readonly currency: Currency }>(
  rows: readonly Row[],
  part: (rows: readonly Row[], currency: Currency) => Omit<ReportPart, 'currency'> | null,
): ReportPart[] {
  const currencies = [...new Set(rows.map(({ currency }) => currency))].sort();
  return currencies.flatMap((currency) => {
    const made = part(
      rows.filter((row) => row.currency === currency),
      currency,
    );
    return made ? [{ currency, ...made }] : [];
  });
}

const NO_MONEY = { bank: 0n, robokassa: 0n, yookassa: 0n, returned: 0n, byHand: 0n };

export const receiptsParts = (steps: readonly MoneyInStep[], period: Period): ReportPart[] =>
  byCurrency(steps, (mine) => {
    // Entries that moved no money in or out of the bank, the shops or the hands of staff are no event here.
    if (mine.every((step) => MONEY_IN.every((name) => step[name] === 0n))) return null;
    const cells = (step: Omit<MoneyInStep, 'currency' | 'key'>): Minor[] => {
      const received = step.bank + step.robokassa + step.yookassa;
      return [
        ...[step.bank, step.robokassa, step.yookassa, received, step.returned],
        ...[received - step.returned, step.byHand],
      ];
    };
    const of = (name: (typeof MONEY_IN)[number]): Minor => sum(mine.map((step) => step[name]));
    return {
      rows: period.buckets.map(({ key, from, to }) => [
        from,
        to,
        ...cells(mine.find((step) => step.key === key) ?? NO_MONEY),
      ]),
      totals: [
        ...period.whole,
        ...cells({
          ...{ bank: of('bank'), robokassa: of('robokassa'), yookassa: of('yookassa') },
          ...{ returned: of('returned'), byHand: of('byHand') },
        }),
      ],
    };
  });
const MONEY_IN = ['bank', 'robokassa', 'yookassa', 'returned', 'byHand'] as const;

export const chargesParts = (
  steps: readonly ChargesStep[],
  period: Period,
  names: ReadonlyMap<string, string>,
  total: string,
): ReportPart[] =>
  byCurrency(steps, (mine) => {
    const rows = period.buckets.flatMap(({ key, from, to }) =>
      mine
        .filter((step) => step.key === key)
        .map((step): SheetValue[] => [
          ...[from, to, names.get(step.productCode) ?? step.productCode, step.count],
          ...chargeCells(step),
        ]),
    );
    const of = (name: 'money' | 'bonus' | 'moneyBack' | 'bonusBack'): Minor =>
      sum(mine.map((step) => step[name]));
    const all = {
      ...{ money: of('money'), bonus: of('bonus') },
      ...{ moneyBack: of('moneyBack'), bonusBack: of('bonusBack') },
    };
    const count = mine.reduce((counted, step) => counted + step.count, 0);
    return { rows, totals: [...period.whole, total, count, ...chargeCells(all)] };
  });

const chargeCells = (step: Pick<ChargesStep, 'money' | 'bonus' | 'moneyBack' | 'bonusBack'>): Minor[] => [
  ...[step.money, step.bonus, step.moneyBack, step.bonusBack],
  ...[step.money - step.moneyBack, step.bonus - step.bonusBack],
];

const MOVED = ['given', 'used', 'burnt', 'revoked'] as const;

/** Outstanding goes back from what is left now: what a line begins with is what the one before ends with. */
export const bonusParts = (
  steps: readonly BonusStep[],
  now: readonly BonusNow[],
  period: Period,
): ReportPart[] =>
  byCurrency(
    [...steps, ...now.map(({ currency }) => ({ currency, key: null, ...NOTHING_MOVED }))],
    (mine, currency) => {
      const growth = (step: BonusStep): Minor => step.given - step.used - step.burnt - step.revoked;
      const left = now.find((each) => each.currency === currency)?.outstanding ?? 0n;
      const opening = left - sum(mine.map(growth));
      let stands = opening;
      const line = (from: LocalDate, to: LocalDate, moved: readonly BonusStep[]): SheetValue[] => {
        const before = stands;
        stands += sum(moved.map(growth));
        const of = MOVED.map((name) => sum(moved.map((step) => step[name])));
        return [from, to, before, ...of, stands];
      };
      const within = mine.filter(({ key }) => key !== null);
      const rows = period.buckets.map(({ key, from, to }) =>
        line(
          from,
          to,
          within.filter((step) => step.key === key),
        ),
      );
      stands = opening;
      const totals = line(...period.whole, within);
      return opening === 0n && within.length === 0 ? null : { rows, totals };
    },
  );
const NOTHING_MOVED = { given: 0n, used: 0n, burnt: 0n, revoked: 0n };

export function churnParts(
  { opening, turns }: PayingTurns,
  period: Period,
  scope: ReportScope,
): ReportPart[] {
  if (opening === 0 && turns.length === 0) return [];
  const rows = churnOf(opening, turns, period.buckets, scope.by);
  const total = churnTotal(rows);
  return [{ currency: null, rows: rows.map(churnCells), totals: total && churnCells(total) }];
}

const churnCells = ({ bucket, opening, started, stopped, left, closing, share }: ChurnRow): SheetValue[] => [
  ...[bucket.from, bucket.to, opening, started.new, started.resumed],
  ...[stopped.suspended, stopped.declined, stopped.price_refused, stopped.terminated, stopped.free],
  ...[left, closing, share],
];

export function trialParts(counted: readonly TrialsCounted[], period: Period): ReportPart[] {
  if (counted.length === 0) return [];
  const rows = trialCohorts(counted, period.buckets);
  const total = trialTotal(rows);
  return [{ currency: null, rows: rows.map(trialCells), totals: total && trialCells(total) }];
}

const trialCells = ({
  bucket,
  started,
  onTrial,
  paid,
  given,
  left,
  conversion,
}: TrialCohort): SheetValue[] => [
  ...[bucket.from, bucket.to, started, onTrial, paid, given, left, conversion],
];

export const forecastParts = (windows: readonly RevenueWindow[]): ReportPart[] =>
  byCurrency(windows, (mine) =>
    mine.every(({ money, bonus, atRisk, stopped }) => money + bonus + atRisk + stopped === 0n)
      ? null
      : {
          rows: mine.map((window) => [
            ...[window.days, window.from, window.to, window.money, window.bonus, window.atRisk],
            ...[window.accountsAtRisk, window.stopped],
          ]),
          // The lines include one another.
          totals: null,
        },
  );
