import {
  USUAL_GOODS,
  type GoodsDto,
  type OfferPriceDto,
  type OfferProductDto,
  type OfferProfileDto,
  type OfferTermsDto,
} from '@rocket/contracts';
import { periodLength, termChanges } from '@rocket/offer-words';
import { writeUnitPrice } from '@rocket/ui/writing';
import { shelfWords, type Language } from './words';

/** A folder of an offer, read. */
export interface Offer {
  readonly profile: OfferProfileDto;
  readonly products: readonly OfferProductDto[];
}

/** What stands in one and not in the other, as text. The order of names in a file says nothing. */
export const isSame = (a: unknown, b: unknown): boolean => inOrder(a) === inOrder(b);

const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, inside: unknown) =>
    inside !== null && typeof inside === 'object' && !Array.isArray(inside)
      ? Object.fromEntries(Object.entries(inside).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inside,
  ) ?? '';

/** Two versions of an offer compared in words: the seller, its conditions, its products and their prices. */
export function tellDifferences(before: Offer, after: Offer, language: Language): string[] {
  const w = shelfWords(language);
  const parts: [string, string[]][] = [
    [w.profile, tellProfile(before.profile, after.profile, language)],
    [w.conditions, tellTerms(before.profile.terms, after.profile.terms, language)],
    [w.products, tellProducts(before, after, language)],
  ];
  const told = parts.filter(([, lines]) => lines.length > 0);
  if (told.length === 0) return [w.same];
  return told.flatMap(([title, lines]) => [`${title}:`, ...lines.map((line) => `  ${line}`)]);
}

export function tellTerms(before: OfferTermsDto, after: OfferTermsDto, language: Language): string[] {
  const { terms: w } = shelfWords(language);
  return termChanges(w, language, before, after).map(
    ({ label, was, becomes, clause }) =>
      `${label}${clause ? ` (${w.clauseNumber(clause)})` : ''}: ${was} → ${becomes}`,
  );
}

const UNDER_TERMS = 'terms';

/** Names of what a seller says of itself otherwise, besides its terms. */
export function changedOfSeller(before: OfferProfileDto, after: OfferProfileDto): string[] {
  const said = (profile: OfferProfileDto): Record<string, unknown> => ({
    ...profile,
    country: profile.country ?? 'RU',
    goods: profile.goods ?? USUAL_GOODS,
  });
  const [was, becomes] = [said(before), said(after)];
  return Object.keys({ ...was, ...becomes }).filter(
    (name) => name !== UNDER_TERMS && !isSame(was[name], becomes[name]),
  );
}

function tellProfile(before: OfferProfileDto, after: OfferProfileDto, language: Language): string[] {
  const w = shelfWords(language);
  const write = (value: unknown): string => {
    if (value === undefined) return w.none;
    if (typeof value !== 'object' || value === null) return String(value);
    // Of the seller's word for its goods the first form is enough; names and addresses are read in a row.
    const shown = 'ru' in value && 'en' in value ? [(value as GoodsDto)[language].one] : Object.values(value);
    return shown.map(String).join(', ');
  };
  return changedOfSeller(before, after).flatMap((name) => {
    const [was, becomes] = [before, after].map((side) => (side as Record<string, unknown>)[name]);
    if (name !== 'requisites') return [`${w.fields[name] ?? name}: ${write(was)} → ${write(becomes)}`];
    const [old, young] = [was, becomes] as Record<string, unknown>[];
    return Object.keys({ ...old, ...young })
      .filter((field) => !isSame(old?.[field], young?.[field]))
      .map((field) => `${w.fields[field] ?? field}: ${write(old?.[field])} → ${write(young?.[field])}`);
  });
}

function tellProducts(before: Offer, after: Offer, language: Language): string[] {
  const w = shelfWords(language);
  const { currency } = after.profile;
  const gone = before.products.filter(({ code }) => !after.products.some((each) => each.code === code));
  return [
    ...after.products.flatMap((product) => {
      const was = before.products.find(({ code }) => code === product.code);
      const name = nameOf(product);
      if (!was) return [`${name}: ${w.added}`, ...pricesOf(product).map((one) => `  ${one}`)];
      const fields = changedOfProduct(was, product).map((each) => w.fields[each] ?? each);
      return [
        ...(fields.length > 0 ? [`${name}: ${fields.join(', ')}`] : []),
        ...priceChanges(was.prices, product.prices).map(
          ({ price, was: old }) =>
            `${name}, ${nameOfPrice(price, language)}: ${old ? sumOf(old) : w.none} → ${sumOf(price)}`,
        ),
        ...was.prices
          .filter((price) => !product.prices.some((each) => isOneSlot(each, price)))
          .map((price) => `${name}, ${nameOfPrice(price, language)}: ${w.removed}`),
      ];
    }),
    ...gone.map((product) => `${nameOf(product)}: ${w.removed}`),
  ];
  function nameOf({ name, english }: OfferProductDto): string {
    return language === 'en' ? (english?.name ?? name) : name;
  }
  function sumOf(price: OfferPriceDto): string {
    return writePrice(price, currency, language);
  }
  function pricesOf({ prices }: OfferProductDto): string[] {
    return prices.map((price) => `${nameOfPrice(price, language)}: ${sumOf(price)}`);
  }
}

/** Names of what is said of a product otherwise, besides its prices. */
export const changedOfProduct = (before: object, after: object): string[] =>
  Object.keys({ ...before, ...after }).filter(
    (name) =>
      name !== 'prices' &&
      !isSame((before as Record<string, unknown>)[name], (after as Record<string, unknown>)[name]),
  );

/** Prices of one product that stand for the same choice of a customer: its tariff, its period, from how many. */
export const isOneSlot = (a: OfferPriceDto, b: OfferPriceDto): boolean =>
  a.tariff === b.tariff && a.period === b.period && (a.minQuantity ?? 1) === (b.minQuantity ?? 1);

/** Prices that are new or otherwise, each with what stood in its place. That a price is an example is no change. */
export function priceChanges(
  before: readonly OfferPriceDto[],
  after: readonly OfferPriceDto[],
): { price: OfferPriceDto; was: OfferPriceDto | undefined }[] {
  const said = ({ example: _, minQuantity = 1, tierMode, ...price }: OfferPriceDto) => ({
    ...price,
    minQuantity,
    tierMode: tierMode === 'graduated' ? undefined : tierMode,
    unitPrice: plainSum(price.unitPrice),
    tiers: price.tiers?.map((tier) => ({
      ...tier,
      unitPrice: plainSum(tier.unitPrice),
      flatFee: tier.flatFee && plainSum(tier.flatFee),
    })),
    usagePrices: price.usagePrices?.map((each) => ({ ...each, unitPrice: plainSum(each.unitPrice) })),
  });
  return after
    .map((price) => ({ price, was: before.find((each) => isOneSlot(each, price)) }))
    .filter(({ price, was }) => !was || !isSame(said(was), said(price)));
}

/** `990`, `990.0` and `990.00` are one sum. */
const plainSum = (sum: string): string => (sum.includes('.') ? sum.replace(/\.?0+$/, '') : sum);

export function nameOfPrice({ tariff, period }: OfferPriceDto, language: Language): string {
  const w = shelfWords(language);
  return w.price(tariff, periodLength(w.terms, period));
}

export function writePrice(
  { unitPrice, tiers, limits = [], usagePrices = [] }: OfferPriceDto,
  currency: OfferProfileDto['currency'],
  language: Language,
): string {
  const w = shelfWords(language);
  const sum = (amount: string) => writeUnitPrice(language, { amount, currency });
  return [
    tiers ? tiers.map((tier) => `≤ ${tier.upTo ?? '∞'}: ${sum(tier.unitPrice)}`).join(', ') : sum(unitPrice),
    ...limits.map(({ unit, included, over }) => `${unit} ${included} (${w.terms.options[over] ?? over})`),
    ...usagePrices.map((each) => `${each.unit} ${sum(each.unitPrice)}`),
  ].join('; ');
}
