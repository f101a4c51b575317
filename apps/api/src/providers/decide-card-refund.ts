import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import type { CardRefundDto, DecideCardRefundDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { notFound } from '../platform/api-error';
import { EndRefund } from './end-refund';
import { ProviderPaymentStore, type ProviderPaymentRecord } from './provider-payment.store';
import {
  ProviderRefundStore,
  hasEnded,
  isUndecided,
  type ProviderRefundRecord,
} from './provider-refund.store';
import { RobokassaClient } from './robokassa-client';
import { Shops } from './shops';
import { ShowCardRefund } from './show-card-refund';
import { YookassaClient } from './yookassa-client';

/** What the shop shows of a refund whose answer was lost. `silent`: nothing of it, which does not yet mean that it was not paid. */
interface Shown {
  readonly as: 'paid' | 'pending' | 'silent';
  readonly providerId: string | null;
}
const OF_STATE = { finished: 'paid', processing: 'pending', canceled: 'silent' } as const;
const SILENT: Shown = { as: 'silent', providerId: null };

/**
 * A person says whether the shop paid a refund whose answer was lost, after looking into its cabinet; both are written down
 * with who, why and what proves it. "Not paid" opens the transfer by bank, so the shop is asked once more before: when it
 * shows the money as gone, the refund is booked as paid and the decision is refused. A shop that was removed from the settings
 * will never answer: about a refund of it a person decides at any time, and nobody is asked.
 *
 * Refuses: `not_found`, `already_decided`, `refund_under_way` while the shop may still answer, `provider_unavailable` when it
 * cannot be asked before "not paid".
 */
@Injectable()
export class DecideCardRefund {
  constructor(
    private readonly db: DataSource,
    private readonly payments: ProviderPaymentStore,
    private readonly refunds: ProviderRefundStore,
    private readonly shops: Shops,
    private readonly robokassa: RobokassaClient,
    private readonly yookassa: YookassaClient,
    private readonly end: EndRefund,
    private readonly show: ShowCardRefund,
  ) {}

  async run(
    requestId: string,
    itemId: string,
    wish: DecideCardRefundDto,
    actor: string,
  ): Promise<CardRefundDto> {
    const refund = await this.refunds.findById(this.db.manager, itemId);
    if (refund?.requestId !== requestId) throw notFound('Такого возврата нет');
    if (hasEnded(refund)) throw billingError('already_decided', 'Этот возврат уже завершён');
    const payment = (await this.payments.find(this.db.manager, refund.paymentId))!;
    const isRemoved = !this.shops.has(payment);
    if (!isRemoved && !isUndecided(refund))
      throw billingError('refund_under_way', 'Магазин ещё может ответить об этом возврате, подождите');
    const shown = isRemoved ? SILENT : await this.shownBy(refund, payment, wish);
    const decision = { ...wish, by: actor, providerId: shown.providerId };
    return this.end.byPerson(refund, payment, decision, (tx) => this.show.run(requestId, tx));
  }

  private async shownBy(
    refund: ProviderRefundRecord,
    payment: ProviderPaymentRecord,
    { decision }: DecideCardRefundDto,
  ): Promise<Shown> {
    // "Paid" stands by its evidence, whatever the shop can say now.
    if (decision === 'paid') return this.ask(refund, payment).catch(() => SILENT);
    const shown = await this.ask(refund, payment);
    await this.refusePaid(refund, payment, shown);
    return shown;
  }

  private async refusePaid(
    refund: ProviderRefundRecord,
    payment: ProviderPaymentRecord,
    shown: Shown,
  ): Promise<void> {
    if (shown.as === 'silent') return;
    if (shown.as === 'pending')
      throw billingError('refund_under_way', 'В магазине этот возврат ещё выполняется, подождите');
    await this.end.succeed(refund, payment, shown.providerId);
    throw billingError(
      'already_decided',
      'Магазин говорит, что деньги вернулись: возврат отмечен выплаченным',
    );
  }

  private async ask(refund: ProviderRefundRecord, payment: ProviderPaymentRecord): Promise<Shown> {
    const shop = this.shops.ofPayment(payment);
    if (shop.provider === 'robokassa') {
      if (refund.providerId !== null) {
        const state = await this.robokassa.refund(shop, refund.providerId);
        return { as: OF_STATE[state], providerId: refund.providerId };
      }
      const { state } = await this.robokassa.operation(shop, payment.number!);
      return state === 'returned' ? { as: 'paid', providerId: null } : SILENT;
    }
    const known = await this.refunds.theirNames(this.db.manager, refund.accountId, refund.paymentId);
    const theirs = (await this.yookassa.refundsOf(shop, payment.providerId!)).filter(
      ({ id, amount }) => id === refund.providerId || (amount === refund.amount && !known.has(id)),
    );
    const done = theirs.find(({ status }) => status === 'succeeded');
    if (done) return { as: 'paid', providerId: done.id };
    return theirs.some(({ status }) => status === 'pending') ? { as: 'pending', providerId: null } : SILENT;
  }
}
