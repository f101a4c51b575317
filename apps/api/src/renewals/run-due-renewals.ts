import { Injectable } from '@nestjs/common';
import { DomainError, addDays, Clock, dayOf, type LocalDate } from '@rocket/kernel';
import { runInstant } from '@rocket/billing';
import { DataSource } from 'typeorm';
import { SellerStore } from '../sellers/seller.store';
import { RunRenewals, type RunRequest } from './run-renewals';
import { RunStore } from './run.store';

/** The date whose run is owed by now in a zone: today's from three o'clock on, yesterday's before. */
export const owedDate = (now: Date, timeZone: string): LocalDate => {
  const today = dayOf(now, timeZone);
  return runInstant(today, timeZone) <= now ? today : addDays(today, -1);
};

/**
 * What the schedule does: for each zone of sellers, the run of the date that is owed, when anybody is due. The query is the
 * schedule, so a lost wake-up or a night of outage costs minutes and never a charge. An account parked for the date is left
 * alone until the next one, or until staff try it; after a stop nobody is charged until a person starts the date again.
 */
@Injectable()
export class RunDueRenewals {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sellers: SellerStore,
    private readonly runs: RunStore,
    private readonly runRenewals: RunRenewals,
  ) {}

  async run(): Promise<void> {
    if (await this.runs.isStopped(this.db.manager)) return;
    const now = await this.clock.now();
    const byDate = new Map<LocalDate, string[]>();
    for (const seller of await this.sellers.all(this.db.manager)) {
      const date = owedDate(now, seller.timeZone);
      byDate.set(date, [...(byDate.get(date) ?? []), seller.code]);
    }
    for (const [businessDate, sellers] of byDate) {
      const [due]: unknown[] = await this.db.query(
        `select 1 from account a where a.next_due <= $1 and a.seller_code = any($2)
            and not exists (select from parked_account p where p.account_id = a.id and p.business_date >= $1) limit 1`,
        [businessDate, sellers],
      );
      if (due) await this.runOrHelp({ businessDate, sellers, actor: 'system:renewals', byPerson: false });
    }
  }

  /** What another process has begun goes faster with two. */
  private async runOrHelp(request: RunRequest): Promise<void> {
    try {
      await this.runRenewals.run(request);
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'run_in_progress')) throw error;
      await this.runRenewals.help(request);
    }
  }
}
