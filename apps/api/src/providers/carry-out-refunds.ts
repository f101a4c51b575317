import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import {
  PaymentSourceError,
  robokassaRefundToken,
  yookassaRefundBody,
  type FiscalLine,
  type TaxSystem,
  type YookassaRefund,
} from '@rocket/payment-sources';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import type { RobokassaShop, YookassaShop } from '../platform/payment-shops';
import { EndRefund } from './end-refund';
import { TurnedAway } from './provider-http';
import { ProviderPaymentStore, type ProviderPaymentRecord } from './provider-payment.store';
import { ProviderRefundStore, hasEnded, type ProviderRefundRecord } from './provider-refund.store';
import { RobokassaClient } from './robokassa-client';
import { Shops } from './shops';
import { YookassaClient } from './yookassa-client';

const BATCH = 20;
/** YooKassa remembers a key for a day; later the same key could send the money twice. */
const KEY_LIVES_MS = 20 * 3_600_000;
/** So many looks, two hours and a half, come to nothing before a person is asked. */
const PATIENCE = 5;
const NOT_KNOWN = 'ЮKassa не знает этого возврата';
const UNKNOWN =
  'Ответа о возврате нет: проверьте в кабинете платёжной системы и отметьте, выплачен ли он; повторно он не отправляется';

/**
 * Carries out refunds that were written down, and asks about those that have not ended (declared − done). YooKassa may be
 * told again under the same key; Robokassa only when it said that it did not carry the call out, so what was asked and not
 * answered is never asked again: its state is looked at, and a person decides. Only a refused request to pay is final: a question
 * that fails says nothing of the money. The books follow when the provider says that the money has gone.
 */
@Injectable()
export class CarryOutRefunds {
  private readonly log = new Logger(CarryOutRefunds.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly payments: ProviderPaymentStore,
    private readonly refunds: ProviderRefundStore,
    private readonly shops: Shops,
    private readonly robokassa: RobokassaClient,
    private readonly yookassa: YookassaClient,
    private readonly end: EndRefund,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    for (;;) {
      const due = await this.refunds.claimDue(this.db.manager, now, BATCH);
      for (const refund of due)
        await this.one(refund).catch(async (error: unknown) => {
          const said = error instanceof Error ? error.message : String(error);
          this.log.warn({ msg: 'A refund to a card waits', refund: refund.id, said });
          // Whoever looks at the request sees why the money is not there yet.
          return this.refunds.setReason(this.db.manager, refund, said);
        });
      if (due.length < BATCH) return;
    }
  }

  /** A notification named a refund of YooKassa: it is read again. What is not ours is left alone. */
  async findOutTheirs(theirId: string): Promise<void> {
    const refund = await this.refunds.byTheirs(this.db.manager, theirId);
    if (refund) await this.one(refund);
  }

  private async one(refund: ProviderRefundRecord): Promise<void> {
    if (hasEnded(refund)) return;
    const payment = (await this.payments.find(this.db.manager, refund.paymentId))!;
    const shop = this.shops.ofPayment(payment);
    try {
      if (shop.provider === 'yookassa') await this.atYookassa(shop, payment, refund);
      else await this.atRobokassa(shop, payment, refund);
    } catch (error) {
      if (!(error instanceof PaymentSourceError) || refund.state === 'created' || refund.looks <= PATIENCE)
        throw error;
      // It was asked for, and the shop has not answered about it for hours: a person may find out in its cabinet.
      await this.unanswered(refund, false, error.message);
    }
  }

  private async atYookassa(
    shop: YookassaShop,
    payment: ProviderPaymentRecord,
    refund: ProviderRefundRecord,
  ): Promise<void> {
    if (refund.providerId === null && (await this.isKeyForgotten(refund)))
      return this.unanswered(refund, true);
    const theirs: YookassaRefund | null =
      refund.providerId === null
        ? await this.askFor(refund, async () =>
            this.yookassa.createRefund(shop, await this.bodyOf(shop, payment, refund), refund.requestKey),
          )
        : await this.yookassa.refund(shop, refund.providerId);
    if (!theirs) return refund.providerId === null ? undefined : this.unanswered(refund, false, NOT_KNOWN);
    if (theirs.status === 'succeeded') return this.end.succeed(refund, payment, theirs.id);
    if (theirs.status === 'canceled')
      return this.end.fail(refund, theirs.cancelled ?? 'ЮKassa отменила возврат');
    await this.refunds.setState(this.db.manager, refund, 'sent', { providerId: theirs.id });
  }

  /**
   * Makes the call that moves money. Written down as asked before; what the provider surely did not carry out may be asked for
   * again. Null when it was refused for good, or when a person has decided about it meanwhile: then nobody is called.
   */
  private async askFor<T>(refund: ProviderRefundRecord, call: () => Promise<T>): Promise<T | null> {
    if (!(await this.refunds.beginAsking(this.db.manager, refund))) return null;
    try {
      return await call();
    } catch (error) {
      if (error instanceof TurnedAway && refund.state === 'created')
        await this.refunds.setState(this.db.manager, refund, 'created');
      if (!(error instanceof PaymentSourceError) || error.code !== 'provider_rejected') throw error;
      await this.end.fail(refund, error.message);
      return null;
    }
  }

  /** Nobody will say any more what came of the call, unless a look at the shop does: a person finds out. */
  private async unanswered(refund: ProviderRefundRecord, stopLooking: boolean, said?: string): Promise<void> {
    const now = await this.clock.now();
    const reason = said === undefined ? UNKNOWN : `${said}. ${UNKNOWN}`;
    await this.refunds.setUnanswered(this.db.manager, refund, { reason, stopLooking }, now);
  }

  private async isKeyForgotten(refund: ProviderRefundRecord): Promise<boolean> {
    return (await this.clock.now()).getTime() - refund.requestedAt.getTime() > KEY_LIVES_MS;
  }

  /** Only of what was written down with the intent: under one key YooKassa takes one body. */
  private async bodyOf(shop: YookassaShop, payment: ProviderPaymentRecord, refund: ProviderRefundRecord) {
    const { seller } = await this.accounts.read(this.db.manager, refund.accountId);
    const { email = seller.requisites.emails?.[0] ?? '', taxSystem = shop.taxSystem } = refund.request as {
      email?: string;
      taxSystem?: TaxSystem;
    };
    const lines = linesOf(refund);
    return yookassaRefundBody({
      paymentId: payment.providerId!,
      amount: refund.amount,
      currency: seller.currency,
      receipt: lines.length > 0 ? { email, taxSystem, lines } : null,
    });
  }

  private async atRobokassa(
    shop: RobokassaShop,
    payment: ProviderPaymentRecord,
    refund: ProviderRefundRecord,
  ): Promise<void> {
    if (refund.providerId !== null) {
      const state = await this.robokassa.refund(shop, refund.providerId);
      if (state === 'finished') return this.end.succeed(refund, payment, refund.providerId);
      if (state === 'canceled') return this.end.fail(refund, 'Робокасса отменила возврат');
      return;
    }
    const operation = await this.robokassa.operation(shop, payment.number!);
    if (refund.state === 'asked') {
      if (operation.state === 'returned') return this.end.succeed(refund, payment, null);
      return this.unanswered(refund, refund.looks > PATIENCE);
    }
    if (!shop.password3 || !operation.operationKey)
      return this.end.fail(refund, 'Возвраты через Робокассу не подключены: нет пароля № 3');
    const { operationKey } = operation;
    const wish = { operationKey, amount: refund.amount, lines: linesOf(refund) };
    const token = await robokassaRefundToken(wish, shop.password3);
    const providerId = await this.askFor(refund, () => this.robokassa.createRefund(shop, token));
    if (providerId === null) return;
    await this.refunds.setState(this.db.manager, refund, 'sent', { providerId });
    await this.atRobokassa(shop, payment, { ...refund, state: 'sent', providerId });
  }
}

const linesOf = ({ request }: ProviderRefundRecord): FiscalLine[] =>
  ((request['lines'] ?? []) as (Omit<FiscalLine, 'amount'> & { amount: string })[]).map((line) => ({
    ...line,
    amount: BigInt(line.amount),
  }));
