import { Injectable } from '@nestjs/common';
import {
  accountStateOf,
  bonusOf,
  nextDueOf,
  periodCharged,
  type EndReason,
  type Plan,
  type PlannedCharge,
  type PlannedUsage,
  usableBonus,
  usageCharged,
  type SubscriptionSnapshot,
} from '@rocket/billing';
import { printPeriod, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { AlertStore } from '../ledger/alert.store';
import { LedgerStore, type PlacedEntry } from '../ledger/ledger.store';
import { NoticeStore, type NewNotice } from '../notices/notice.store';
import { listOf } from '../platform/array-parameter';
import { bulkInsert, bulkUpdate } from '../platform/bulk';
import { newId } from '../platform/ids';
import { TellProducts } from '../webhooks/tell-products';
import { noticesOf } from './plan-notices';
import { UsageChargeStore } from './usage-charge.store';
import { WatchBalance } from './watch-balance';
import type { LockedSnapshot } from './snapshot.store';

/** A plan for a locked account, about to be carried out. */
export interface PlannedAccount {
  readonly before: LockedSnapshot;
  readonly plan: Plan;
}

export interface CarryingOut {
  readonly now: Date;
  readonly actor: string;
  readonly runId: string | null;
  /** The seller's own day, for what is to be looked at tomorrow. */
  readonly today: LocalDate;
}

interface PlacedCharge {
  readonly account: PlannedAccount;
  readonly charge: PlannedCharge | PlannedUsage;
  /** null when no value moved. */
  readonly placed: PlacedEntry | null;
}

interface PlacedPeriod extends PlacedCharge {
  readonly charge: PlannedCharge;
}
const isOfPeriod = (placed: PlacedCharge): placed is PlacedPeriod => !('unit' in placed.charge);

/** Writes what the planner decided, for many accounts in a handful of statements. */
@Injectable()
export class CarryOutPlans {
  constructor(
    private readonly ledger: LedgerStore,
    private readonly notices: NoticeStore,
    private readonly alerts: AlertStore,
    private readonly watch: WatchBalance,
    private readonly usageCharges: UsageChargeStore,
    private readonly products: TellProducts,
  ) {}

  async run(tx: EntityManager, accounts: readonly PlannedAccount[], act: CarryingOut): Promise<void> {
    const changed = accounts.filter(({ plan }) => plan.changes.length > 0 || plan.usage.length > 0);
    const placed = changed.flatMap((account) => placeCharges(account, act));
    const periods = placed.filter(isOfPeriod);
    await this.writeCharges(tx, periods, act);
    await this.writeUsage(tx, changed, placed, act);
    await this.ledger.insert(
      tx,
      placed.flatMap((each) => each.placed ?? []),
      act.now,
    );
    await this.writeGrants(tx, placed);
    await this.writeFreeTerms(tx, periods);
    await this.writeSubscriptions(tx, changed);
    await this.writeAccounts(tx, accounts, placed, act);
    const notices = changed.flatMap(({ before, plan }): NewNotice[] => noticesOf(before, plan));
    await this.notices.post(tx, notices, act.now);
    await this.watchBalances(tx, changed, placed, act.now);
    // Of all accounts: what changed before the plan (an end by hand, a hold by staff) is told of too.
    const ids = accounts.map(({ before }) => before.snapshot.accountId);
    await this.products.ofStandings(tx, ids, act.now);
  }

  private async writeUsage(
    tx: EntityManager,
    accounts: readonly PlannedAccount[],
    placed: readonly PlacedCharge[],
    act: CarryingOut,
  ): Promise<void> {
    const used = placed.flatMap(({ account, charge, placed: entry }) =>
      'unit' in charge
        ? [{ accountId: account.before.snapshot.accountId, usage: charge, seq: entry?.seq ?? null }]
        : [],
    );
    await this.usageCharges.write(tx, used, act);
    const settled = new Set(used.map(({ usage }) => usage.subscriptionId));
    // A free term begins though what was used before it is unpaid: that keeps the days it was used on.
    for (const { charge } of placed)
      if ('freeTerm' in charge && charge.freeTerm) settled.add(charge.subscriptionId);
    const left = accounts.flatMap(({ plan: { after } }) =>
      after.subscriptions.flatMap(({ id, usage }) =>
        settled.has(id) ? [{ accountId: after.accountId, subscriptionId: id, left: usage }] : [],
      ),
    );
    await this.usageCharges.leave(tx, left);
  }

  /** Thresholds are looked at after every entry, for the few accounts that have any. */
  private async watchBalances(
    tx: EntityManager,
    accounts: readonly PlannedAccount[],
    placed: readonly PlacedCharge[],
    now: Date,
  ): Promise<void> {
    const ids = accounts.map(({ before }) => before.snapshot.accountId);
    const alertsOf = ids.length === 0 ? new Map<string, never[]>() : await this.alerts.read(tx, ids);
    for (const { before, plan } of accounts) {
      const alerts = alertsOf.get(before.snapshot.accountId);
      if (!alerts) continue;
      let balance = before.snapshot.money + usableBonus(before.snapshot, now);
      const steps = placed.flatMap(({ account, charge, placed: entry }) => {
        if (account.before !== before || !entry) return [];
        balance -= charge.amount;
        return [{ seq: entry.seq, balance }];
      });
      await this.watch.check(tx, { account: plan.after, currency: before.currency, alerts, steps, now });
    }
  }

  private async writeCharges(
    tx: EntityManager,
    charges: readonly PlacedPeriod[],
    act: CarryingOut,
  ): Promise<void> {
    const column = (name: string, type: string, value: (each: PlacedPeriod) => unknown) => ({
      name,
      type,
      values: charges.map(value),
    });
    await bulkInsert(tx, 'charge', [
      column('account_id', 'uuid', ({ account }) => account.before.snapshot.accountId),
      column('subscription_id', 'uuid', ({ charge }) => charge.subscriptionId),
      column('period_start', 'date', ({ charge }) => charge.periodStart),
      column(
        'plan_no',
        'smallint',
        ({ account, charge }) => account.before.planNo.get(charge.subscriptionId) ?? 0,
      ),
      column('period_end', 'date', ({ charge }) => charge.periodEnd),
      column('business_date', 'date', ({ charge }) => charge.businessDate),
      column('seq', 'integer', ({ placed }) => placed?.seq ?? null),
      column('quantity', 'integer', ({ charge }) => charge.quantity),
      column('price_id', 'uuid', ({ charge }) => charge.price.priceId),
      column('cost', 'bigint', ({ charge }) => charge.cost),
      column('amount', 'bigint', ({ charge }) => charge.amount),
      column('bonus_part', 'bigint', ({ charge }) => bonusOf(charge.draw)),
      { name: 'run_id', type: 'uuid', same: act.runId },
      column('access_grant_id', 'uuid', ({ charge }) => charge.freeTerm?.id ?? null),
      { name: 'recorded_at', type: 'timestamptz', same: act.now },
    ]);
  }

  private async writeGrants(tx: EntityManager, charges: readonly PlacedCharge[]): Promise<void> {
    const taken = new Map<string, { accountId: string; amount: Minor }>();
    for (const { account, charge } of charges) {
      for (const use of charge.draw.uses) {
        const sum = (taken.get(use.grantId)?.amount ?? 0n) + use.amount;
        taken.set(use.grantId, { accountId: account.before.snapshot.accountId, amount: sum });
      }
    }
    if (taken.size === 0) return;
    const use = listOf([...taken]);
    await tx.query(
      `update bonus_grant g set remaining = g.remaining - x.amount
         from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as x(account_id, id, amount)
        where g.account_id = x.account_id and g.id = x.id`,
      [
        use('uuid', ([, { accountId }]) => accountId),
        use('uuid', ([id]) => id),
        use('bigint', ([, { amount }]) => amount),
      ],
    );
  }

  /** Free terms that were taken: each is taken once. */
  private async writeFreeTerms(tx: EntityManager, charges: readonly PlacedPeriod[]): Promise<void> {
    const taken = charges.filter(({ charge }) => charge.freeTerm !== undefined);
    if (taken.length === 0) return;
    await tx.query(
      `update access_grant g set begun_on = x.begun_on, subscription_id = x.subscription_id
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::date[]) as x(account_id, id, subscription_id, begun_on)
        where g.account_id = x.account_id and g.id = x.id`,
      [
        taken.map(({ account }) => account.before.snapshot.accountId),
        taken.map(({ charge }) => charge.freeTerm!.id),
        taken.map(({ charge }) => charge.subscriptionId),
        taken.map(({ charge }) => charge.periodStart),
      ],
    );
  }

  private async writeSubscriptions(tx: EntityManager, accounts: readonly PlannedAccount[]): Promise<void> {
    const rows = accounts.flatMap(changedSubscriptions);
    const column = (name: string, type: string, value: (row: ChangedSubscription) => unknown) => ({
      name,
      type,
      values: rows.map(value),
    });
    await bulkUpdate(tx, {
      table: 'subscription',
      keys: [
        column('account_id', 'uuid', (row) => row.accountId),
        column('id', 'uuid', (row) => row.after.id),
      ],
      sets: [
        column('state', 'text', (row) => row.after.state),
        column('quantity', 'integer', (row) => row.after.quantity),
        column('free_quantity', 'integer', (row) =>
          row.after.state === 'active' ? (row.after.freeQuantity ?? null) : null,
        ),
        column('price_id', 'uuid', (row) => row.after.price.priceId),
        column('period', 'text', (row) => printPeriod(row.after.period)),
        column('anchor', 'date', (row) => row.after.anchor),
        column('paid_to', 'date', (row) => row.after.paidTo),
        column(
          'renews_once',
          'boolean',
          (row) => row.after.state !== 'ended' && (row.after.renewsOnce ?? false),
        ),
        column('credit', 'bigint', (row) => row.after.credit.toString()),
        column('period_start', 'date', (row) => row.periodStart),
        column('period_cost', 'bigint', (row) => row.periodCost?.toString() ?? '0'),
        column('suspended_on', 'date', (row) => row.suspendedOn),
        column('ended_on', 'date', (row) => row.endedOn),
        column('ended_because', 'text', (row) => row.endedBecause),
      ],
    });
    const ended = rows.filter((row) => row.after.state === 'ended');
    if (ended.length === 0) return;
    await tx.query(
      `update subscription s set ended_no = 1 + (
         select coalesce(max(o.ended_no), 0) from subscription o
          where o.account_id = s.account_id and o.product_code = s.product_code
            and o.project_id is not distinct from s.project_id)
        where (s.account_id, s.id) in (select * from unnest($1::uuid[], $2::uuid[]))`,
      [ended.map((row) => row.accountId), ended.map((row) => row.after.id)],
    );
    // Ranks stay 1…n: what ended leaves no gap.
    await tx.query(
      `update subscription s set rank = x.rank
         from (select account_id, id, row_number() over (partition by account_id order by rank, id) as rank
                 from subscription where account_id = any($1::uuid[]) and ended_no = 0) x
        where s.account_id = x.account_id and s.id = x.id and s.rank <> x.rank`,
      [[...new Set(ended.map((row) => row.accountId))]],
    );
  }

  private async writeAccounts(
    tx: EntityManager,
    accounts: readonly PlannedAccount[],
    placed: readonly PlacedCharge[],
    act: CarryingOut,
  ): Promise<void> {
    const lastSeq = new Map(
      placed.flatMap((each) => (each.placed ? [[each.placed.bookId, each.placed.seq]] : [])) as [
        string,
        number,
      ][],
    );
    const rows = accounts.map(({ before, plan }) => {
      const state = accountStateOf(before.state, plan.after);
      const id = before.snapshot.accountId;
      const due = nextDueOf(plan.after, act.today);
      return { id, state, due, money: plan.after.money, seq: lastSeq.get(id) ?? before.lastSeq };
    });
    const row = listOf(rows);
    await tx.query(
      `update account a set money = x.money, last_seq = x.seq, next_due = x.due, state = x.state,
              suspended_on = case when x.state in ('active', 'terminated') then null
                                  when a.suspended_on is null then $6::date else a.suspended_on end
         from unnest($1::uuid[], $2::bigint[], $3::integer[], $4::date[], $5::text[]) as x(id, money, seq, due, state)
        where a.id = x.id`,
      [
        row('uuid', ({ id }) => id),
        row('bigint', ({ money }) => money),
        row('integer', ({ seq }) => seq),
        row('date', ({ due }) => due),
        row('text', ({ state }) => state),
        act.today,
      ],
    );
  }
}

function placeCharges(account: PlannedAccount, act: CarryingOut): PlacedCharge[] {
  let seq = account.before.lastSeq;
  return [...account.plan.usage, ...account.plan.charges].map((charge) => {
    if (charge.amount === 0n) return { account, charge, placed: null };
    seq += 1;
    const by = { happenedAt: act.now, actor: act.actor };
    const entry = 'unit' in charge ? usageCharged(charge, by) : periodCharged(charge, by);
    return {
      account,
      charge,
      placed: { bookId: account.before.snapshot.accountId, id: newId(act.now), seq, entry },
    };
  });
}

interface ChangedSubscription {
  readonly accountId: string;
  readonly after: SubscriptionSnapshot;
  readonly periodStart: LocalDate | null;
  readonly periodCost: Minor | null;
  readonly suspendedOn: LocalDate | null;
  readonly endedOn: LocalDate | null;
  readonly endedBecause: EndReason | null;
}

/** The last state of each subscription the plan touched. */
function changedSubscriptions({ before, plan }: PlannedAccount): ChangedSubscription[] {
  const touched = new Set(plan.changes.map((change) => change.subscriptionId));
  return plan.after.subscriptions
    .filter(({ id }) => touched.has(id))
    .map((after) => {
      const charge = plan.charges.filter(({ subscriptionId }) => subscriptionId === after.id).at(-1);
      const last = plan.changes.filter(({ subscriptionId }) => subscriptionId === after.id).at(-1)!;
      const runs = after.state === 'active';
      return {
        accountId: before.snapshot.accountId,
        after,
        periodStart: runs ? (charge?.periodStart ?? null) : null,
        periodCost: runs ? (charge?.cost ?? null) : null,
        suspendedOn: after.state === 'suspended' ? last.on : null,
        endedOn: after.state === 'ended' ? last.on : null,
        endedBecause: last.kind === 'ended' ? last.reason : null,
      };
    });
}
