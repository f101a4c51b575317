import { Injectable, Logger } from '@nestjs/common';
import { periodsAhead, type PeriodAhead } from '@rocket/billing';
import { Clock, addDays, moneyText, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { IssueInvoice } from '../payments/issue-invoice';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { firstRunDate } from '../subscriptions/forecast-renewals';
import { SnapshotStore } from '../subscriptions/snapshot.store';
import { AutopaymentStore } from './autopayment.store';
import { DraftPayment } from './draft-payment';
import { KeptCardStore, type KeptCardRecord } from './kept-card.store';
import { ProviderPaymentStore, type ProviderPaymentRecord } from './provider-payment.store';
import { SendPayment } from './send-payment';
import { Shops } from './shops';

/**
 * Regular payments by a kept card (Alfa CRM 5.6): the whole cost of the next period, so many days before it begins as the terms
 * say, told ahead. What the balance reaches for is not charged. A period is charged once, by the key of its row, and the charge
 * is written down before the provider is called.
 */
@Injectable()
export class RunAutopayments {
  private readonly log = new Logger(RunAutopayments.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly snapshots: SnapshotStore,
    private readonly cards: KeptCardStore,
    private readonly autopayments: AutopaymentStore,
    private readonly payments: ProviderPaymentStore,
    private readonly invoices: IssueInvoice,
    private readonly draft: DraftPayment,
    private readonly send: SendPayment,
    private readonly shops: Shops,
    private readonly notices: NoticeStore,
    private readonly waker: Waker,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    for (const { id, day, charge, notice } of await this.autopayments.candidates(this.db.manager, now)) {
      const reach = { charge: addDays(day, charge), notice: addDays(day, charge + notice), before: charge };
      const begun = await withTransaction(this.db, (tx) => this.decide(tx, id, reach, now)).catch(
        (error: unknown) => {
          this.log.error({ msg: 'A card cannot be charged', account: id, error: String(error) });
          return [];
        },
      );
      for (const payment of begun) await this.charge(payment);
    }
  }

  nextDue(at: Date): Promise<Date | null> {
    return this.autopayments.nextDue(this.db.manager, at);
  }

  private async decide(
    tx: EntityManager,
    accountId: string,
    reach: { charge: LocalDate; notice: LocalDate; before: number },
    now: Date,
  ): Promise<ProviderPaymentRecord[]> {
    const account = await this.accounts.lock(tx, accountId);
    const card = await this.cards.find(tx, accountId);
    if (!card) return [];
    const { snapshot } = await this.snapshots.readOne(tx, accountId);
    const from = firstRunDate(now, account.seller.timeZone);
    const begun: ProviderPaymentRecord[] = [];
    for (const period of periodsAhead(snapshot, from, now, reach.notice)) {
      if (period.isCovered || (await this.autopayments.isBegun(tx, accountId, period))) continue;
      if (period.periodStart <= reach.charge) begun.push(await this.begin(tx, account, card, period, now));
      else await this.tell(tx, account, card, period, addDays(period.periodStart, -reach.before), now);
    }
    return begun;
  }

  private async begin(
    tx: EntityManager,
    account: AccountRecord,
    card: KeptCardRecord,
    period: PeriodAhead,
    now: Date,
  ): Promise<ProviderPaymentRecord> {
    const actor = 'system:autopayment';
    const wish = { id: newId(now), amount: period.cost };
    const invoice = await this.invoices.within(tx, account, wish, actor, now);
    const payment = await this.draft.run(tx, {
      account,
      shop: this.shops.ofPayment({ provider: 'yookassa', shop: card.shop }),
      invoice: { id: invoice.id, number: Number(invoice.number) },
      amount: period.cost,
      startedBy: actor,
      now,
      card,
    });
    await this.payments.insert(tx, payment);
    await this.autopayments.begin(tx, period, payment, now);
    return (await this.payments.find(tx, payment.id))!;
  }

  private async tell(
    tx: EntityManager,
    account: AccountRecord,
    card: KeptCardRecord,
    period: PeriodAhead,
    on: LocalDate,
    now: Date,
  ): Promise<void> {
    const { subscriptionId, productCode, periodStart, periodEnd, cost } = period;
    const amount = moneyText(cost, account.seller.currency);
    const facts = { productCode, periodStart, periodEnd, amount, on, lastFour: card.lastFour };
    const key = `autopayment_ahead:${subscriptionId}:${periodStart}`;
    await this.notices.post(tx, [{ accountId: account.id, key, kind: 'autopayment_ahead', facts }], now);
  }

  /** What was not answered is asked again by its time; what was refused has told the customer. */
  private async charge(payment: ProviderPaymentRecord): Promise<void> {
    await this.send.run(payment).catch((error: unknown) => {
      this.log.warn({ msg: 'A charge of a card was not answered', payment: payment.id, said: String(error) });
    });
    this.waker.wake('documents');
    this.waker.wake('notices');
  }
}
