import { Injectable } from '@nestjs/common';
import { DomainError, addDays, Clock, dayOf, type LocalDate } from '@rocket/kernel';
import { runInstant } from '@rocket/billing';
import { DataSource } from 'typeorm';
import { SellerStore } from '../sellers/seller.store';
import { RunRenewals } from './run-renewals';

/** The date whose run is owed by now in a zone: today's from three o'clock on, yesterday's before. */
export const owedDate = (now: Date, timeZone: string): LocalDate => {
  const today = dayOf(now, timeZone);
  return runInstant(today, timeZone) <= now ? today : addDays(today, -1);
};

/**
 * What the schedule does: for each zone of sellers, the run of the date that is owed, when anybody is due. The query is the
 * schedule, so a lost wake-up or a night of outage costs minutes and never a charge.
 */
@Injectable()
export class RunDueRenewals {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sellers: SellerStore,
    private readonly runRenewals: RunRenewals,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    const byDate = new Map<LocalDate, string[]>();
    for (const seller of await this.sellers.all(this.db.manager)) {
      const date = owedDate(now, seller.timeZone);
      byDate.set(date, [...(byDate.get(date) ?? []), seller.code]);
    }
    for (const [businessDate, sellers] of byDate) {
      const [due] = await this.db.query(
        'select 1 from account where next_due <= $1 and seller_code = any($2) limit 1',
        [businessDate, sellers],
      );
      if (due) await this.runUnlessRunning(businessDate, sellers);
    }
  }

  private async runUnlessRunning(businessDate: LocalDate, sellers: readonly string[]): Promise<void> {
    try {
      await this.runRenewals.run({ businessDate, sellers, actor: 'system:renewals' });
    } catch (error) {
      // Another process has the date: what it leaves is found at the next sweep.
      if (!(error instanceof DomainError && error.code === 'run_in_progress')) throw error;
    }
  }
}
