import { Exact, roundToMinor, type Minor } from '@rocket/kernel';

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
