import { Injectable } from '@nestjs/common';
import {
  bonusOf,
  forecastBalance,
  foresee,
  planTopUp,
  runInstant,
  usableBonus,
  type AccountSnapshot,
  type ForecastDay,
  type Plan,
} from '@rocket/billing';
import { bonusTime, nextTopUpBonus, topUpBonus } from '@rocket/catalog';
import type { ForecastDayDto, ForecastDto, TopUpInMindDto } from '@rocket/contracts';
import {
  Clock,
  addDays,
  dayOf,
  moneyText,
  parseMinor,
  sum,
  type Currency,
  type LocalDate,
  type Minor,
} from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { newId } from '../platform/ids';
import { SnapshotStore } from './snapshot.store';

/**
 * What every run up to a date will charge and suspend, by the planner the runs themselves use. With a top-up in mind it is the
 * forecast of the account as it would stand after it: what resumes at once and which bonus it earns come from the planner and
 * the rule that do it when the money really comes.
 */
@Injectable()
export class ForecastRenewals {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly snapshots: SnapshotStore,
  ) {}

  /** @param topUp a decimal sum in the account's currency; left out: none */
  async run(accountId: string, until: LocalDate, topUp?: string): Promise<ForecastDto> {
    const now = await this.clock.now();
    const account = await this.accounts.read(this.db.manager, accountId);
    const { currency, timeZone } = account.seller;
    const { snapshot } = await this.snapshots.readOne(this.db.manager, accountId);
    const inMind = topUp === undefined ? null : this.think(account, snapshot, parseMinor(topUp), now);
    const told = foresee(inMind?.after ?? snapshot, firstRunDate(now, timeZone), until, now);
    const items = told.days.map((day) => dayView(day, currency));
    return { until: told.until, items, ...(inMind ? { topUp: inMind.view } : {}) };
  }

  private think(
    account: AccountRecord,
    snapshot: AccountSnapshot,
    amount: Minor,
    now: Date,
  ): { after: AccountSnapshot; view: TopUpInMindDto } {
    const { seller, terms } = account;
    const today = dayOf(now, seller.timeZone);
    const due = topUpBonus(terms, amount);
    const time = due && bonusTime(due.rule, now, seller.timeZone);
    const bonus = due && time ? { id: newId(now), remaining: due.amount, ...time } : null;
    const { after, ...plan } = planTopUp(snapshot, { amount, bonus }, today, now);
    const money = (minor: Minor) => moneyText(minor, seller.currency);
    const next = nextTopUpBonus(terms, amount);
    const minimum = parseMinor(terms.minimumPayment.amount);
    const { emptyOn, daysLeft } = forecastBalance(after, firstRunDate(now, seller.timeZone), today, now);
    const view: TopUpInMindDto = {
      amount: money(amount),
      bonus: money(due?.amount ?? 0n),
      percent: due ? Number(due.rule.percent) : null,
      bonusExpiresOn: time?.expiresOn ?? null,
      minimum: money(minimum),
      isEnough: amount >= minimum,
      next: next && { from: money(next.from), bonus: money(next.bonus) },
      ...chargesView(plan, seller.currency),
      resumed: plan.changes.flatMap((change) =>
        change.kind === 'resumed'
          ? [
              {
                subscriptionId: change.subscriptionId,
                productCode: change.productCode,
                paidUntil: addDays(change.paidTo, -1),
              },
            ]
          : [],
      ),
      stillSuspended: after.subscriptions.flatMap(({ id, productCode, state }) =>
        state === 'suspended' ? [{ subscriptionId: id, productCode }] : [],
      ),
      balanceAfter: { money: money(after.money), bonus: money(usableBonus(after, now)) },
      emptyOn,
      daysLeft,
    };
    return { after, view };
  }
}

/** The date of the next run: today's when three o'clock is still to come, or what is owed of it; else tomorrow's. */
export function firstRunDate(now: Date, timeZone: string): LocalDate {
  const today = dayOf(now, timeZone);
  return runInstant(today, timeZone) >= now ? today : addDays(today, 1);
}

function chargesView(
  plan: Pick<Plan, 'usage' | 'charges'>,
  currency: Currency,
): Pick<ForecastDayDto, 'charges' | 'total'> {
  const money = (amount: Minor) => moneyText(amount, currency);
  const all = [...plan.usage, ...plan.charges];
  return {
    charges: all.map((charge) => ({
      subscriptionId: charge.subscriptionId,
      productCode: charge.productCode,
      amount: money(charge.amount),
      money: money(charge.draw.money),
      bonus: money(bonusOf(charge.draw)),
      periodStart: charge.periodStart,
      periodEnd: charge.periodEnd,
      ...('unit' in charge ? { unit: charge.unit } : {}),
    })),
    total: money(sum(all.map(({ amount }) => amount))),
  };
}

function dayView(day: ForecastDay, currency: Currency): ForecastDayDto {
  const money = (amount: Minor) => moneyText(amount, currency);
  return {
    date: day.date,
    ...chargesView(day.plan, currency),
    suspensions: day.plan.changes.flatMap((change) =>
      change.kind === 'suspended'
        ? [
            {
              subscriptionId: change.subscriptionId,
              productCode: change.productCode,
              required: money(change.required),
              available: money(change.available),
            },
          ]
        : [],
    ),
    balanceAfter: { money: money(day.money), bonus: money(day.bonus) },
  };
}
