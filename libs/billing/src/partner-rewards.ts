import { addDays, addMonths, earlier, proportion, smaller, type LocalDate, type Minor } from '@rocket/kernel';

/** What a reward is a share of: money that customers put on their balance, or money they spend on products. */
export type RewardBase = 'top_ups' | 'charges';

/** By what a partner is rewarded from a month on. */
export interface RewardTerms {
  /** The first day of a month. */
  readonly from: LocalDate;
  readonly base: RewardBase;
  /** Up to two digits after the point, of sums as the customer pays them, VAT included. */
  readonly percent: string;
  /** How many months after a customer came it is rewarded for; null: as long as the customer stays. */
  readonly months: number | null;
}

/** What has been counted and earned for one customer before, net of what came back; minor units, never below zero. */
export interface RewardedSoFar {
  readonly counted: Minor;
  readonly earned: Minor;
}

/** One month of one customer. Both amounts are positive: `kind` says which way they go. */
export interface Reward {
  readonly kind: 'earned' | 'taken_back';
  readonly counted: Minor;
  readonly amount: Minor;
}

const HUNDRED_PERCENT = 10_000n;

/** The terms of a month (its first day); null before the first of them. */
export const rewardTermsOf = <T extends Pick<RewardTerms, 'from'>>(
  terms: readonly T[],
  month: LocalDate,
): T | null =>
  terms.reduce<T | null>(
    (found, each) => (each.from <= month && (found === null || each.from > found.from) ? each : found),
    null,
  );

/**
 * The last day whose money is rewarded: the term that began with the day the customer came, and never after the partnership.
 * Null: no limit.
 */
export function rewardedUntil(
  since: LocalDate,
  months: number | null,
  endsOn: LocalDate | null,
): LocalDate | null {
  const term = months === null ? null : addDays(addMonths(since, months), -1);
  if (term === null || endsOn === null) return term ?? endsOn;
  return earlier(term, endsOn);
}

/**
 * What a month of a customer comes to. What was paid is rewarded by the percent of the month. What came back takes its share of what
 * was earned, whatever the percent is now: when all of it has come back, nothing is left of the reward, and never less than nothing.
 * Rounded half up once, to the customer and month.
 *
 * @param moved what the customer paid less what came back to it, in minor units; may be below zero
 * @returns null when nothing is to be said
 */
export function rewardOf(moved: Minor, soFar: RewardedSoFar, percent: string): Reward | null {
  if (moved > 0n)
    return {
      kind: 'earned',
      counted: moved,
      amount: proportion(moved, inHundredths(percent), HUNDRED_PERCENT),
    };
  const back = smaller(-moved, soFar.counted);
  if (back === 0n) return null;
  return { kind: 'taken_back', counted: back, amount: proportion(soFar.earned, back, soFar.counted) };
}

/** `"12.5"` → 1250n. */
function inHundredths(percent: string): bigint {
  const [whole, rest = ''] = percent.split('.');
  return BigInt(`${whole}${rest.padEnd(2, '0')}`);
}
