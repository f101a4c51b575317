import { Injectable } from '@nestjs/common';
import { planRenewals, runInstant, type PlanningTime } from '@rocket/billing';
import { dayOf, type LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { SnapshotStore, type LockedSnapshot } from '../subscriptions/snapshot.store';
import { count, countPlain, without } from './renew-accounts';
import { RenewPlain } from './renew-plain';
import { RunStore, emptyTally, type Tally } from './run.store';

const PAGE_ACCOUNTS = 500;

/** The same planner as the run on the same data, and nothing written. */
@Injectable()
export class RehearseRun {
  constructor(
    private readonly db: DataSource,
    private readonly runs: RunStore,
    private readonly snapshots: SnapshotStore,
    private readonly plain: RenewPlain,
  ) {}

  /** What a run of a date would do. A future date is played from today on. What would be parked is counted as parked. */
  async run(date: LocalDate, sellers: readonly string[], now: Date): Promise<Tally> {
    const tally = emptyTally();
    const timeOf = (timeZone: string): PlanningTime => timeToRehearse(date, now, timeZone);
    for (let after: string | null = null; ;) {
      const page = { date, sellers, after, limit: PAGE_ACCOUNTS };
      const ids: string[] = await this.runs.dueAccounts(this.db.manager, page);
      const plain = await this.plain.find(this.db.manager, ids, date, timeOf);
      for (const account of plain) countPlain(tally, account);
      const others = without(ids, plain);
      const read = await this.snapshots.readSound(this.db.manager, others);
      tally.parked += others.length - read.length;
      for (const each of read) play(tally, each, timeOf);
      if (ids.length < PAGE_ACCOUNTS) return tally;
      after = ids.at(-1)!;
    }
  }
}

/** A date that has not come yet is played as if it were here. */
function timeToRehearse(businessDate: LocalDate, now: Date, timeZone: string): PlanningTime {
  const today = dayOf(now, timeZone);
  return businessDate > today
    ? { businessDate, today: businessDate, now: runInstant(businessDate, timeZone) }
    : { businessDate, today, now };
}

function play(
  tally: Tally,
  { snapshot, currency }: LockedSnapshot,
  timeOf: (timeZone: string) => PlanningTime,
): void {
  try {
    count(tally, planRenewals(snapshot, timeOf(snapshot.timeZone)), currency);
  } catch {
    tally.parked += 1;
  }
}
