import { Injectable } from '@nestjs/common';
import { bonusOf, forecastRenewals, runInstant, type ForecastDay } from '@rocket/billing';
import type { ForecastDto } from '@rocket/contracts';
import { Clock, addDays, dayOf, moneyText, type Currency, type LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { SnapshotStore } from './snapshot.store';
import { AccountStore } from '../accounts/account.store';

/** What every run up to a date will charge and suspend, by the planner the runs themselves use. */
@Injectable()
export class ForecastRenewals {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly snapshots: SnapshotStore,
  ) {}

  async run(accountId: string, until: LocalDate): Promise<ForecastDto> {
    const now = await this.clock.now();
    const { seller } = await this.accounts.read(this.db.manager, accountId);
    const { snapshot } = await this.snapshots.readOne(this.db.manager, accountId);
    const days = forecastRenewals(snapshot, firstRunDate(now, seller.timeZone), until, now);
    return { until, items: days.map((day) => toDto(day, seller.currency)) };
  }
}

/** The date of the next run: today's when three o'clock is still to come, or what is owed of it; else tomorrow's. */
export function firstRunDate(now: Date, timeZone: string): LocalDate {
  const today = dayOf(now, timeZone);
  return runInstant(today, timeZone) >= now ? today : addDays(today, 1);
}

function toDto(day: ForecastDay, currency: Currency): ForecastDto['items'][number] {
  const money = (amount: bigint) => moneyText(amount, currency);
  return {
    date: day.date,
    charges: [...day.plan.usage, ...day.plan.charges].map((charge) => ({
      subscriptionId: charge.subscriptionId,
      productCode: charge.productCode,
      amount: money(charge.amount),
      money: money(charge.draw.money),
      bonus: money(bonusOf(charge.draw)),
      periodStart: charge.periodStart,
      periodEnd: charge.periodEnd,
      ...('unit' in charge ? { unit: charge.unit } : {}),
    })),
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
