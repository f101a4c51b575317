import { localDate, type Currency, type LocalDate } from '@rocket/kernel';
import { z } from 'zod';
import {
  checkPrice,
  createProduct,
  priceFields,
  refuseTwice,
  usagePrice,
  type AddPriceDto,
} from './catalogue';
import { offerProfile } from './offers';
import { priceTier } from './price-shapes';
import { unitPrice } from './primitives';

/** A price without its currency: a seller has one. */
const amount = unitPrice.shape.amount;

const priceOfFileFields = priceFields.omit({ validFrom: true }).extend({
  unitPrice: amount,
  tiers: z
    .array(priceTier.extend({ unitPrice: amount, flatFee: amount.optional() }))
    .min(1)
    .max(50)
    .optional(),
  usagePrices: z
    .array(usagePrice.extend({ unitPrice: amount }))
    .max(50)
    .superRefine(refuseTwice((price) => price.unit))
    .optional(),
  /** The offer does not state this price: it was made up for the profile. */
  example: z.literal(true).optional(),
});

/** Checks of a price ask neither its day nor its currency. */
const ANY_DAY = localDate('2000-01-01');

/** A price version as a file of `offers/` says it: sums in the seller's currency, valid from the day it is loaded. */
export const offerPrice = priceOfFileFields.superRefine((price, context) =>
  checkPrice(priceOfFile(price, 'RUB', ANY_DAY), context),
);

/** A product with its prices, as a file says it: whose it is, the folder says. */
export const offerProduct = createProduct.omit({ seller: true }).extend({
  prices: z.array(offerPrice).min(1, 'Укажите хотя бы одну цену').max(200),
});

/** `offers/<code>/products.json`. */
export const offerProducts = z
  .strictObject({ note: z.string().trim().min(1).max(2000), products: z.array(offerProduct).max(500) })
  .superRefine(({ products }, context) => {
    products.forEach(({ code, tariffs, prices }, nth) => {
      const complain = (path: (string | number)[], message: string) =>
        context.addIssue({ code: 'custom', path: ['products', nth, ...path], message });
      if (products.findIndex((other) => other.code === code) < nth)
        complain(['code'], `Продукт «${code}» назван дважды`);
      prices.forEach(({ tariff }, index) => {
        const known = tariffs?.some((each) => each.code === tariff) ?? tariff === undefined;
        if (!known)
          complain(
            ['prices', index, 'tariff'],
            tariff === undefined ? 'Назовите тариф' : `У продукта нет тарифа «${tariff}»`,
          );
      });
    });
  });

export type OfferPriceDto = z.infer<typeof offerPrice>;
export type OfferProductDto = z.infer<typeof offerProduct>;
export type OfferProductsDto = z.infer<typeof offerProducts>;

/** A price of a file as `POST /products/:code/prices` takes it. */
export function priceOfFile(
  { example: _, ...price }: z.infer<typeof priceOfFileFields>,
  currency: Currency,
  validFrom: LocalDate,
): AddPriceDto {
  const money = (sum: string) => ({ amount: sum, currency });
  return {
    ...price,
    validFrom,
    unitPrice: money(price.unitPrice),
    tiers: price.tiers?.map(({ flatFee, ...tier }) => ({
      ...tier,
      unitPrice: money(tier.unitPrice),
      ...(flatFee === undefined ? {} : { flatFee: money(flatFee) }),
    })),
    usagePrices: price.usagePrices?.map((each) => ({ ...each, unitPrice: money(each.unitPrice) })),
  };
}

/** The files of an offer, read. @throws ZodError naming what is wrong where */
export const readOffer = (offer: { readonly profile: unknown; readonly products: unknown }) => ({
  profile: offerProfile.parse(offer.profile),
  products: offerProducts.parse(offer.products).products,
});
