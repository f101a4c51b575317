import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AppConfig } from '../platform/config';
import { sqlStateOf, withTransaction } from '../platform/database';
import { isToTryAgain } from '../platform/sql-state';
import { BeyondForecast, beyondForecast } from './beyond-forecast';
import { ParkedStore } from './parked.store';
import { RenewAccounts } from './renew-accounts';
import { RunStore, emptyTally, type RunScope, type Tally } from './run.store';
import { sideBySide } from './side-by-side';

/** A run that is under way, as each who works on it sees it. */
export interface RunUnderWay extends RunScope {
  readonly actor: string;
  readonly now: Date;
}

/** How long one waits for accounts that somebody holds, before looking whether the run still goes on. */
const HELD_FOR = '2s';
/** lock_not_available: PostgreSQL waited for as long as it was told. */
const STILL_HELD = '55P03';

type BatchEnd = 'worked' | 'nothing free' | 'still held' | 'over';

/**
 * Takes batches of a run until nothing is due. Several claimers in one process, and any number of processes, may drain the
 * same run: a batch is whoever locks it first, and accounts do not look at each other, so the order does not matter.
 */
@Injectable()
export class DrainRun {
  private readonly log = new Logger(DrainRun.name);

  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly runs: RunStore,
    private readonly parked: ParkedStore,
    private readonly renew: RenewAccounts,
  ) {}

  /** Everything: what others hold is waited for, so when this returns and the run goes on, nothing of it is left. */
  async toTheEnd(run: RunUnderWay): Promise<void> {
    for (;;) {
      await this.whatIsFree(run);
      const end = await this.batch(run, false);
      if (end === 'nothing free' || end === 'over') return;
    }
  }

  /** What nobody holds. @throws what the first claimer to fail threw, after all have come to rest */
  async whatIsFree(run: RunUnderWay): Promise<void> {
    await sideBySide(this.config.run.claimers, async () => {
      while ((await this.batch(run, true)) === 'worked');
    });
  }

  private async batch(run: RunUnderWay, skip: boolean): Promise<BatchEnd> {
    try {
      return await this.take(run, skip);
    } catch (error) {
      if (!(error instanceof BeyondForecast)) throw error;
      this.log.error({ msg: 'A run is stopped', runId: run.runId, reason: error.message });
      await this.runs.stop(this.db.manager, run.runId, error.message, 'system:renewals');
      return 'over';
    }
  }

  private async take(run: RunUnderWay, skip: boolean): Promise<BatchEnd> {
    let ids: string[] = [];
    try {
      return await withTransaction(this.db, async (tx): Promise<BatchEnd> => {
        if (!(await this.runs.goesOn(tx, run.runId))) return 'over';
        if (!skip) await tx.query(`set local lock_timeout = '${HELD_FOR}'`);
        ids = await this.runs.claim(tx, run, { limit: this.config.run.batch, skip });
        if (!skip) await tx.query('set local lock_timeout = 0');
        if (ids.length === 0) return 'nothing free';
        const tally = await this.renew.run(tx, ids, { ...run, businessDate: run.date });
        await this.add(tx, run, tally);
        return 'worked';
      });
    } catch (error) {
      if (ids.length === 0 && sqlStateOf(error) === STILL_HELD) return 'still held';
      if (ids.length === 0 || error instanceof BeyondForecast) throw error;
      this.log.warn({ msg: 'A batch failed and is taken account by account', error: String(error) });
    }
    for (const id of ids) await this.alone(run, id);
    return 'worked';
  }

  /** An account of a batch that failed: the others go on, the one that throws is parked with the cause, under its lock. */
  private async alone(run: RunUnderWay, id: string): Promise<void> {
    await withTransaction(this.db, async (tx) => {
      // Somebody who took it meanwhile does it, or leaves it to a later batch.
      if (!(await this.runs.claimOne(tx, run, id))) return;
      const tally = await tx
        .transaction((inner) => this.renew.run(inner, [id], { ...run, businessDate: run.date }))
        .catch(async (error: unknown) => {
          if (isToTryAgain(error)) throw error;
          const cause = String(error);
          this.log.error({ msg: 'An account is parked', accountId: id, error: cause });
          await this.parked.park(tx, { accountId: id, date: run.date, runId: run.runId, cause }, run.now);
          return { ...emptyTally(), parked: 1 };
        });
      await this.add(tx, run, tally);
    });
  }

  /**
   * The last of a batch: the row of the run is where all who work on it meet.
   * @throws BeyondForecast when with this batch the run charges more than was foreseen
   */
  private async add(tx: EntityManager, run: RunUnderWay, tally: Tally): Promise<void> {
    const { totals, expected } = await this.runs.add(tx, run.runId, tally);
    const reason = expected && beyondForecast(expected, totals, this.config.run.tolerancePercent);
    if (reason !== null) throw new BeyondForecast(reason);
  }
}
