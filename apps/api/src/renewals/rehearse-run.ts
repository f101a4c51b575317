import { Injectable } from '@nestjs/common';
import { planRenewals, runInstant } from '@rocket/billing';
import { dayOf, type LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { SnapshotStore, type LockedSnapshot } from '../subscriptions/snapshot.store';
import { count } from './renew-accounts';
import { RunStore, emptyTally, type Tally } from './run.store';

const PAGE_ACCOUNTS = 500;

/** The same planner as the run on the same data, and nothing written. */
@Injectable()
export class RehearseRun {
  constructor(
    private readonly db: DataSource,
    private readonly runs: RunStore,
    private readonly snapshots: SnapshotStore,
  ) {}

  /** What a run of a date would do. A future date is played from today on. What would be parked is counted as parked. */
  async run(date: LocalDate, sellers: readonly string[], now: Date): Promise<Tally> {
    const tally = emptyTally();
    for (let after: string | null = null; ;) {
      const page = { date, sellers, after, limit: PAGE_ACCOUNTS };
      const ids: string[] = await this.runs.dueAccounts(this.db.manager, page);
      const read = await this.snapshots.readSound(this.db.manager, ids);
      tally.parked += ids.length - read.length;
      for (const each of read) play(tally, each, date, now);
      if (ids.length < PAGE_ACCOUNTS) return tally;
      after = ids.at(-1)!;
    }
  }
}

function play(
  tally: Tally,
  { snapshot, currency }: LockedSnapshot,
  businessDate: LocalDate,
  now: Date,
): void {
  const today = dayOf(now, snapshot.timeZone);
  const isAhead = businessDate > today;
  const at = isAhead ? runInstant(businessDate, snapshot.timeZone) : now;
  try {
    const plan = planRenewals(snapshot, { businessDate, today: isAhead ? businessDate : today, now: at });
    count(tally, plan, currency);
  } catch {
    tally.parked += 1;
  }
}
