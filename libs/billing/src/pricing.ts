import { Exact, roundToMinor, type Minor } from '@rocket/kernel';

/**
 * A tier of a price: this unit price holds for quantities up to and including `upTo`; null is the rest. The flat fee is
 * added once where the tier is reached. Decimals in major units.
 */
export interface PriceTier {
  readonly upTo: number | null;
  readonly unitPrice: string;
  readonly flatFee?: string | null;
}

/** What one period of a product costs. Unit prices are decimals with up to nine digits, in major units. */
export interface PriceTerms {
  readonly priceId: string;
  readonly unitPrice: string;
  readonly tiers?: readonly PriceTier[] | null;
  /** Graduated, the default: each unit costs what its own tier says. Volume: all cost what the tier of the whole says. */
  readonly tierMode?: 'graduated' | 'volume' | null;
  /** The unit price is for a pack of so many units; a started pack counts whole. Never together with tiers. */
  readonly packSize?: number | null;
}

/** Price = tariff × quantity of units × period (rule 9), half up once, in minor units. */
export const costOf = (price: PriceTerms, quantity: number): Minor =>
  roundToMinor(exactCostOf(price, quantity));

/**
 * The same before it is rounded, in major units, for whoever computes on with it: only a posted line is rounded. A quantity
 * beyond the last tier is refused when it is chosen; should one come here, the last tier goes on for it.
 */
export function exactCostOf(price: PriceTerms, quantity: number): Exact {
  const { tiers, tierMode, packSize, unitPrice } = price;
  if (tiers && tiers.length > 0)
    return tierMode === 'volume' ? volume(tiers, quantity) : graduated(tiers, quantity);
  return new Exact(unitPrice).times(packSize ? Math.ceil(quantity / packSize) : quantity);
}

function graduated(tiers: readonly PriceTier[], quantity: number): Exact {
  let cost = new Exact(0);
  let counted = 0;
  for (const [index, tier] of tiers.entries()) {
    if (quantity <= counted) break;
    const isLast = index === tiers.length - 1;
    const upTo = isLast || tier.upTo === null ? quantity : Math.min(tier.upTo, quantity);
    cost = cost.plus(new Exact(tier.unitPrice).times(upTo - counted)).plus(tier.flatFee ?? 0);
    counted = upTo;
  }
  return cost;
}

function volume(tiers: readonly PriceTier[], quantity: number): Exact {
  const tier = tiers.find(({ upTo }) => upTo === null || quantity <= upTo) ?? tiers.at(-1)!;
  return new Exact(tier.unitPrice).times(quantity).plus(tier.flatFee ?? 0);
}
