import { Injectable } from '@nestjs/common';
import { billingError, costOf } from '@rocket/billing';
import { currentPrice, isFreePrice, termsOf } from '@rocket/catalog';
import type { InvoiceOrderWishDto } from '@rocket/contracts';
import { DomainError, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import { ProductStore } from '../storefront/product.store';
import { priceToConnect } from '../subscriptions/price-to-connect';
import { SubscriptionStore } from '../subscriptions/subscription.store';
import type { OrderLine } from './invoice-order.store';

/** Prices what an invoice is to name by the price list of a day. */
@Injectable()
export class PriceOrder {
  constructor(
    private readonly products: ProductStore,
    private readonly subscriptions: SubscriptionStore,
  ) {}

  /**
   * The lines of a new order. Refuses by the field of the line what could not be bought now: what connecting refuses,
   * `already_connected` of what lives and is no package, and what costs nothing.
   */
  async wished(
    tx: EntityManager,
    account: AccountRecord,
    wishes: readonly InvoiceOrderWishDto[],
    today: LocalDate,
  ): Promise<OrderLine[]> {
    const lines: OrderLine[] = [];
    for (const [index, wish] of wishes.entries()) {
      const at = `order.${index}`;
      lines.push(await inLine(at, () => this.line(tx, account, wish, today)));
      const { productCode, projectId } = lines.at(-1)!;
      const again = lines.findIndex(
        (other) => other.productCode === productCode && other.projectId === projectId,
      );
      if (again < index && !lines[index]!.isPackage)
        throw billingError('already_connected', 'Продукт назван в заказе дважды', {}, [
          { path: `${at}.productCode`, message: 'Сложите количество в одну строку' },
        ]);
    }
    return lines;
  }

  /** What the lines of an order cost on a day; what is not sold any more costs what was agreed. */
  async current(tx: EntityManager, lines: readonly OrderLine[], on: LocalDate): Promise<OrderLine[]> {
    const priced: OrderLine[] = [];
    for (const line of lines) {
      const { prices } = await this.products.read(tx, line.productCode);
      const price = currentPrice(prices, line.period, on, line.tariff);
      priced.push(
        price ? { ...line, priceId: price.id, amount: costOf(termsOf(price), line.quantity) } : line,
      );
    }
    return priced;
  }

  private async line(
    tx: EntityManager,
    account: AccountRecord,
    wish: InvoiceOrderWishDto,
    today: LocalDate,
  ): Promise<OrderLine> {
    const { productCode, quantity, period, project: projectId = null } = wish;
    const product = await this.products.read(tx, productCode);
    const price = priceToConnect(account, product, wish, today);
    const live = await this.subscriptions.findLive(tx, account.id, productCode, projectId);
    if (live && !(price.isPackage && live.packageNo > 0))
      throw billingError('already_connected', `«${product.name}» уже подключён`);
    if (isFreePrice(price))
      throw billingError('below_minimum_payment', `«${product.name}» бесплатен: подключите его без счёта`);
    return {
      productCode,
      productName: product.name,
      tariff: price.tariff ?? null,
      tariffName: product.tariffs.find(({ code }) => code === price.tariff)?.name ?? null,
      projectId,
      quantity,
      period,
      priceId: price.id,
      amount: costOf(termsOf(price), quantity),
      isPackage: price.isPackage,
    };
  }
}

/** A refusal of a line names its field inside the order. */
async function inLine<T>(at: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const errors =
      error.errors.length > 0
        ? error.errors.map(({ path, message }) => ({ path: `${at}.${path}`, message }))
        : [{ path: `${at}.productCode`, message: error.message }];
    throw new DomainError(error.code, error.message, error.facts, errors);
  }
}
