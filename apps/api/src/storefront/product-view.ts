import type { PriceVersion, Tariff } from '@rocket/catalog';
import type { Language, PriceDto, ProductDto } from '@rocket/contracts';
import type { Currency } from '@rocket/kernel';
import { shapeView, unitPriceView } from './price.rows';
import { wordsOf, type ProductRecord } from './product.store';

export const productView = (product: ProductRecord, language: Language = 'ru'): ProductDto => ({
  code: product.code,
  ...wordsOf(product, language),
  kind: product.kind,
  seller: product.sellerCode,
  english: product.english,
  tariffUnit: product.tariffUnit,
  quantityFollows: product.quantityFollows,
  ...(product.hasProjects ? { instances: 'projects' as const } : {}),
  ...(product.tariffs.length > 0
    ? { tariffs: product.tariffs.map((each) => tariffView(each, language)) }
    : {}),
  ...(product.freeInstances === null ? {} : { freePlan: { activeInstances: product.freeInstances } }),
  ...(product.units.length > 0 ? { units: product.units.map((each) => ({ ...each })) } : {}),
  ...(product.appointments ? { appointments: product.appointments } : {}),
  ...(product.partner === null ? {} : { partner: product.partner }),
  prices: product.prices.map((price) => priceView(price, product.currency)),
  trialDays: product.trialDays,
  picture: pictureOf(product),
  offer: { version: product.terms.version, title: product.terms.title },
});

/** Where the picture of a product is, below the origin of the API. */
export const pictureOf = ({ pictureHash }: Pick<ProductRecord, 'pictureHash'>): string | null =>
  pictureHash && `/api/v1/product-pictures/${pictureHash}`;

const tariffView = (tariff: Tariff, language: Language): Tariff => ({
  ...tariff,
  name: language === 'en' ? (tariff.english ?? tariff.name) : tariff.name,
});

export const priceView = (price: PriceVersion, currency: Currency): PriceDto => ({
  id: price.id,
  period: price.period,
  ...(price.tariff ? { tariff: price.tariff } : {}),
  unitPrice: unitPriceView(price.unitPrice, currency),
  minQuantity: price.minQuantity,
  validFrom: price.validFrom,
  ...shapeView(price, currency),
  ...(price.limits ? { limits: price.limits as PriceDto['limits'] } : {}),
  ...(price.usagePrices
    ? {
        usagePrices: (price.usagePrices as NonNullable<PriceDto['usagePrices']>).map((each) => ({
          ...each,
          unitPrice: unitPriceView(each.unitPrice.amount, currency),
        })),
      }
    : {}),
  ...(price.isPackage ? { isPackage: true } : {}),
});
