import { localDate, proportion, type LocalDate, type Minor } from '@rocket/kernel';

export type VatRegime = 'general' | 'simplified_5' | 'simplified_7' | 'none';

/**
 * The general rate by tax date. Source: 303-FZ of 2018-08-03 (20 % from 2019), 425-FZ of 2025-11-28 (22 % from 2026);
 * ../shared/facts/ru-docs-payments.md §2.1.
 */
const GENERAL_RATES = [
  { from: localDate('2004-01-01'), percent: 18n },
  { from: localDate('2019-01-01'), percent: 20n },
  { from: localDate('2026-01-01'), percent: 22n },
] as const;

/** The rate of a regime on a tax date, in whole percent; null is «без НДС». */
export function vatRate(regime: VatRegime, taxDate: LocalDate): bigint | null {
  switch (regime) {
    case 'none':
      return null;
    case 'simplified_5':
      return 5n;
    case 'simplified_7':
      return 7n;
    case 'general': {
      const rate = GENERAL_RATES.filter(({ from }) => from <= taxDate).at(-1);
      if (!rate) throw new RangeError(`No VAT rate is known for ${taxDate}`);
      return rate.percent;
    }
  }
}

/** The tax inside a gross amount: gross × r / (100 + r), half up, per line (money-rules, Amounts). */
export const vatInside = (gross: Minor, percent: bigint | null): Minor =>
  percent === null ? 0n : proportion(gross, percent, 100n + percent);
