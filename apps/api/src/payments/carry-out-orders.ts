import { Injectable } from '@nestjs/common';
import { judgePaidOrder, priceHoldsUntil } from '@rocket/catalog';
import { shortDate } from '@rocket/documents';
import { DomainError, dayOf, moneyText, sum, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import { assertContractGoesOn, isContractOver } from '../accounts/contract-end';
import { NoticeStore } from '../notices/notice.store';
import { newId } from '../platform/ids';
import { ProductStore } from '../storefront/product.store';
import { ConnectProduct } from '../subscriptions/connect-product';
import { InvoiceOrderStore, type OrderLine, type PaidInvoiceOrder } from './invoice-order.store';
import { orderPurpose } from './order-words';
import { PriceOrder } from './price-order';
import { WriteInvoice } from './write-invoice';

/**
 * What becomes of orders whose invoices are paid in full, inside the transaction that credited the money (Itgrix 4.1, 4.2, 6.4.2):
 * bought at the price of the invoice, or, paid after the hold when the list is dearer, superseded by a new invoice for the difference.
 * What cannot be bought leaves the money on the balance and is tried again with the next crediting; the customer is told why.
 */
@Injectable()
export class CarryOutOrders {
  constructor(
    private readonly orders: InvoiceOrderStore,
    private readonly priceOrder: PriceOrder,
    private readonly products: ProductStore,
    private readonly connect: ConnectProduct,
    private readonly write: WriteInvoice,
    private readonly notices: NoticeStore,
  ) {}

  /** The caller holds the account's lock. */
  async run(tx: EntityManager, account: AccountRecord, actor: string, now: Date): Promise<void> {
    for (const order of await this.orders.paid(tx, account.id))
      await this.decide(tx, account, order, actor, now);
  }

  private async decide(
    tx: EntityManager,
    account: AccountRecord,
    order: PaidInvoiceOrder,
    actor: string,
    now: Date,
  ): Promise<void> {
    if (isContractOver(account))
      return this.orTrouble(tx, account, order, now, async () => assertContractGoesOn(account));
    const { holdsUntil, paidOn, total: agreed } = order;
    const byList = await this.priceOrder.current(tx, order.lines, paidOn);
    const current = sum(byList.map(({ amount }) => amount));
    const verdict = judgePaidOrder({ holdsUntil, paidOn, agreed, current });
    if (verdict.by === 'new_invoice')
      return this.supersede(tx, account, order, { lines: byList, total: current, ...verdict }, now);
    const lines = verdict.by === 'invoice' ? order.lines : byList;
    await this.orTrouble(tx, account, order, now, async () => {
      const bought = [];
      for (const line of lines) bought.push(await this.buy(tx, account, line, paidOn, actor, now));
      await this.orders.carriedOut(tx, account.id, order.invoiceId, bought, now);
    });
  }

  private async buy(
    tx: EntityManager,
    account: AccountRecord,
    line: OrderLine,
    paidOn: LocalDate,
    actor: string,
    now: Date,
  ): Promise<string> {
    const { productCode, quantity, period, tariff, projectId } = line;
    const { prices } = await this.products.read(tx, productCode);
    const wish = {
      ...{ productCode, quantity, period, trial: false },
      ...(tariff === null ? {} : { tariff }),
      ...(projectId === null ? {} : { project: projectId }),
    };
    const price = prices.find(({ id }) => id === line.priceId)!;
    return (await this.connect.within(tx, account.id, wish, actor, now, { price, paidOn })).id;
  }

  /** 4.2: another invoice for the difference, by the list of the day of payment. */
  private async supersede(
    tx: EntityManager,
    account: AccountRecord,
    order: PaidInvoiceOrder,
    repriced: { readonly lines: readonly OrderLine[]; readonly total: Minor; readonly difference: Minor },
    now: Date,
  ): Promise<void> {
    const { lines, total, difference } = repriced;
    const id = newId(now);
    const name = `Доплата по счёту № ${order.number} от ${shortDate(order.issuedOn)}: прайс-лист изменился`;
    const invoice = await this.write.run(
      tx,
      account,
      {
        id,
        lines: [{ name, quantity: '1', unit: 'усл.', amount: difference }],
        purpose: orderPurpose(account),
      },
      'system:orders',
      now,
    );
    await this.orders.superseded(tx, account.id, order.invoiceId, id, now);
    const holdsUntil = priceHoldsUntil(account.terms, dayOf(now, account.seller.timeZone));
    const supersedes = order.invoiceId;
    await this.orders.insert(tx, {
      accountId: account.id,
      invoiceId: id,
      total,
      holdsUntil,
      supersedes,
      lines,
    });
    const { currency } = account.seller;
    const facts = {
      ...{ number: String(order.number), newNumber: String(invoice.number) },
      ...{ amount: moneyText(order.total, currency), newAmount: moneyText(total, currency) },
      ...{ difference: moneyText(difference, currency), invoiceId: id },
    };
    const key = `invoice_superseded:${order.invoiceId}`;
    await this.notices.post(tx, [{ accountId: account.id, key, kind: 'invoice_superseded', facts }], now);
  }

  /** All of an order or nothing of it; a refusal leaves what was credited. */
  private async orTrouble(
    tx: EntityManager,
    account: AccountRecord,
    { invoiceId, number }: PaidInvoiceOrder,
    now: Date,
    work: () => Promise<void>,
  ): Promise<void> {
    await tx.query('savepoint order_of_an_invoice');
    try {
      await work();
      await tx.query('release savepoint order_of_an_invoice');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await tx.query('rollback to savepoint order_of_an_invoice');
      if (!(await this.orders.troubled(tx, account.id, invoiceId, error.message))) return;
      const facts = { number: String(number), because: error.message };
      const key = `order_waits:${invoiceId}:${error.code}`;
      await this.notices.post(tx, [{ accountId: account.id, key, kind: 'order_waits', facts }], now);
    }
  }
}
