import type { PriceVersion } from '@rocket/catalog';
import type { Language, PriceDto, ProductDto } from '@rocket/contracts';
import { printUnitPrice, type Currency } from '@rocket/kernel';
import { wordsOf, type ProductRecord } from './product.store';

export const productView = (product: ProductRecord, language: Language = 'ru'): ProductDto => ({
  code: product.code,
  ...wordsOf(product, language),
  kind: product.kind,
  seller: product.sellerCode,
  english: product.english,
  tariffUnit: product.tariffUnit,
  quantityFollows: product.quantityFollows,
  prices: product.prices.map((price) => priceView(price, product.currency)),
  trialDays: product.trialDays,
  offer: { version: product.terms.version, title: product.terms.title },
});

export const priceView = (price: PriceVersion, currency: Currency): PriceDto => ({
  id: price.id,
  period: price.period,
  unitPrice: { amount: printUnitPrice(price.unitPrice), currency },
  minQuantity: price.minQuantity,
  validFrom: price.validFrom,
  ...shapeView(price, currency),
  ...(price.limits ? { limits: price.limits as PriceDto['limits'] } : {}),
  ...(price.usagePrices ? { usagePrices: price.usagePrices as PriceDto['usagePrices'] } : {}),
});

/** Steps or packs of a price; nothing of what it has not. */
export const shapeView = (
  price: Pick<PriceVersion, 'tiers' | 'tierMode' | 'packSize'>,
  currency: Currency,
): Pick<PriceDto, 'tiers' | 'tierMode' | 'packSize'> => ({
  ...(price.tiers
    ? {
        tiers: price.tiers.map(({ upTo, unitPrice, flatFee }) => ({
          upTo,
          unitPrice: { amount: unitPrice, currency },
          ...(flatFee ? { flatFee: { amount: flatFee, currency } } : {}),
        })),
        tierMode: price.tierMode ?? 'graduated',
      }
    : {}),
  ...(price.packSize ? { packSize: price.packSize } : {}),
});
