import { Injectable } from '@nestjs/common';
import { taxByRate, taxedRest, vatInside, vatRate, type TaxedMoney } from '@rocket/billing';
import type { RefundOrderDto } from '@rocket/contracts';
import {
  Clock,
  addDays,
  dayOf,
  isSettlementAccount,
  moneyText,
  printMinor,
  yearOf,
  type LocalDate,
} from '@rocket/kernel';
import { writePaymentOrders, type OrderParty, type PaymentOrder } from '@rocket/payment-sources';
import { DataSource, type EntityManager } from 'typeorm';
import { AdvanceStore } from '../accounting/advance.store';
import { AccountStore } from '../accounts/account.store';
import { SeriesStore } from '../documents/series.store';
import { ApiError, notFound } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { RefundOrderStore, type DrawnOrder, type PayableRefund } from './refund-order.store';
import { refundPurpose } from './refund-purpose';

type Obstacle = NonNullable<RefundOrderDto['obstacle']>;

/** A bank takes an order for ten calendar days after the day it bears (Bank of Russia regulation 762-P, clause 2.11). */
const GOOD_FOR_DAYS = 10;

/** What the accountant reads beside a refund that has no order. */
const OBSTACLES: Readonly<Record<Obstacle['code'], string>> = {
  requisites_missing: 'Клиент не заполнил реквизиты',
  account_missing: 'У клиента не указан расчётный счёт или БИК',
  account_wrong: 'Расчётный счёт клиента не подходит к БИК',
  under_way: 'Деньги возвращаются на карту: дождитесь, чем это кончится',
  currency: 'Платёжное поручение составляется только в рублях',
  seller_account_wrong: 'У продавца не указан расчётный счёт или он не подходит к БИК',
};

/**
 * Payment orders of approved refunds, for a bank client program (rule 22; facts 9.2). What went back to cards is not in them. A
 * refund keeps the number and the day of its order while a bank takes it, so that a file loaded twice is not paid twice.
 */
@Injectable()
export class DrawUpRefundOrders {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly series: SeriesStore,
    private readonly orders: RefundOrderStore,
    private readonly advances: AdvanceStore,
  ) {}

  async list(seller: string | undefined): Promise<RefundOrderDto[]> {
    const now = await this.clock.now();
    const refunds = await this.orders.payable(this.db.manager, { seller: seller ?? null });
    return refunds.map((refund) => viewOf(refund, now));
  }

  /**
   * @throws ApiError `not_found` when nothing can be paid, in words why; `validation_failed` when orders of several sellers
   *   would come into one file
   */
  async file(seller: string | undefined, actor: string): Promise<{ bytes: Uint8Array; day: LocalDate }> {
    const now = await this.clock.now();
    const refunds = await this.orders.payable(this.db.manager, { seller: seller ?? null });
    const ready = refunds.filter((refund) => obstacleOf(refund) === null);
    const [first] = ready;
    if (!first) throw notFound(nothingToPay(refunds));
    if (ready.some((refund) => refund.seller.code !== first.seller.code))
      throw new ApiError('validation_failed', 'Выберите продавца', {}, [
        { path: 'seller', message: 'Возвраты есть у нескольких продавцов: файл составляется по одному' },
      ]);
    const drawn: PaymentOrder[] = [];
    for (const { accountId, id } of ready) {
      const order = await withTransaction(this.db, (tx) => this.draw(tx, accountId, id, actor, now));
      if (order) drawn.push(order);
    }
    if (drawn.length === 0) throw notFound('Возвраты уже выплачены');
    const day = dayOf(now, first.seller.timeZone);
    return { bytes: writePaymentOrders(drawn, { date: day, time: timeOf(now, first.seller.timeZone) }), day };
  }

  /** The order of one refund, in the lock of its account; null when it was paid or refused meanwhile. */
  private async draw(
    tx: EntityManager,
    accountId: string,
    id: string,
    actor: string,
    now: Date,
  ): Promise<PaymentOrder | null> {
    await this.accounts.lock(tx, accountId);
    const [refund] = await this.orders.payable(tx, { id });
    if (!refund || obstacleOf(refund) !== null) return null;
    const today = dayOf(now, refund.seller.timeZone);
    const good = goodOrder(refund, now);
    const taxed = await this.taxed(tx, refund, today);
    if (good) return orderOf(refund, good, taxed);
    const no = (refund.drawn?.no ?? 0) + 1;
    const number = await this.series.next(tx, refund.seller.code, 'payment_order', yearOf(today));
    const order = { no, number, datedOn: today, amount: refund.amount };
    await this.orders.insert(tx, refund, order, actor, now);
    return orderOf(refund, order, taxed);
  }

  /**
   * What a bank is to pay back, part by part at the rate it was received or delivered at: of the UPDs the correction makes smaller,
   * else of the advances that are unused. What is in neither was never taxed.
   */
  private async taxed(tx: EntityManager, refund: PayableRefund, today: LocalDate): Promise<TaxedMoney[]> {
    if (refund.corrected) return taxedRest(refund.corrected, refund.onCards);
    const unused = await this.advances.unused(tx, refund.accountId, today, refund.amount);
    return unused.map(({ amount, receivedOn, invoiceRate }) => {
      // «20/120» of a tax invoice is a rate of 20.
      const rate =
        invoiceRate?.split('/')[0] ?? vatRate(refund.seller.vatRegime, receivedOn)?.toString() ?? null;
      return { rate, gross: amount, vat: vatInside(amount, rate === null ? null : BigInt(rate)) };
    });
  }
}

/** The order drawn up before, when it is of the same sum and a bank still takes it. */
function goodOrder({ drawn, amount, seller }: PayableRefund, now: Date): DrawnOrder | null {
  if (!drawn || drawn.amount !== amount) return null;
  return addDays(drawn.datedOn, GOOD_FOR_DAYS) >= dayOf(now, seller.timeZone) ? drawn : null;
}

function obstacleOf(refund: PayableRefund): Obstacle | null {
  const found = (code: Obstacle['code']): Obstacle => ({ code, text: OBSTACLES[code] });
  const { requisites, seller, isUnderWay } = refund;
  if (isUnderWay) return found('under_way');
  if (seller.currency !== 'RUB') return found('currency');
  if (!hasAccount(seller.requisites)) return found('seller_account_wrong');
  if (!requisites) return found('requisites_missing');
  if (!requisites.settlementAccount || !requisites.bic) return found('account_missing');
  return hasAccount(requisites) ? null : found('account_wrong');
}

const hasAccount = ({
  settlementAccount,
  bic,
}: {
  settlementAccount?: string | undefined;
  bic?: string | undefined;
}): boolean => Boolean(settlementAccount && bic && isSettlementAccount(settlementAccount, bic));

function nothingToPay(refunds: readonly PayableRefund[]): string {
  if (refunds.length === 0) return 'Разрешённых возвратов на банковский счёт нет';
  const reasons = refunds.map(({ accountName, ...of }) => {
    const obstacle = obstacleOf({ accountName, ...of });
    return `${accountName}: ${obstacle?.text ?? ''}`;
  });
  return `Платить пока нельзя. ${[...new Set(reasons)].slice(0, 5).join('. ')}`;
}

function viewOf(refund: PayableRefund, now: Date): RefundOrderDto {
  const good = goodOrder(refund, now);
  const { requisites } = refund;
  const account = requisites?.settlementAccount;
  return {
    refundId: refund.id,
    accountId: refund.accountId,
    accountName: refund.accountName,
    seller: refund.seller.code,
    amount: moneyText(refund.amount, refund.seller.currency),
    number: good?.number ?? null,
    datedOn: good?.datedOn ?? null,
    payee:
      requisites && account && requisites.bic
        ? { name: requisites.legalName, inn: requisites.inn, account, bic: requisites.bic }
        : null,
    obstacle: obstacleOf(refund),
  };
}

function orderOf(
  refund: PayableRefund,
  { number, datedOn }: DrawnOrder,
  taxed: readonly TaxedMoney[],
): PaymentOrder {
  const { amount, seller, title, accountNumber } = refund;
  return {
    ...{ number, date: datedOn, amount },
    payer: partyOfOrder(seller.requisites),
    payee: partyOfOrder(refund.requisites!),
    purpose: refundPurpose(title, accountNumber, vatWords(taxed)),
  };
}

/** «В том числе НДС 22% 1100-00 руб., 20% 1000-00 руб.» */
function vatWords(taxed: readonly TaxedMoney[]): string {
  const taxes = taxByRate(taxed).map(({ rate, vat }) => `${rate}% ${printMinor(vat).replace('.', '-')} руб.`);
  return taxes.length === 0 ? 'НДС не облагается' : `В том числе НДС ${taxes.join(', ')}`;
}

const partyOfOrder = (
  of: NonNullable<PayableRefund['requisites']> | PayableRefund['seller']['requisites'],
): OrderParty => ({
  name: of.shortName ?? of.legalName,
  inn: of.inn,
  kpp: of.kpp ?? null,
  account: of.settlementAccount!,
  bic: of.bic!,
  bankName: of.bankName ?? null,
  correspondentAccount: of.correspondentAccount ?? null,
});

const timeOf = (instant: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('ru-RU', { timeZone, timeStyle: 'medium', hourCycle: 'h23' }).format(instant);
