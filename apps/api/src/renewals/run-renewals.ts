import { Injectable, Logger } from '@nestjs/common';
import { billingError, nextDueOf, planRenewals, runInstant, type Plan } from '@rocket/billing';
import type { RunDto } from '@rocket/contracts';
import { Clock, dayOf, moneyText, sum, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { SellerStore, type SellerRecord } from '../sellers/seller.store';
import { CarryOutPlans, type PlannedAccount } from '../subscriptions/carry-out-plans';
import { SnapshotStore } from '../subscriptions/snapshot.store';
import { RunStore, emptyTally, type Tally } from './run.store';

const BATCH_ACCOUNTS = 500;

export interface RunRequest {
  readonly businessDate: LocalDate;
  readonly dryRun?: boolean;
  readonly actor: string;
  /** Left out: every seller for whom the date has come. */
  readonly sellers?: readonly string[];
}

/**
 * The renewal run of a business date (rules 11–13): charges, suspends, resumes and ends whatever is due on or before it, in
 * batches of accounts. A date run twice does what is still due, usually nothing; a run killed half-way is finished by the
 * next. An account that throws is parked, the others go on.
 *
 * Refuses: `future_business_date` unless dry, `run_in_progress`.
 */
@Injectable()
export class RunRenewals {
  private readonly log = new Logger(RunRenewals.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sellers: SellerStore,
    private readonly runs: RunStore,
    private readonly snapshots: SnapshotStore,
    private readonly plans: CarryOutPlans,
    private readonly waker: Waker,
  ) {}

  async run(request: RunRequest): Promise<RunDto> {
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
    try {
      return await this.carryOut(request, wanted, now);
    } finally {
      await this.runs.releaseDate(connection, request.businessDate);
      this.waker.wake('notices');
    }
  }

  private async carryOut(request: RunRequest, sellers: readonly SellerRecord[], now: Date): Promise<RunDto> {
    const id = newId(now);
    await this.runs.begin(this.db.manager, id, request.businessDate, now);
    try {
      await this.drain(id, request, sellers, now);
    } catch (error) {
      await this.runs.finish(this.db.manager, id, 'failed', now);
      throw error;
    }
    await this.runs.finish(this.db.manager, id, 'completed', await this.clock.now());
    return this.runs.read(this.db.manager, id);
  }

  /** Claims batch after batch until nothing is due. Whatever somebody held is waited for at the end. */
  private async drain(
    id: string,
    request: RunRequest,
    sellers: readonly SellerRecord[],
    now: Date,
  ): Promise<void> {
    const parked: string[] = [];
    const claim = {
      date: request.businessDate,
      sellers: sellers.map(({ code }) => code),
      parked,
      limit: BATCH_ACCOUNTS,
    };
    for (let wait = false; ;) {
      const batch: number | null = await this.runBatch(id, { ...claim, wait }, request, now).catch(
        (error: unknown) => {
          this.log.warn({ msg: 'A batch failed and is taken account by account', error: String(error) });
          return null;
        },
      );
      if (batch === null) await this.runOneByOne(id, { ...claim, wait: true }, request, now, parked);
      else if (batch === 0 && wait) return;
      wait = batch === 0;
    }
  }

  private runBatch(
    id: string,
    claim: Parameters<RunStore['claim']>[1],
    request: RunRequest,
    now: Date,
  ): Promise<number> {
    return withTransaction(this.db, async (tx) => {
      const ids = await this.runs.claim(tx, claim);
      if (ids.length > 0) await this.planAndWrite(tx, id, ids, request, now);
      return ids.length;
    });
  }

  /** A batch with an account in it that throws: the others go on, that one is parked with the cause and shown to staff. */
  private async runOneByOne(
    id: string,
    claim: Parameters<RunStore['claim']>[1],
    request: RunRequest,
    now: Date,
    parked: string[],
  ): Promise<void> {
    const ids = await withTransaction(this.db, (tx) => this.runs.claim(tx, claim));
    for (const accountId of ids) {
      try {
        await withTransaction(this.db, async (tx) => {
          await tx.query('select 1 from account where id = $1 for no key update', [accountId]);
          await this.planAndWrite(tx, id, [accountId], request, now);
        });
      } catch (error) {
        parked.push(accountId);
        this.log.error({ msg: 'An account is parked', accountId, error: String(error) });
        await this.runs.park(this.db.manager, accountId, request.businessDate, String(error), now);
        await this.runs.add(this.db.manager, id, { ...emptyTally(), parked: 1 });
      }
    }
  }

  private async planAndWrite(
    tx: EntityManager,
    runId: string,
    ids: readonly string[],
    request: RunRequest,
    now: Date,
  ): Promise<void> {
    const { businessDate } = request;
    const snapshots = await this.snapshots.read(tx, ids);
    const tally = emptyTally();
    const byDay = new Map<LocalDate, PlannedAccount[]>();
    for (const before of snapshots) {
      const today = dayOf(now, before.snapshot.timeZone);
      const plan = planRenewals(before.snapshot, { businessDate, today, now });
      const due = nextDueOf(plan.after, today);
      if (due !== null && due <= businessDate)
        throw new Error(`Account ${before.snapshot.accountId} stays due on ${due}`);
      count(tally, plan);
      byDay.set(today, [...(byDay.get(today) ?? []), { before, plan }]);
    }
    for (const [today, accounts] of byDay) {
      await this.plans.run(tx, accounts, { now, actor: request.actor, runId, today });
    }
    await this.runs.unpark(tx, ids);
    await this.runs.add(tx, runId, tally);
  }

  /** The same planner on the same data, and nothing written. A future date is played from today on. */
  private async rehearse(request: RunRequest, sellers: readonly SellerRecord[], now: Date): Promise<RunDto> {
    const { businessDate } = request;
    const tally = emptyTally();
    const codes = sellers.map(({ code }) => code);
    for (let after: string | null = null; ;) {
      const page = { date: businessDate, sellers: codes, after, limit: BATCH_ACCOUNTS };
      const ids: string[] = await this.runs.dueAccounts(this.db.manager, page);
      for (const { snapshot } of await this.snapshots.read(this.db.manager, ids)) {
        const today = dayOf(now, snapshot.timeZone);
        const isAhead = businessDate > today;
        const at = isAhead ? runInstant(businessDate, snapshot.timeZone) : now;
        count(
          tally,
          planRenewals(snapshot, { businessDate, today: isAhead ? businessDate : today, now: at }),
        );
      }
      if (ids.length < BATCH_ACCOUNTS) break;
      after = ids.at(-1)!;
    }
    return {
      ...tally,
      id: newId(now),
      businessDate,
      state: 'completed',
      dryRun: true,
      amount: moneyText(tally.amount, 'RUB'),
      startedAt: now.toISOString(),
      finishedAt: now.toISOString(),
    };
  }
}

function count(tally: Tally, plan: Plan): void {
  tally.accounts += 1;
  tally.charged += plan.charges.length;
  tally.amount += sum(plan.charges.map((charge) => charge.amount));
  for (const change of plan.changes) {
    if (change.kind === 'suspended' || change.kind === 'held') tally.suspended += 1;
    if (change.kind === 'resumed') tally.resumed += 1;
    if (change.kind === 'ended') tally.ended += 1;
  }
}
