import {
  Exact,
  addDays,
  dayOf,
  parseMinor,
  roundToMinor,
  startOfDay,
  type LocalDate,
  type Minor,
} from '@rocket/kernel';
import type { OfferTerms } from './offer-terms';

type TopUpRule = OfferTerms['topUpBonus'][number];

/** The richest row of the published table that a top-up reaches (rule 6), and the bonus it gives in minor units; null when none does. */
export function topUpBonus(
  terms: Pick<OfferTerms, 'topUpBonus'>,
  topUp: Minor,
): { rule: TopUpRule; amount: Minor } | null {
  const rule = terms.topUpBonus
    .filter(({ from }) => parseMinor(from.amount) <= topUp)
    .sort((a, b) => (parseMinor(a.from.amount) < parseMinor(b.from.amount) ? -1 : 1))
    .at(-1);
  if (!rule) return null;
  const amount = roundToMinor(new Exact(topUp.toString()).times(rule.percent).div(10_000));
  return amount > 0n ? { rule, amount } : null;
}

/** The cheapest row of the table that this sum does not reach yet, with the bonus it would give. */
export function nextTopUpBonus(
  terms: Pick<OfferTerms, 'topUpBonus'>,
  topUp: Minor,
): { from: Minor; bonus: Minor } | null {
  const [next] = terms.topUpBonus
    .map(({ from }) => parseMinor(from.amount))
    .filter((from) => from > topUp)
    .sort((a, b) => (a < b ? -1 : 1));
  return next === undefined ? null : { from: next, bonus: topUpBonus(terms, next)?.amount ?? 0n };
}

/** How a bonus for a top-up stands among other grants: when it begins, when it ends, how soon it burns. */
export interface BonusTime {
  readonly priority: number;
  readonly effectiveAt: Date;
  /** The last day of use; null when it has no end. */
  readonly expiresOn: LocalDate | null;
  /** Exclusive. */
  readonly expiresAt: Date | null;
}

const USUAL_PRIORITY = 100;

/** The time of a bonus that a top-up brings at `now`, in the seller's zone. */
export function bonusTime({ expiresInDays }: TopUpRule, now: Date, timeZone: string): BonusTime {
  const expiresOn = expiresInDays === null ? null : addDays(dayOf(now, timeZone), expiresInDays);
  const expiresAt = expiresOn && startOfDay(addDays(expiresOn, 1), timeZone);
  return { priority: USUAL_PRIORITY, effectiveAt: now, expiresOn, expiresAt };
}
