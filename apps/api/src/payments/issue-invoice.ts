import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import { priceHoldsUntil } from '@rocket/catalog';
import type { AskInvoiceDto, InvoiceDto, MoneyDto } from '@rocket/contracts';
import { Clock, dayOf, parseMinor, sum, type Minor } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { assertContractGoesOn } from '../accounts/contract-end';
import { withTransaction } from '../platform/database';
import { idOfRequest } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { InvoiceOrderStore, type OrderLine } from './invoice-order.store';
import { InvoiceStore } from './invoice.store';
import { invoiceLineOf, orderPurpose } from './order-words';
import { PriceOrder } from './price-order';
import { WriteInvoice } from './write-invoice';

/**
 * Issues an invoice: a request for payment, not money (rules 1, 18). It asks for a sum that tops the balance up, or for what an
 * order costs today, which is carried out when it is paid (Itgrix 3.1, 4.1).
 *
 * Refuses: `contract_ended`, `profile_required` before the customer's requisites are given, `below_minimum_payment`, another currency,
 * and of an order what could not be bought now, by the field of its line.
 */
@Injectable()
export class IssueInvoice {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly invoices: InvoiceStore,
    private readonly write: WriteInvoice,
    private readonly priceOrder: PriceOrder,
    private readonly orders: InvoiceOrderStore,
    private readonly waker: Waker,
  ) {}

  async run(
    accountId: string,
    { amount: wish, order = [] }: AskInvoiceDto,
    actor: string,
    requestKey: string | null = null,
  ): Promise<InvoiceDto> {
    const now = await this.clock.now();
    const invoice = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const id = await idOfRequest(tx, accountId, requestKey, now);
      const [made] = (await this.invoices.list(tx, accountId, { id }, now)).items;
      if (made) return made;
      assertContractGoesOn(account);
      const today = dayOf(now, account.seller.timeZone);
      const ordered = await this.priceOrder.wished(tx, account, order, today);
      const amount = wish ? amountOf(account, wish) : sum(ordered.map((line) => line.amount));
      assertEnough(account, amount);
      if (wish) return this.within(tx, account, { id, amount }, actor, now);
      const paper = { id, lines: ordered.map(invoiceLineOf), purpose: orderPurpose(account) };
      await this.write.run(tx, account, paper, actor, now);
      await this.keepOrder(tx, account, id, ordered, now);
      return this.made(tx, accountId, id, now);
    });
    this.waker.wake('documents');
    return invoice;
  }

  /** A top-up of any sum in somebody's transaction, of a locked account: whoever calls it wakes documents afterwards. */
  async within(
    tx: EntityManager,
    account: AccountRecord,
    { id, amount }: { readonly id: string; readonly amount: Minor },
    actor: string,
    now: Date,
  ): Promise<InvoiceDto> {
    const { seller, amocrmAccountId } = account;
    const line = {
      name: `Пополнение лицевого счёта сервиса «${seller.name}», аккаунт amoCRM ${amocrmAccountId}`,
      ...{ quantity: '1', unit: 'усл.', amount },
    };
    const purpose = `за пополнение лицевого счёта ${amocrmAccountId}`;
    await this.write.run(tx, account, { id, lines: [line], purpose }, actor, now);
    return this.made(tx, account.id, id, now);
  }

  private async made(tx: EntityManager, accountId: string, id: string, now: Date): Promise<InvoiceDto> {
    return (await this.invoices.list(tx, accountId, { id }, now)).items[0]!;
  }

  private keepOrder(
    tx: EntityManager,
    account: AccountRecord,
    invoiceId: string,
    lines: readonly OrderLine[],
    now: Date,
  ): Promise<void> {
    const total = sum(lines.map(({ amount }) => amount));
    const holdsUntil = priceHoldsUntil(account.terms, dayOf(now, account.seller.timeZone));
    const order = { accountId: account.id, invoiceId, total, holdsUntil, supersedes: null, lines };
    return this.orders.insert(tx, order);
  }
}

function amountOf({ seller }: AccountRecord, wish: MoneyDto): Minor {
  if (wish.currency !== seller.currency) {
    throw billingError('wrong_currency', `Расчёты ведутся в ${seller.currency}`, {}, [
      { path: 'amount.currency', message: `Нужна ${seller.currency}` },
    ]);
  }
  return parseMinor(wish.amount);
}

function assertEnough({ terms }: AccountRecord, amount: Minor): void {
  const minimum = terms.minimumPayment;
  if (amount >= parseMinor(minimum.amount)) return;
  throw billingError(
    'below_minimum_payment',
    `Наименьший платёж — ${minimum.amount} ${minimum.currency}`,
    { minimum },
    [{ path: 'amount.amount', message: `Не меньше ${minimum.amount}` }],
  );
}
