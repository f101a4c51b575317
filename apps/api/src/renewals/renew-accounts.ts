import { Injectable } from '@nestjs/common';
import { nextDueOf, planRenewals, type Plan } from '@rocket/billing';
import { dayOf, type Currency, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { CarryOutPlans, type PlannedAccount } from '../subscriptions/carry-out-plans';
import { SnapshotStore } from '../subscriptions/snapshot.store';
import { ParkedStore } from './parked.store';
import { RenewPlain, type PlainAccount } from './renew-plain';
import { addCharges } from './run-sum.rows';
import { emptyTally, type Tally } from './run.store';

export interface Renewing {
  readonly businessDate: LocalDate;
  readonly actor: string;
  readonly now: Date;
  /** null outside a run: a person tries one account. */
  readonly runId: string | null;
}

/** Plans and writes the renewal of accounts that the caller has locked, and tells in sums what was done. */
@Injectable()
export class RenewAccounts {
  constructor(
    private readonly snapshots: SnapshotStore,
    private readonly plans: CarryOutPlans,
    private readonly parked: ParkedStore,
    private readonly plain: RenewPlain,
  ) {}

  /** @throws Error when an account cannot be read, planned or written: nothing of the transaction may then be kept */
  async run(tx: EntityManager, ids: readonly string[], act: Renewing): Promise<Tally> {
    const { businessDate, now } = act;
    const tally = emptyTally();
    const timeOf = (timeZone: string) => ({ businessDate, today: dayOf(now, timeZone), now });
    const plain = await this.plain.find(tx, ids, businessDate, timeOf);
    for (const account of plain) countPlain(tally, account);
    await this.plain.carryOut(tx, plain, act);
    await this.oneByOne(tx, without(ids, plain), act, tally);
    await this.parked.unpark(tx, ids);
    return tally;
  }

  /** Whoever is not plain: a plan of its own for each account. */
  private async oneByOne(
    tx: EntityManager,
    ids: readonly string[],
    act: Renewing,
    tally: Tally,
  ): Promise<void> {
    if (ids.length === 0) return;
    const { businessDate, now } = act;
    const byDay = new Map<LocalDate, PlannedAccount[]>();
    for (const before of await this.snapshots.read(tx, ids)) {
      const today = dayOf(now, before.snapshot.timeZone);
      const plan = planRenewals(before.snapshot, { businessDate, today, now });
      const due = nextDueOf(plan.after, today);
      if (due !== null && due <= businessDate)
        throw new Error(`Account ${before.snapshot.accountId} stays due on ${due}`);
      count(tally, plan, before.currency);
      byDay.set(today, [...(byDay.get(today) ?? []), { before, plan }]);
    }
    for (const [today, accounts] of byDay) {
      await this.plans.run(tx, accounts, { now, actor: act.actor, runId: act.runId, today });
    }
  }
}

/** Adds what a plan does to the sums; money in the currency of the account's seller. */
export function count(tally: Tally, plan: Plan, currency: Currency): void {
  tally.accounts += 1;
  const charges = [...plan.usage.filter(({ amount }) => amount > 0n), ...plan.charges];
  tally.charged += charges.length;
  addCharges(tally.products, charges, currency);
  for (const change of plan.changes) {
    if (change.kind === 'suspended' || change.kind === 'held') tally.suspended += 1;
    if (change.kind === 'resumed') tally.resumed += 1;
    if (change.kind === 'ended') tally.ended += 1;
  }
}

/** Adds what the renewal of a plain account does to the sums. */
export function countPlain(tally: Tally, { lines, currency }: PlainAccount): void {
  tally.accounts += 1;
  tally.charged += lines.length;
  const charges = lines.map(({ kind }) => kind.charge);
  addCharges(tally.products, charges, currency);
}

/** Those of the accounts that are not plain. */
export function without(ids: readonly string[], plain: readonly PlainAccount[]): readonly string[] {
  if (plain.length === 0) return ids;
  const done = new Set(plain.map(({ id }) => id));
  return ids.filter((id) => !done.has(id));
}
