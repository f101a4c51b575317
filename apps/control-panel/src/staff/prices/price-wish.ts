import type { PriceDto } from '@rocket/contracts';

/** What is typed of a new price: one field, or one for each step of the price in force. */
export type PriceFields = Readonly<Record<string, string>>;

export const stepField = (index: number): string => `step${index}`;

/** `0.500000000` → `0,5`: how a price stands in a field, to be edited. */
export const typedPrice = (amount: string): string =>
  (amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount).replace('.', ',');

/** A price may have nine digits after the point; what is no number goes on as it is, for the schema to refuse. */
const readPrice = (text: string | undefined): string => (text ?? '').replace(/\s/g, '').replace(',', '.');

/** The fields of a new price, filled with the one in force. */
export const fieldsOf = ({ unitPrice, tiers }: PriceDto): Record<string, string> => ({
  unitPrice: typedPrice(unitPrice.amount),
  ...Object.fromEntries(
    (tiers ?? []).map((tier, index) => [stepField(index), typedPrice(tier.unitPrice.amount)]),
  ),
});

/** The body of a change: the shape of the price in force (steps with their bounds and fees, packs) with the new numbers. */
export function changeOf(current: PriceDto, typed: PriceFields) {
  const { period, unitPrice, tiers, tierMode, packSize } = current;
  const { currency } = unitPrice;
  if (!tiers?.length)
    return {
      period,
      unitPrice: { amount: readPrice(typed['unitPrice']), currency },
      ...(packSize ? { packSize } : {}),
    };
  const steps = tiers.map((tier, index) => ({
    ...tier,
    unitPrice: { amount: readPrice(typed[stepField(index)]), currency },
  }));
  return { period, unitPrice: steps[0]!.unitPrice, tiers: steps, ...(tierMode ? { tierMode } : {}) };
}

/**
 * The price of each period a product is sold for that newcomers pay on a day, the latest of one day; where none holds yet, the
 * first to come.
 */
export function pricesInForce(prices: readonly PriceDto[], today: string): PriceDto[] {
  const byPeriod = new Map<string, PriceDto>();
  for (const price of prices) {
    const known = byPeriod.get(price.period);
    const holds = price.validFrom <= today;
    if (!known || (holds && (known.validFrom > today || price.validFrom >= known.validFrom)))
      byPeriod.set(price.period, price);
  }
  return [...byPeriod.values()];
}
