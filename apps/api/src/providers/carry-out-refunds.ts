import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import {
  PaymentSourceError,
  robokassaRefundToken,
  yookassaRefundBody,
  type FiscalLine,
  type YookassaRefund,
} from '@rocket/payment-sources';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import type { RobokassaShop, YookassaShop } from '../platform/payment-shops';
import { EndRefund } from './end-refund';
import { ProviderPaymentStore, type ProviderPaymentRecord } from './provider-payment.store';
import { ProviderRefundStore, type ProviderRefundRecord } from './provider-refund.store';
import { RobokassaClient } from './robokassa-client';
import { Shops } from './shops';
import { YookassaClient } from './yookassa-client';

const BATCH = 20;
/** YooKassa remembers a key for a day; later the same key could send the money twice. */
const KEY_LIVES_MS = 20 * 3_600_000;
const UNKNOWN =
  'Ответа о возврате нет: проверьте в кабинете платёжной системы и отметьте, выплачен ли он; повторно он не отправляется';

/**
 * Carries out refunds that were written down, and asks about those that have not ended (declared − done). YooKassa may be
 * told again under the same key; Robokassa may not, so what was asked and not answered is never asked again: its state is
 * looked at, and a person decides. The books follow when the provider says that the money has gone.
 */
@Injectable()
export class CarryOutRefunds {
  private readonly log = new Logger(CarryOutRefunds.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
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
    if (refund.state === 'succeeded' || refund.state === 'failed') return;
    const payment = (await this.payments.find(this.db.manager, refund.paymentId))!;
    const shop = this.shops.ofPayment(payment);
    try {
      if (shop.provider === 'yookassa') await this.atYookassa(shop, payment, refund);
      else await this.atRobokassa(shop, payment, refund);
    } catch (error) {
      if (!(error instanceof PaymentSourceError) || error.code !== 'provider_rejected') throw error;
      await this.end.fail(refund, error.message);
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
        ? await this.yookassa.createRefund(shop, await this.bodyOf(shop, payment, refund), refund.requestKey)
        : await this.yookassa.refund(shop, refund.providerId);
    if (!theirs) return this.end.fail(refund, 'ЮKassa не знает этого возврата');
    if (theirs.status === 'succeeded') return this.end.succeed(refund, payment, theirs.id);
    if (theirs.status === 'canceled')
      return this.end.fail(refund, theirs.cancelled ?? 'ЮKassa отменила возврат');
    await this.refunds.setState(this.db.manager, refund, 'sent', { providerId: theirs.id });
  }

  /** Nobody will say any more what came of the call, unless a look at the shop does: a person finds out. */
  private async unanswered(refund: ProviderRefundRecord, stopLooking: boolean): Promise<void> {
    const now = await this.clock.now();
    await this.refunds.setUnanswered(this.db.manager, refund, { reason: UNKNOWN, stopLooking }, now);
  }

  private async isKeyForgotten(refund: ProviderRefundRecord): Promise<boolean> {
    return (await this.clock.now()).getTime() - refund.requestedAt.getTime() > KEY_LIVES_MS;
  }

  private async bodyOf(shop: YookassaShop, payment: ProviderPaymentRecord, refund: ProviderRefundRecord) {
    const account = await this.accounts.read(this.db.manager, refund.accountId);
    const profile = await this.profiles.find(this.db.manager, refund.accountId);
    const email = profile?.emails?.[0] ?? account.seller.requisites.emails?.[0] ?? '';
    const lines = linesOf(refund);
    return yookassaRefundBody({
      paymentId: payment.providerId!,
      amount: refund.amount,
      currency: account.seller.currency,
      receipt: lines.length > 0 ? { email, taxSystem: shop.taxSystem, lines } : null,
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
      return this.unanswered(refund, refund.looks > 5);
    }
    if (!shop.password3 || !operation.operationKey)
      return this.end.fail(refund, 'Возвраты через Робокассу не подключены: нет пароля № 3');
    const { operationKey } = operation;
    const wish = { operationKey, amount: refund.amount, lines: linesOf(refund) };
    const token = await robokassaRefundToken(wish, shop.password3);
    await this.refunds.setState(this.db.manager, refund, 'asked');
    const providerId = await this.robokassa.createRefund(shop, token);
    await this.refunds.setState(this.db.manager, refund, 'sent', { providerId });
    await this.atRobokassa(shop, payment, { ...refund, state: 'sent', providerId });
  }
}

const linesOf = ({ request }: ProviderRefundRecord): FiscalLine[] =>
  ((request['lines'] ?? []) as (Omit<FiscalLine, 'amount'> & { amount: string })[]).map((line) => ({
    ...line,
    amount: BigInt(line.amount),
  }));
