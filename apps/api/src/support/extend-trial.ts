import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import { trialPaidTo } from '@rocket/catalog';
import type { SubscriptionDto } from '@rocket/contracts';
import { Clock, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { SettleAccount } from '../subscriptions/settle-account';
import { SubscriptionStore } from '../subscriptions/subscription.store';
import { TrialStore } from '../subscriptions/trial.store';

const DAY_MS = 86_400_000;

export interface TrialExtension {
  readonly productCode: string;
  readonly days: number;
  readonly reason: string;
}

/**
 * Prolongs a running trial (money-rules, Renewal): a staff action with a reason, within the limit of the offer for all
 * extensions together. Refuses: `trial_not_extendable`.
 */
@Injectable()
export class ExtendTrial {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly trials: TrialStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly settle: SettleAccount,
  ) {}

  async run(accountId: string, wish: TrialExtension, actor: string): Promise<SubscriptionDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const { subscriptionId } = await this.carryOut(tx, account, wish, { actor, now });
      const [view] = await this.subscriptions.views(tx, accountId, { id: subscriptionId });
      return view!;
    });
  }

  /**
   * Prolongs the trial of a locked account: its exclusive end before and after, and how many days may still be added.
   * @throws DomainError `trial_not_extendable`
   */
  async carryOut(
    tx: EntityManager,
    { id: accountId, seller, terms }: AccountRecord,
    wish: TrialExtension,
    { actor, now }: { readonly actor: string; readonly now: Date },
  ): Promise<{ subscriptionId: string; paidTo: LocalDate; willPaidTo: LocalDate; left: number }> {
    const trial = await this.trials.find(tx, accountId, wish.productCode);
    const live = await this.subscriptions.findLive(tx, accountId, wish.productCode, trial?.projectId);
    const record = live && (await this.subscriptions.read(tx, accountId, live.id));
    if (!trial || record?.state !== 'trial')
      throw billingError('trial_not_extendable', 'Пробный период сейчас не идёт');
    const added = await this.trials.daysAdded(tx, accountId, wish.productCode);
    const left = terms.trialExtensionLimitDays - added;
    if (wish.days > left) {
      throw billingError('trial_not_extendable', `Можно продлить не больше чем на ${left} дн.`, { left }, [
        { path: 'days', message: `Не больше ${left}` },
      ]);
    }
    const extended = { ...trial, endsAt: new Date(trial.endsAt.getTime() + wish.days * DAY_MS) };
    const paidTo = trialPaidTo(extended, seller.timeZone);
    await this.trials.extend(
      tx,
      { accountId, ...wish, id: newId(now), by: actor, endsAt: extended.endsAt },
      now,
    );
    const values = { trial_ends_at: extended.endsAt, paid_to: paidTo, anchor: paidTo };
    await this.subscriptions.set(tx, accountId, record.id, values);
    await this.settle.run(tx, accountId, actor, now);
    const was = trialPaidTo(trial, seller.timeZone);
    return { subscriptionId: record.id, paidTo: was, willPaidTo: paidTo, left: left - wish.days };
  }
}
