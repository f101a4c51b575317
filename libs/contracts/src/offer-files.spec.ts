import { localDate } from '@rocket/kernel';
import { offerPrice, offerProducts, priceOfFile } from './offer-files';

const product = (over: object) => ({
  note: 'Prices of an offer',
  products: [
    {
      code: 'chats',
      name: 'Чаты',
      kind: 'integration',
      tariffUnit: 'Чат',
      prices: [{ period: 'P1M', unitPrice: '990.00', example: true }],
      ...over,
    },
  ],
});
const refusals = (file: unknown): string[] =>
  offerProducts.safeParse(file).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ??
  [];

describe('a file of products', () => {
  it('says prices in the currency of its seller, valid from the day it is loaded', () => {
    const price = offerPrice.parse({
      period: 'P1M',
      unitPrice: '990.00',
      example: true,
      tiers: [{ upTo: null, unitPrice: '990.00', flatFee: '100.00' }],
      usagePrices: [{ unit: 'sms', unitPrice: '2.5' }],
    });
    expect(priceOfFile(price, 'KZT', localDate('2027-03-01'))).toEqual({
      period: 'P1M',
      validFrom: '2027-03-01',
      unitPrice: { amount: '990.00', currency: 'KZT' },
      tiers: [
        {
          upTo: null,
          unitPrice: { amount: '990.00', currency: 'KZT' },
          flatFee: { amount: '100.00', currency: 'KZT' },
        },
      ],
      usagePrices: [{ unit: 'sms', unitPrice: { amount: '2.5', currency: 'KZT' } }],
    });
  });

  it('is refused where a price would be: steps and packs are two prices', () => {
    const prices = [
      { period: 'P1M', unitPrice: '1.00', packSize: 10, tiers: [{ upTo: null, unitPrice: '1.00' }] },
    ];
    expect(refusals(product({ prices }))).toEqual([
      'products.0.prices.0.packSize: Цена либо ступенями, либо за пакет',
    ]);
  });

  it('refuses a day, a currency and a seller of its own', () => {
    const prices = [{ period: 'P1M', unitPrice: '1.00', validFrom: '2027-03-01' }];
    expect(refusals(product({ prices, seller: 'somebody' }))).toHaveLength(2);
  });

  it('refuses a price of a tariff the product has not, and one that names none where there are some', () => {
    const tariffs = [{ code: 'base', name: 'Базовый' }];
    const prices = [
      { period: 'P1M', unitPrice: '1.00', tariff: 'best' },
      { period: 'P1M', unitPrice: '1.00' },
      { period: 'P1M', unitPrice: '1.00', tariff: 'base' },
    ];
    expect(refusals(product({ tariffs, prices }))).toEqual([
      'products.0.prices.0.tariff: У продукта нет тарифа «best»',
      'products.0.prices.1.tariff: Назовите тариф',
    ]);
  });

  it('refuses a code named twice', () => {
    const file = product({});
    expect(refusals({ ...file, products: [...file.products, ...file.products] })).toEqual([
      'products.1.code: Продукт «chats» назван дважды',
    ]);
  });
});
