import type { PriceChangePreviewDto, PriceDto } from '@rocket/contracts';

/** What is typed of a new price: one field, or one for each step of the price in force. */
export type PriceFields = Readonly<Record<string, string>>;

export const stepField = (index: number): string => `step${index}`;

/** `0.500000000` → `0,5`: how a price stands in a field, to be edited. */
export const typedPrice = (amount: string): string =>
  (amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount).replace('.', ',');

/** A price may have nine digits after the point; what is no number goes on as it is, for the schema to refuse. */
const readPrice = (text: string | undefined): string => (text ?? '').replace(/\s/g, '').replace(',', '.');

/**
 * The fields of a new price. One price is empty: whoever does not type one announces nothing. Steps stand as they are in force, for
 * mostly some of them change; that one does is asked of `isUnchanged`.
 */
export const fieldsOf = ({ tiers }: PriceDto): Record<string, string> => ({
  unitPrice: '',
  ...Object.fromEntries(
    (tiers ?? []).map((tier, index) => [stepField(index), typedPrice(tier.unitPrice.amount)]),
  ),
});

/** The body of a change: the shape of the price in force (steps with their bounds and fees, packs) with the new numbers. */
export function changeOf(current: PriceDto, typed: PriceFields) {
  const { unitPrice, tiers, tierMode, packSize } = current;
  const { currency } = unitPrice;
  const of = { period: current.period, ...(current.tariff ? { tariff: current.tariff } : {}) };
  if (!tiers?.length)
    return {
      ...of,
      unitPrice: { amount: readPrice(typed['unitPrice']), currency },
      ...(packSize ? { packSize } : {}),
    };
  const steps = tiers.map((tier, index) => ({
    ...tier,
    unitPrice: { amount: readPrice(typed[stepField(index)]), currency },
  }));
  return { ...of, unitPrice: steps[0]!.unitPrice, tiers: steps, ...(tierMode ? { tierMode } : {}) };
}

/** A preview that changes nothing for anybody: the price is the one in force on its day, and who is connected pays it already. */
export function isUnchanged(
  typed: PriceFields,
  { current, perPeriod }: Pick<PriceChangePreviewDto, 'current' | 'perPeriod'>,
): boolean {
  const change = changeOf(current, typed);
  const same = (one: string, other: string): boolean => typedPrice(one) === typedPrice(other);
  const isSame = current.tiers?.length
    ? current.tiers.every(({ unitPrice }, index) =>
        same(unitPrice.amount, 'tiers' in change ? change.tiers[index]!.unitPrice.amount : ''),
      )
    : same(current.unitPrice.amount, change.unitPrice.amount);
  return isSame && perPeriod.before.amount === perPeriod.after.amount;
}

/** A price of one tariff and period of a product: what a change is a change of. */
export const priceKey = ({ tariff, period }: Pick<PriceDto, 'tariff' | 'period'>): string =>
  `${tariff ?? ''} ${period}`;

/**
 * The price of each tariff and period a product is sold for that newcomers pay on a day, the latest of one day; where none holds yet,
 * the first to come.
 */
export function pricesInForce(prices: readonly PriceDto[], today: string): PriceDto[] {
  const byKey = new Map<string, PriceDto>();
  for (const price of prices) {
    const known = byKey.get(priceKey(price));
    const holds = price.validFrom <= today;
    if (!known || (holds && (known.validFrom > today || price.validFrom >= known.validFrom)))
      byKey.set(priceKey(price), price);
  }
  return [...byKey.values()];
}

/** Versions of the same price that are known already and begin later than it and than today, the nearest first. */
export const pricesToCome = (prices: readonly PriceDto[], of: PriceDto, today: string): PriceDto[] =>
  prices
    .filter((one) => priceKey(one) === priceKey(of) && one.validFrom > today && one.validFrom > of.validFrom)
    .toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
