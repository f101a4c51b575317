import { Injectable } from '@nestjs/common';
import {
  assertBilled,
  billingError,
  bonusOf,
  changeInPeriod,
  costOf,
  differenceLeft,
  draw,
  giveBackUnits,
  giveBackWorth,
  isUsable,
  lostOf,
  paidBy,
  planUsage,
  periodEnd,
  tariffDifference,
  unusedOf,
  worthLeft,
  type ChargedLine,
  type GivenBack,
} from '@rocket/billing';
import {
  assertFreePlan,
  assertPeriodAllowed,
  assertQuantity,
  currentPrice,
  isFreePrice,
  tariffChange,
  tariffOf,
  termsOf,
  type PriceVersion,
} from '@rocket/catalog';
import { moneyText, larger, later, parsePeriod, smaller, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import { CarryOutPlans } from './carry-out-plans';
import { ChargedLineStore } from './charged-line.store';
import { PostEntry } from './post-entry';
import type { PostedEntry } from '../ledger/ledger.store';
import { newId } from '../platform/ids';
import type { ProductRecord } from '../storefront/product.store';
import { SnapshotStore } from './snapshot.store';
import { SubscriptionStore, type SubscriptionRecord } from './subscription.store';

export interface PlanChange {
  readonly account: AccountRecord;
  readonly product: ProductRecord;
  readonly subscriptionId: string;
  readonly quantity?: number | undefined;
  readonly period?: string | undefined;
  /** Another tariff of the product. */
  readonly tariff?: string | undefined;
  readonly today: LocalDate;
  readonly actor: string;
  readonly now: Date;
}

/** The entry of a charge, null when the credit covered it, and how much of the credit it took. */
interface Paid {
  readonly entryId: string | null;
  readonly fromCredit: Minor;
}

/**
 * The part of a change that costs money, inside the transaction of its caller. A raise of quantity charges the difference
 * for the days left; a smaller one is carried as a credit; another period starts today and is charged less the unused
 * part of the old one. Another tariff is a change of price inside the period in use (QSockets 4.1.3): its limits hold at once, and
 * the difference for the days left is charged, or carried. In a trial and while suspended nothing is charged (http-api,
 * "Proration"). Where the offer does not prorate, `changeInPeriod` says what a change of quantity or tariff costs, and another
 * period is charged whole.
 */
@Injectable()
export class ChangePlan {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly snapshots: SnapshotStore,
    private readonly postEntry: PostEntry,
    private readonly plans: CarryOutPlans,
    private readonly chargedLines: ChargedLineStore,
  ) {}

  async run(tx: EntityManager, change: PlanChange): Promise<void> {
    const record = await this.subscriptions.read(tx, change.account.id, change.subscriptionId);
    const quantity = change.quantity ?? record.quantity;
    if (change.period !== undefined && change.period !== record.period) {
      return this.changePeriod(tx, change, record, quantity, change.period);
    }
    if (change.tariff !== undefined && change.tariff !== record.tariff) {
      return this.changeTariff(tx, change, record, quantity);
    }
    if (quantity !== record.quantity) await this.changeQuantity(tx, change, record, quantity);
  }

  private async changeQuantity(
    tx: EntityManager,
    change: PlanChange,
    record: SubscriptionRecord,
    quantity: number,
  ): Promise<void> {
    const { subscription: current, lost } = await this.snapshotOf(tx, change);
    const version = change.product.prices.find(({ id }) => id === current.price.priceId);
    if (version) await this.assertSold(tx, change, version, quantity);
    if (record.state !== 'active' || record.periodStart === null) {
      await this.subscriptions.set(tx, record.accountId, record.id, { quantity });
      return;
    }
    const { price, period } = current;
    const span = { start: record.periodStart, end: record.paidTo };
    const use = { span, price, period, free: record.freeQuantity, lost };
    const byDays = differenceLeft(use, record.quantity, quantity, change.today);
    const isFree = record.freeQuantity !== null;
    const rule = isFree ? 'by_days' : change.account.terms.proration;
    const { difference, periodCost } = changeInPeriod(rule, {
      cost: isFree ? record.periodCost + byDays : costOf(price, quantity),
      byDays,
      periodCost: record.periodCost,
    });
    const inUse = await this.chargedLines.read(tx, record);
    const worthAbove = (to: number): Minor =>
      rule === 'none' ? 0n : -differenceLeft(use, record.quantity, to, change.today);
    const repaired = repair(inUse?.lines ?? [], record.quantity, quantity, worthAbove);
    const paid =
      difference > 0n
        ? await this.pay(tx, change, record, difference, {
            key: `quantity:${record.id}:${newId(change.now)}`,
            periodStart: later(change.today, record.periodStart),
            periodEnd: record.paidTo,
          })
        : { entryId: null, fromCredit: 0n };
    const credit = record.credit - paid.fromCredit + repaired.amount;
    const values = { quantity, period_cost: larger(periodCost, 0n).toString(), credit: credit.toString() };
    await this.subscriptions.set(tx, record.accountId, record.id, values);
    if (!inUse) return;
    const { entryId, fromCredit } = paid;
    const units = { from: Math.min(record.quantity, quantity), to: quantity };
    const line = {
      no: inUse.lines.length,
      entryId,
      ...units,
      paid: larger(difference, 0n),
      fromCredit,
      given: 0n,
    };
    const isCharged = difference > 0n || quantity > record.quantity;
    await this.chargedLines.write(tx, {
      ...inUse,
      lines: isCharged ? [...repaired.lines, line] : repaired.lines,
    });
  }

  private async changePeriod(
    tx: EntityManager,
    change: PlanChange,
    record: SubscriptionRecord,
    quantity: number,
    period: string,
  ): Promise<void> {
    const { account, product, today } = change;
    const { price, chosen } = await this.chosen(tx, change, record, quantity, period);
    const isFree = record.freeQuantity !== null;
    // A free term runs on as it was given; the other period begins after it.
    if (isFree && quantity !== record.quantity) await this.changeQuantity(tx, change, record, quantity);
    if (isFree || record.state !== 'active' || record.periodStart === null) {
      await this.subscriptions.set(tx, record.accountId, record.id, chosen);
      return;
    }
    await this.postUsage(tx, change);
    const cost = costOf(termsOf(price), quantity);
    const { subscription, lost } = await this.snapshotOf(tx, change);
    const unused = unusedOf({ start: record.periodStart, end: record.paidTo }, today, lost);
    const inUse = await this.chargedLines.read(tx, record);
    const paidFor = { ...record, price: subscription.price };
    const worthAbove = (to: number): Minor =>
      account.terms.proration === 'none' ? 0n : worthLeft(paidFor, to, unused);
    const repaired = giveBackUnits(inUse?.lines ?? [], 0, worthAbove);
    if (inUse && repaired.amount > 0n) await this.chargedLines.write(tx, { ...inUse, lines: repaired.lines });
    const credit = record.credit + repaired.amount;
    const amount = cost - smaller(cost, credit);
    const { snapshot } = await this.snapshots.readOne(tx, account.id);
    const plan = { anchor: today, period: parsePeriod(period), productCode: product.code };
    const end = periodEnd(plan, today, snapshot.outages);
    const planNo = record.planNo + 1;
    const paid = { key: `plan:${record.id}:${planNo}`, periodStart: today, periodEnd: end.paidTo };
    await this.pay(tx, change, { ...record, credit: 0n, planNo }, amount, paid, {
      cost,
      quantity,
      priceId: price.id,
    });
    await this.subscriptions.set(tx, record.accountId, record.id, {
      ...chosen,
      anchor: end.anchor,
      period_start: today,
      paid_to: end.paidTo,
      period_cost: cost.toString(),
      credit: (credit - (cost - amount)).toString(),
      plan_no: planNo,
    });
  }

  /**
   * The period in use goes on by another price (QSockets 4.1.3). What it counts as paid for, in the days left of it, is set off against
   * the new one: more is charged at once; less is carried, where the offer gives anything back.
   */
  private async changeTariff(
    tx: EntityManager,
    change: PlanChange,
    record: SubscriptionRecord,
    quantity: number,
  ): Promise<void> {
    const { price, chosen } = await this.chosen(tx, change, record, quantity, record.period);
    const cost = costOf(termsOf(price), quantity);
    const { periodStart, paidTo } = record;
    // A free term runs on as it was given; nothing was paid for a trial.
    if (record.state !== 'active' || periodStart === null || record.freeQuantity !== null) {
      await this.subscriptions.set(tx, record.accountId, record.id, chosen);
      return;
    }
    if (tariffChange(record.periodCost, cost) === 'new_period')
      return this.changePeriod(tx, change, record, quantity, record.period);
    const { subscription, lost } = await this.snapshotOf(tx, change);
    const unused = unusedOf({ start: periodStart, end: paidTo }, change.today, lost);
    const paidFor = { ...record, price: subscription.price };
    const { difference, periodCost } = changeInPeriod(change.account.terms.proration, {
      cost,
      byDays: tariffDifference(paidFor, { price: termsOf(price), quantity }, unused),
      periodCost: record.periodCost,
    });
    const inUse = await this.chargedLines.read(tx, record);
    const repaired = giveBackWorth(inUse?.lines ?? [], larger(0n, -difference));
    const paid =
      difference > 0n
        ? await this.pay(tx, change, record, difference, {
            key: `tariff:${record.id}:${newId(change.now)}`,
            periodStart: later(change.today, periodStart),
            periodEnd: paidTo,
          })
        : { entryId: null, fromCredit: 0n };
    await this.subscriptions.set(tx, record.accountId, record.id, {
      ...chosen,
      period_cost: periodCost.toString(),
      credit: (record.credit - paid.fromCredit + repaired.amount).toString(),
    });
    if (!inUse) return;
    const surcharge = { ...paid, no: inUse.lines.length, from: 0, to: quantity, paid: difference, given: 0n };
    const lines = difference > 0n ? [...repaired.lines, surcharge] : repaired.lines;
    await this.chargedLines.write(tx, { ...inUse, lines });
  }

  /** The price of today that a change goes over to. @throws DomainError for what is not sold, or free of charge and taken */
  private async chosen(
    tx: EntityManager,
    change: PlanChange,
    record: SubscriptionRecord,
    quantity: number,
    period: string,
  ) {
    const { account, product, today } = change;
    assertPeriodAllowed(account.terms, period);
    const tariff = change.tariff === undefined ? record.tariff : tariffOf(product, change.tariff);
    const price = currentPrice(product.prices, period, today, tariff);
    // A package is bought, not gone over to.
    if (!price || price.isPackage) {
      throw billingError('period_not_offered', `«${product.name}» не продаётся на период ${period}`, {}, [
        { path: 'period', message: 'Для этого периода нет цены' },
      ]);
    }
    await this.assertSold(tx, change, price, quantity);
    const chosen = { quantity, period, price_id: price.id, pinned_on: today, chosen_at: change.now };
    // What is free of charge goes on by itself: nothing is charged.
    return { price, chosen: isFreePrice(price) ? { ...chosen, auto_renew: true } : chosen };
  }

  private async assertSold(
    tx: EntityManager,
    { account, product, subscriptionId }: PlanChange,
    price: PriceVersion,
    quantity: number,
  ): Promise<void> {
    assertQuantity(price, quantity);
    if (product.freeInstances === null) return;
    const taken = await this.subscriptions.freeOnes(tx, account.id, product.code, subscriptionId);
    assertFreePlan(product, price, quantity, taken);
  }

  /** Another period begins: what was used of metered units in the one that ends is paid first. */
  private async postUsage(tx: EntityManager, change: PlanChange): Promise<void> {
    const { account, subscriptionId, today, now, actor } = change;
    const before = await this.snapshots.readOne(tx, account.id);
    const plan = planUsage(before.snapshot, subscriptionId, today, now);
    if ('required' in plan) {
      assertBilled(before.snapshot);
      const { currency } = account.seller;
      throw billingError(
        'insufficient_balance',
        'Сначала нужно оплатить использованное, а средств недостаточно',
        {
          required: moneyText(plan.required, currency),
          available: moneyText(plan.available, currency),
        },
      );
    }
    await this.plans.run(tx, [{ before, plan }], { now, actor, runId: null, today });
  }

  /** Charges an amount now, the credit first. */
  private async pay(
    tx: EntityManager,
    change: PlanChange,
    record: SubscriptionRecord,
    whole: Minor,
    paid: { key: string; periodStart: LocalDate; periodEnd: LocalDate },
    period?: { cost: Minor; quantity: number; priceId: string },
  ): Promise<Paid> {
    const { account, now, today } = change;
    const fromCredit = smaller(whole, record.credit);
    const amount = whole - fromCredit;
    const { snapshot } = await this.snapshots.readOne(tx, account.id);
    if (amount > 0n) assertBilled(snapshot);
    const usable = snapshot.grants.filter((grant) => isUsable(grant, { from: now, to: now }));
    const drawn = draw(amount, snapshot.money, usable, snapshot.burnDown);
    if (drawn === null) {
      const available = usable.reduce((total, grant) => total + grant.remaining, snapshot.money);
      throw billingError('insufficient_balance', 'На балансе недостаточно средств', {
        required: moneyText(amount, account.seller.currency),
        available: moneyText(available, account.seller.currency),
      });
    }
    let posted: PostedEntry | null = null;
    if (amount > 0n) {
      const { periodStart, periodEnd } = paid;
      const subject = {
        type: 'subscription',
        id: record.id,
        productCode: record.productCode,
        periodStart,
        periodEnd,
      } as const;
      const entry = {
        key: paid.key,
        kind: 'charge',
        happenedAt: now,
        businessDate: today,
        actor: change.actor,
        subject,
        postings: paidBy(drawn),
      } as const;
      posted = await this.postEntry.run(tx, account.id, entry, now);
    }
    if (period) {
      await tx.query(
        `insert into charge (account_id, subscription_id, period_start, plan_no, period_end, business_date, seq, quantity,
           price_id, cost, amount, bonus_part, recorded_at)
         values ($1, $2, $3, $4, $5, $3, $6, $7, $8, $9, $10, $11, $12)`,
        [
          account.id,
          record.id,
          paid.periodStart,
          record.planNo,
          paid.periodEnd,
          posted?.seq ?? null,
          period.quantity,
          period.priceId,
          period.cost.toString(),
          amount.toString(),
          bonusOf(drawn).toString(),
          now,
        ],
      );
    }
    return { entryId: posted?.id ?? null, fromCredit };
  }

  /** The subscription as the planner sees it, and the days its product lost to an outage of ours. */
  private async snapshotOf(tx: EntityManager, { account, product, subscriptionId }: PlanChange) {
    const { snapshot } = await this.snapshots.readOne(tx, account.id);
    const subscription = snapshot.subscriptions.find(({ id }) => id === subscriptionId)!;
    return { subscription, lost: lostOf(product.code, snapshot.outages) };
  }
}

/** What another quantity gives back of what was charged, and the lines as they stand then. */
function repair(
  lines: readonly ChargedLine[],
  from: number,
  to: number,
  worthAbove: (quantity: number) => Minor,
): GivenBack {
  if (to < from) return giveBackUnits(lines, to, worthAbove);
  // More units may cost less: a volume tier was reached.
  return giveBackWorth(lines, larger(0n, worthAbove(to)));
}
