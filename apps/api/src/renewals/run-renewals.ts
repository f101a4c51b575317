import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import type { RunDetailsDto } from '@rocket/contracts';
import { Clock, dayOf, moneyText, type LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { withTransaction } from '../platform/database';
import { holdingLess } from '../platform/garbage';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { SellerStore, type SellerRecord } from '../sellers/seller.store';
import { REHEARSED_FROM_ACCOUNTS } from './beyond-forecast';
import { DrainRun, type RunUnderWay } from './drain-run';
import { RehearseRun } from './rehearse-run';
import { byCurrency } from './run-sum.rows';
import { RunStore, chargedDto } from './run.store';

/** Below this many accounts a run is over before it holds much. */
const HELD_FROM_ACCOUNTS = 2000;

export interface RunRequest {
  readonly businessDate: LocalDate;
  readonly dryRun?: boolean;
  readonly actor: string;
  /** Left out: every seller for whom the date has come. */
  readonly sellers?: readonly string[];
  /** Left out: yes. What is parked is then tried again, and what was stopped goes on. */
  readonly byPerson?: boolean;
}

/**
 * The renewal run of a business date (rules 11–13): charges, suspends, resumes and ends whatever is due on or before it, in
 * batches of accounts. A date run twice does what is still due, usually nothing; a run killed half-way is finished by the
 * next. An account that throws is parked, the others go on. A larger run is rehearsed first on the same data, and stops and
 * asks when it would charge more than that foresaw.
 */
@Injectable()
export class RunRenewals {
  /** Dates this process works on: it does not help itself. */
  private readonly working = new Set<LocalDate>();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sellers: SellerStore,
    private readonly runs: RunStore,
    private readonly drain: DrainRun,
    private readonly rehearsal: RehearseRun,
    private readonly waker: Waker,
  ) {}

  /** @throws DomainError `future_business_date` unless dry, `run_in_progress` */
  async run(request: RunRequest): Promise<RunDetailsDto> {
    const now = await this.clock.now();
    const all = await this.sellers.all(this.db.manager);
    if (request.dryRun) return this.rehearse(request, all, now);
    const ready = all.filter((seller) => request.businessDate <= dayOf(now, seller.timeZone));
    if (ready.length === 0) {
      throw billingError('future_business_date', 'Этот день ещё не наступил', {}, [
        { path: 'businessDate', message: 'Будущий день можно только примерить: dryRun' },
      ]);
    }
    const wanted = ready.filter(({ code }) => request.sellers?.includes(code) ?? true);
    const connection = await this.runs.claimDate(this.db, request.businessDate);
    if (!connection) throw billingError('run_in_progress', 'Прогон за этот день уже идёт');
    this.working.add(request.businessDate);
    try {
      return await this.carryOut(underWay(newId(now), request, wanted, now));
    } finally {
      this.working.delete(request.businessDate);
      await this.runs.releaseDate(connection, request.businessDate);
      this.waker.wake('notices');
    }
  }

  /**
   * Helps the run of a date that another process has begun. When that process is gone by the time nothing is free any more,
   * this one ends the run in its place.
   */
  async help(request: RunRequest): Promise<void> {
    const { businessDate } = request;
    if (this.working.has(businessDate)) return;
    const now = await this.clock.now();
    const id = await this.runs.running(this.db.manager, businessDate);
    if (id === null) return;
    const sellers = (await this.sellers.all(this.db.manager)).filter(
      ({ code, timeZone }) =>
        businessDate <= dayOf(now, timeZone) && (request.sellers?.includes(code) ?? true),
    );
    const run = underWay(id, request, sellers, now);
    this.working.add(businessDate);
    try {
      await holdingLess(() => this.drain.whatIsFree(run));
      const connection = await this.runs.claimDate(this.db, businessDate);
      if (!connection) return;
      try {
        await this.finish(run);
      } finally {
        await this.runs.releaseDate(connection, businessDate);
      }
    } finally {
      this.working.delete(businessDate);
      this.waker.wake('notices');
    }
  }

  private async carryOut(run: RunUnderWay): Promise<RunDetailsDto> {
    const due = await this.runs.countDue(this.db.manager, run);
    return due < HELD_FROM_ACCOUNTS ? this.begin(run, due) : holdingLess(() => this.begin(run, due));
  }

  private async begin(run: RunUnderWay, due: number): Promise<RunDetailsDto> {
    // Before the run can be seen: whoever helped meanwhile would charge what the rehearsal is still to count.
    const foreseen =
      due < REHEARSED_FROM_ACCOUNTS ? null : await this.rehearsal.run(run.date, run.sellers, run.now);
    await withTransaction(this.db, (tx) => this.runs.begin(tx, run, { due, foreseen }, run.now));
    await this.finish(run);
    return this.runs.read(this.db.manager, run.runId);
  }

  /** A run lasts: its end is a moment of its own, which decides nothing. */
  private async finish(run: RunUnderWay): Promise<void> {
    const end = async (state: 'completed' | 'failed'): Promise<void> =>
      this.runs.finish(this.db.manager, run.runId, state, await this.clock.now());
    try {
      await this.drain.toTheEnd(run);
    } catch (error) {
      await end('failed');
      throw error;
    }
    await end('completed');
  }

  private async rehearse(
    request: RunRequest,
    sellers: readonly SellerRecord[],
    now: Date,
  ): Promise<RunDetailsDto> {
    const { businessDate } = request;
    const codes = sellers.map(({ code }) => code);
    const { products, ...tally } = await this.rehearsal.run(businessDate, codes, now);
    return {
      ...tally,
      id: newId(now),
      businessDate,
      state: 'completed',
      dryRun: true,
      due: tally.accounts + tally.parked,
      ...chargedDto(byCurrency(products.values()).map(({ amount, currency }) => moneyText(amount, currency))),
      products: await this.runs.wouldCharge(this.db.manager, products),
      expected: null,
      stopReason: null,
      waitsForPerson: false,
      startedAt: now.toISOString(),
      finishedAt: now.toISOString(),
    };
  }
}

const underWay = (
  runId: string,
  request: RunRequest,
  sellers: readonly SellerRecord[],
  now: Date,
): RunUnderWay => ({
  runId,
  date: request.businessDate,
  sellers: sellers.map(({ code }) => code),
  byPerson: request.byPerson ?? true,
  actor: request.actor,
  now,
});
