import { Injectable } from '@nestjs/common';
import { usableBonus } from '@rocket/billing';
import type { BalanceDto } from '@rocket/contracts';
import { Clock, moneyText } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { notFound } from '../platform/api-error';
import { SnapshotStore } from '../subscriptions/snapshot.store';
import { EntryStore } from './entry.store';
import { ForecastMemory } from './forecast-memory';

/**
 * Money and bonus apart, now or as of any instant, and when they run out. The answer needs no job to have run: a grant that
 * has ended counts for nothing from its instant on.
 */
@Injectable()
export class ReadBalance {
  private readonly forecasts = new ForecastMemory();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly entries: EntryStore,
    private readonly snapshots: SnapshotStore,
  ) {}

  /** @throws ApiError `not_found` */
  async run(accountId: string, asOf: Date | null): Promise<BalanceDto> {
    const now = await this.clock.now();
    const [held] = await this.snapshots.read(this.db.manager, [accountId]);
    if (!held) throw notFound('Такого аккаунта нет');
    const { snapshot, currency } = held;
    const forecast = this.forecasts.of(snapshot, now);
    const stands =
      asOf === null
        ? { money: snapshot.money, bonus: usableBonus(snapshot, now) }
        : await this.entries.balanceAsOf(this.db.manager, accountId, asOf);
    const money = (amount: bigint) => moneyText(amount, currency);
    return {
      money: money(stands.money),
      bonus: money(stands.bonus),
      total: money(stands.money + stands.bonus),
      asOf: (asOf ?? now).toISOString(),
      forecast: { ...forecast, next30Days: money(forecast.next30Days) },
    };
  }
}
