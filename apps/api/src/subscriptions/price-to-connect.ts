import { billingError } from '@rocket/billing';
import {
  assertAutoRenewal,
  assertBoughtAsPackage,
  assertPeriodAllowed,
  assertQuantity,
  assertSoldTo,
  catalogError,
  currentPrice,
  isFreePrice,
  tariffOf,
  type PriceVersion,
} from '@rocket/catalog';
import type { ConnectProductDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import type { AccountRecord } from '../accounts/account.store';
import { isContractOver } from '../accounts/contract-end';
import type { ProductRecord } from '../storefront/product.store';

export type PurchaseWish = Pick<
  ConnectProductDto,
  'period' | 'quantity' | 'tariff' | 'autoRenew' | 'followSeats' | 'trial'
>;

/** @throws DomainError `account_not_active`, `product_not_found` of another seller, what `assertSoldTo` refuses */
export function assertMayConnect(account: AccountRecord, product: ProductRecord): void {
  if (isContractOver(account) || account.heldGround !== null) {
    throw billingError('account_not_active', 'Аккаунт не может подключать продукты', {
      state: account.state,
    });
  }
  if (product.sellerCode !== account.seller.code) {
    throw catalogError('product_not_found', 'Этот продукт продаёт другой продавец');
  }
  assertSoldTo(product, account);
}

/**
 * The price a newcomer buys a product at on a day. Refuses what `assertMayConnect` does and what is not sold so: `period_not_allowed`,
 * `period_not_offered`, a tariff or quantity that is not sold, auto-renewal or a trial of a package.
 */
export function priceToConnect(
  account: AccountRecord,
  product: ProductRecord,
  wish: PurchaseWish,
  today: LocalDate,
): PriceVersion {
  assertMayConnect(account, product);
  assertPeriodAllowed(account.terms, wish.period);
  const tariff = tariffOf(product, wish.tariff);
  const price = currentPrice(product.prices, wish.period, today, tariff);
  if (!price) {
    const offered = [
      ...new Set(
        product.prices
          .filter((each) => each.validFrom <= today && (each.tariff ?? null) === tariff)
          .map((each) => each.period),
      ),
    ];
    throw billingError(
      'period_not_offered',
      `«${product.name}» не продаётся на период ${wish.period}`,
      { offered },
      [
        {
          path: 'period',
          message: offered.length > 0 ? `Возможные периоды: ${offered.join(', ')}` : 'Цена ещё не назначена',
        },
      ],
    );
  }
  assertQuantity(price, wish.quantity);
  if (wish.autoRenew && !isFreePrice(price)) assertAutoRenewal(account.terms);
  if (price.isPackage) {
    assertBoughtAsPackage(wish);
    if (wish.trial) throw billingError('trial_used', 'У пакета нет пробного периода');
  }
  return price;
}
