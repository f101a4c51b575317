import {
  ROBOKASSA_ALGORITHMS,
  TAX_SYSTEMS,
  YOOKASSA_ADDRESSES,
  type TaxSystem,
} from '@rocket/payment-sources';
import { z } from 'zod';

const httpUrl = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));
const secret = z.string().min(1).max(500);
const common = {
  /** Code of the seller whose money it takes. */
  seller: z.string().min(1),
  taxSystem: z.enum(Object.keys(TAX_SYSTEMS) as [TaxSystem, ...TaxSystem[]]).default('osn'),
};

const robokassaShop = z.strictObject({
  provider: z.literal('robokassa'),
  ...common,
  merchantLogin: z.string().regex(/^[\w.-]{1,100}$/),
  /** In test mode the pair of test passwords. */
  password1: secret,
  password2: secret,
  /** For refunds, given on request. */
  password3: secret.optional(),
  algorithm: z.enum(ROBOKASSA_ALGORITHMS).default('sha256'),
  isTest: z.boolean().default(false),
  payUrl: httpUrl.default('https://auth.robokassa.ru'),
  refundUrl: httpUrl.default('https://services.robokassa.ru'),
  fiscalUrl: httpUrl.default('https://ws.roboxchange.com'),
});

const yookassaShop = z.strictObject({
  provider: z.literal('yookassa'),
  ...common,
  shopId: z.string().regex(/^\d{1,20}$/),
  secretKey: secret,
  apiUrl: httpUrl.default('https://api.yookassa.ru/v3'),
  /** Where notifications may come from: addresses and networks. */
  addresses: z
    .array(z.string().min(2))
    .min(1)
    .default([...YOOKASSA_ADDRESSES]),
});

export type RobokassaShop = z.output<typeof robokassaShop>;
export type YookassaShop = z.output<typeof yookassaShop>;
/** Where a seller takes card payments. Passwords: never logged, never answered. */
export type PaymentShop = RobokassaShop | YookassaShop;

/** `PAYMENT_SHOPS`: a JSON list of shops, at most one of a provider for each seller. */
export const paymentShops = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(z.discriminatedUnion('provider', [robokassaShop, yookassaShop]))
      .refine(
        (shops) =>
          new Set(shops.map(({ provider, seller }) => `${provider} ${seller}`)).size === shops.length,
        'two shops of one provider and seller',
      ),
  );

/** The name by which the provider knows a shop. */
export const shopName = (shop: PaymentShop): string =>
  shop.provider === 'robokassa' ? shop.merchantLogin : shop.shopId;
