import { Exact, roundToMinor, type LocalDate, type Minor, type Period } from '@rocket/kernel';

/** A tier of a price: this unit price holds for quantities up to and including `upTo`; null is the rest. */
export interface PriceTier {
  readonly upTo: number | null;
  readonly unitPrice: string;
}

/** What one period of a product costs. Unit prices are decimals with up to nine digits, in major units. */
export interface PriceTerms {
  readonly priceId: string;
  readonly unitPrice: string;
  /** Graduated: each unit costs what its own tier says. */
  readonly tiers?: readonly PriceTier[] | null;
}

/** A price change as it was announced to an account. */
export interface AnnouncedPrice {
  readonly price: PriceTerms;
  readonly period: Period;
  readonly effectiveOn: LocalDate;
  readonly announcedAt: Date;
}

/** Price = tariff × quantity of units × period (rule 9), half up once, in minor units. */
export function costOf(price: PriceTerms, quantity: number): Minor {
  if (!price.tiers || price.tiers.length === 0)
    return roundToMinor(new Exact(price.unitPrice).times(quantity));
  let cost = new Exact(0);
  let counted = 0;
  for (const tier of price.tiers) {
    const upTo = tier.upTo === null ? quantity : Math.min(tier.upTo, quantity);
    if (upTo > counted) {
      cost = cost.plus(new Exact(tier.unitPrice).times(upTo - counted));
      counted = upTo;
    }
  }
  return roundToMinor(cost.plus(new Exact(price.tiers.at(-1)!.unitPrice).times(quantity - counted)));
}

/**
 * The price of the period that starts at `boundary`: the newest announced change whose date has come, by date, then by
 * announcement; else the pinned one (rules 9, 24).
 */
export function priceAt(
  pinned: PriceTerms,
  period: Period,
  changes: readonly AnnouncedPrice[],
  boundary: LocalDate,
): PriceTerms {
  let newest: AnnouncedPrice | null = null;
  for (const change of changes) {
    if (
      change.effectiveOn > boundary ||
      change.period.unit !== period.unit ||
      change.period.count !== period.count
    )
      continue;
    if (newest === null || isNewer(change, newest)) newest = change;
  }
  return newest?.price ?? pinned;
}

const isNewer = (a: AnnouncedPrice, b: AnnouncedPrice): boolean =>
  a.effectiveOn === b.effectiveOn ? a.announcedAt >= b.announcedAt : a.effectiveOn > b.effectiveOn;
