import { Injectable } from '@nestjs/common';
import { planRenewals, runInstant, type PlanningTime } from '@rocket/billing';
import { addDays, dayOf, type LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AppConfig } from '../platform/config';
import { SnapshotStore, type LockedSnapshot } from '../subscriptions/snapshot.store';
import { count, countPlain, without } from './renew-accounts';
import { RenewPlain, type TimeOf } from './renew-plain';
import { RunStore, emptyTally, type Tally } from './run.store';
import { sideBySide } from './side-by-side';

/** Accounts that are due, page by page; null: there are no more. */
type Pages = () => Promise<readonly string[] | null>;

/** The same planner as the run on the same data, and nothing written. */
@Injectable()
export class RehearseRun {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly runs: RunStore,
    private readonly snapshots: SnapshotStore,
    private readonly plain: RenewPlain,
  ) {}

  /** What a run of a date would do. A future date is played from today on. What would be parked is counted as parked. */
  async run(date: LocalDate, sellers: readonly string[], now: Date): Promise<Tally> {
    const tally = emptyTally();
    const timeOf = (timeZone: string): PlanningTime => timeToRehearse(date, now, timeZone);
    const next = this.pages(date, sellers);
    // As many at once as will claim batches: one alone waits for the database half of the time.
    await sideBySide(this.config.run.claimers, async () => {
      for (let ids = await next(); ids !== null; ids = await next())
        await this.play(ids, date, timeOf, tally);
    });
    return tally;
  }

  /** Of the size of a batch. Each begins where the one before it ended, so one is asked for after the other. */
  private pages(date: LocalDate, sellers: readonly string[]): Pages {
    const limit = this.config.run.batch;
    const ask = async (after: string | null): Promise<string[]> =>
      this.runs.dueAccounts(this.db.manager, { date, sellers, after, limit });
    let page: Promise<readonly string[] | null> | undefined;
    return () => {
      page = page
        ? page.then((ids) => (ids === null || ids.length < limit ? null : ask(ids.at(-1)!)))
        : ask(null);
      return page;
    };
  }

  private async play(ids: readonly string[], date: LocalDate, timeOf: TimeOf, tally: Tally): Promise<void> {
    const staying = await this.runs.underContract(this.db.manager, ids, date);
    const plain = await this.plain.find(this.db.manager, staying, date, timeOf);
    for (const account of plain) countPlain(tally, account);
    const others = without(ids, plain);
    const read = await this.snapshots.readSound(this.db.manager, others);
    tally.parked += others.length - read.length;
    for (const each of read) play(tally, each, timeOf);
  }
}

/** A date that has not come yet is played as if it were here. */
function timeToRehearse(businessDate: LocalDate, now: Date, timeZone: string): PlanningTime {
  const today = dayOf(now, timeZone);
  return businessDate > today
    ? { businessDate, today: businessDate, now: runInstant(businessDate, timeZone) }
    : { businessDate, today, now };
}

function play(tally: Tally, { snapshot, currency }: LockedSnapshot, timeOf: TimeOf): void {
  try {
    const { timeZone, contractEndsOn: end } = snapshot;
    const time = timeOf(timeZone);
    // Of a contract under notice the last run is that of the night before its end, whatever date is rehearsed.
    const isOver = end && end <= time.businessDate;
    count(
      tally,
      planRenewals(snapshot, isOver ? { ...time, businessDate: addDays(end, -1) } : time),
      currency,
    );
  } catch {
    tally.parked += 1;
  }
}
