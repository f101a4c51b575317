import { Injectable } from '@nestjs/common';
import type { PaymentProvider } from '@rocket/contracts';
import { ApiError } from '../platform/api-error';
import { AppConfig } from '../platform/config';
import { shopName, type PaymentShop, type RobokassaShop, type YookassaShop } from '../platform/payment-shops';
import type { ProviderPaymentRecord } from './provider-payment.store';

/** A payment or a refund belongs to a shop that is no longer among the settings: nobody can be asked about it. */
export class ShopRemoved extends Error {
  constructor(shop: string) {
    super(`Магазин ${shop} убран из настроек: верните его или проверьте оплату в кабинете платёжной системы`);
  }
}

/** The shops this installation was given, by seller and by the name the provider knows them by. */
@Injectable()
export class Shops {
  constructor(private readonly config: AppConfig) {}

  /** @throws ApiError `not_found` when the seller takes no payments that way */
  ofSeller(sellerCode: string, provider: PaymentProvider): PaymentShop {
    const shop = this.config.paymentShops.find(
      (one) => one.seller === sellerCode && one.provider === provider,
    );
    if (!shop) throw new ApiError('not_found', 'Этот продавец так оплату не принимает');
    return shop;
  }

  /** Whether a card may be kept for regular payments: YooKassa keeps them, by what is known here. */
  takesKeptCards(sellerCode: string): boolean {
    return this.config.paymentShops.some((one) => one.seller === sellerCode && one.provider === 'yookassa');
  }

  /** @throws ShopRemoved when the shop of a payment is no longer among the settings */
  ofPayment(payment: Pick<ProviderPaymentRecord, 'provider' | 'shop'>): PaymentShop {
    const shop = this.config.paymentShops.find(
      (one) => one.provider === payment.provider && shopName(one) === payment.shop,
    );
    if (!shop) throw new ShopRemoved(payment.shop);
    return shop;
  }

  /** What a person reads of a refund whose shop will never answer again; null while it is among the settings. */
  removed(payment: Pick<ProviderPaymentRecord, 'provider' | 'shop'>): string | null {
    if (this.has(payment)) return null;
    return `Магазин ${payment.shop} убран из настроек: верните его или проверьте возврат в кабинете платёжной системы и отметьте, выплачен ли он`;
  }

  /** Whether a payment can still be asked about and paid back through. */
  has(payment: Pick<ProviderPaymentRecord, 'provider' | 'shop'>): boolean {
    return this.config.paymentShops.some(
      (one) => one.provider === payment.provider && shopName(one) === payment.shop,
    );
  }

  get robokassa(): readonly RobokassaShop[] {
    return this.config.paymentShops.filter((one) => one.provider === 'robokassa');
  }

  get yookassa(): readonly YookassaShop[] {
    return this.config.paymentShops.filter((one) => one.provider === 'yookassa');
  }
}
