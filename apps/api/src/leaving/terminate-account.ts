import { Injectable } from '@nestjs/common';
import { billingError, bonusRevoked, planClosing, planRenewals } from '@rocket/billing';
import { catalogError } from '@rocket/catalog';
import { Clock, addDays, dayOf, localDate, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { GrantStore } from '../ledger/grant.store';
import { ApiError } from '../platform/api-error';
import { LedgerStore } from '../ledger/ledger.store';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { CarryOutPlans } from '../subscriptions/carry-out-plans';
import { SettleAccount } from '../subscriptions/settle-account';
import { SnapshotStore } from '../subscriptions/snapshot.store';
import { latestDay, ReadLeavingDays } from './leaving-days';
import { EFFECTIVE_ON, KEEPS_PAID_DAYS, TERMINATIONS, readTermination } from './termination.rows';

export interface TerminationWish {
  readonly reason: string;
  readonly initiator: 'customer' | 'seller';
  readonly breach?: boolean | undefined;
  readonly because?: 'changes' | 'deletion' | undefined;
  /** The day the notice names; left out, the earliest. */
  readonly effectiveOn?: string | undefined;
}

export interface TerminationView {
  readonly id: string;
  readonly state: 'pending' | 'done';
  readonly initiator: 'customer' | 'seller';
  readonly requestedAt: string;
  readonly effectiveOn: LocalDate;
}

/**
 * The end of a contract (rules 21, 23): by notice, effective so many days after it as the offer says or on a later day it names; for
 * a material breach at once; for whoever refuses changes or deletes the account, as the offer says of that. Then nothing runs, not even what was given as a bonus, and grants are annulled.
 *
 * Refuses: `already_terminated`; `notice_too_short` naming the first possible day; `ground_not_given` when the offer knows no such
 * ground or nothing has changed.
 */
@Injectable()
export class TerminateAccount {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly grants: GrantStore,
    private readonly ledger: LedgerStore,
    private readonly notices: NoticeStore,
    private readonly snapshots: SnapshotStore,
    private readonly plans: CarryOutPlans,
    private readonly settle: SettleAccount,
    private readonly leavingDays: ReadLeavingDays,
  ) {}

  async run(accountId: string, wish: TerminationWish, actor: string): Promise<TerminationView> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const today = dayOf(now, account.seller.timeZone);
      const byNotice = await this.dayOfNotice(tx, account, wish, today);
      const id = newId(now);
      const inserted: unknown[] = await tx.query(
        `insert into termination (account_id, id, initiator, breach, because, reason, requested_at, requested_by, effective_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (account_id) do nothing returning id`,
        [
          ...[accountId, id, wish.initiator, wish.breach ?? false, wish.because ?? null],
          ...[wish.reason, now, actor, byNotice],
        ],
      );
      if (inserted.length === 0)
        throw billingError('already_terminated', 'Уведомление о расторжении уже подано');
      const { effectiveOn } = (await readTermination(tx, accountId))!;
      if (effectiveOn <= today) await this.end(tx, accountId, effectiveOn, now);
      else await this.stopRenewals(tx, accountId, actor, now);
      const state = effectiveOn <= today ? 'done' : 'pending';
      return { id, state, initiator: wish.initiator, requestedAt: now.toISOString(), effectiveOn };
    });
  }

  /**
   * The day a notice brings by itself; what is paid for may keep the contract for longer.
   * @throws DomainError `notice_too_short`, `ground_not_given`; ApiError `validation_failed`, each with its field
   */
  private async dayOfNotice(
    tx: EntityManager,
    account: AccountRecord,
    { initiator, breach, because, effectiveOn }: TerminationWish,
    today: LocalDate,
  ): Promise<LocalDate> {
    if (breach) return today;
    const days = await this.leavingDays.read(tx, account, today, initiator);
    if (because) {
      if ((because === 'changes' ? days.forChanges : days.byDeletion) !== null) return today;
      throw billingError('ground_not_given', 'Расторгнуть договор можно обычным уведомлением', {}, [
        {
          path: 'because',
          message:
            because === 'changes'
              ? 'Изменений, с которыми можно не согласиться, не было, или оферта не говорит о них особо'
              : 'Оферта не говорит, что удаление аккаунта прекращает договор',
        },
      ]);
    }
    if (effectiveOn === undefined) return addDays(today, account.terms.terminationAfterDays);
    const named = localDate(effectiveOn);
    if (named < days.byNotice)
      throw catalogError(
        'notice_too_short',
        'Договор не может закончиться раньше',
        { earliest: days.byNotice },
        [{ path: 'effectiveOn', message: `Самая ранняя дата — ${days.byNotice}` }],
      );
    if (named > latestDay(today))
      throw new ApiError('validation_failed', 'День — не дальше года вперёд', {}, [
        { path: 'effectiveOn', message: `Самая поздняя дата — ${latestDay(today)}` },
      ]);
    return named;
  }

  /** A contract that lasts until what is paid for is over ends then: nothing of it is prolonged. */
  private async stopRenewals(tx: EntityManager, accountId: string, actor: string, now: Date): Promise<void> {
    const stopped: unknown[] = await tx.query(
      `with stopped as (
         update subscription s set auto_renew = false, renews_once = false from termination t, account a, offer_version o
          where t.account_id = $1 and a.id = t.account_id and o.seller_code = a.seller_code and o.version = a.offer_version
            and ${KEEPS_PAID_DAYS} and s.account_id = $1 and s.ended_no = 0
            and not (s.state = 'active' and s.period_cost = 0)
         returning s.id)
       select id from stopped`,
      [accountId],
    );
    if (stopped.length > 0) await this.settle.run(tx, accountId, actor, now);
  }

  /** The notice that was given, with the day the contract ends or has ended; null when there is none. */
  async find(accountId: string): Promise<TerminationView | null> {
    await this.accounts.read(this.db.manager, accountId);
    const notice = await readTermination(this.db.manager, accountId);
    if (!notice) return null;
    const { id, initiator, requestedAt, effectiveOn, isDone } = notice;
    const state = isDone ? 'done' : 'pending';
    return { id, state, initiator, requestedAt: requestedAt.toISOString(), effectiveOn };
  }

  /** Terminations whose day has come: a query, so a lost night costs nothing. */
  async carryOutDue(): Promise<void> {
    const now = await this.clock.now();
    const rows: { account_id: string; effective_on: LocalDate; time_zone: string }[] = await this.db.query(
      `select t.account_id, ${EFFECTIVE_ON} as effective_on, s.time_zone ${TERMINATIONS} where t.done_at is null order by 2`,
    );
    for (const { account_id: accountId, effective_on: on, time_zone: zone } of rows) {
      if (on <= dayOf(now, zone)) await withTransaction(this.db, (tx) => this.end(tx, accountId, on, now));
    }
  }

  /** The next day on which a contract ends, with its zone; null when none does. */
  async nextEnd(): Promise<{ on: LocalDate; timeZone: string } | null> {
    const [row] = await this.db.query(
      `select ${EFFECTIVE_ON} as on, s.time_zone ${TERMINATIONS} where t.done_at is null order by 1 limit 1`,
    );
    return row ? { on: row.on, timeZone: row.time_zone } : null;
  }

  private async end(tx: EntityManager, accountId: string, planned: LocalDate, now: Date): Promise<void> {
    const account = await this.accounts.lock(tx, accountId);
    const [done] = await tx.query('select 1 from termination where account_id = $1 and done_at is not null', [
      accountId,
    ]);
    if (done) return;
    const on = await this.renewUntil(tx, account, planned, now);
    if (on > dayOf(now, account.seller.timeZone)) return;
    await this.postUsage(tx, account, now);
    await tx.query(
      `update subscription s set state = 'ended', ended_because = 'terminated', ended_on = $2, auto_renew = false, ended_no = 1 + (
         select coalesce(max(o.ended_no), 0) from subscription o
          where o.account_id = s.account_id and o.product_code = s.product_code
            and o.project_id is not distinct from s.project_id)
        where s.account_id = $1 and s.ended_no = 0
          -- Whoever was passed a certificate whole is party to it in the giver's place (Astars 3.10): it lasts for its own term.
          and not exists (select from certificate h where h.account_id = s.account_id and h.subscription_id = s.id
                             and h.passed_at is not null)`,
      [accountId, on],
    );
    await this.annulGrants(tx, accountId, on, now);
    await tx.query(`update account set state = 'terminated', next_due = null where id = $1`, [accountId]);
    await tx.query('update termination set done_at = $2, effective_on = $3 where account_id = $1', [
      accountId,
      now,
      on,
    ]);
    await this.settle.run(tx, accountId, 'system:termination', now);
    await this.notices.post(
      tx,
      [{ accountId, key: 'terminated', kind: 'terminated', facts: { on, seller: account.seller.code } }],
      now,
    );
  }

  /**
   * Periods that fell due before the contract ended, when the nights before it come late: they were used, and a late run changes
   * nothing in the result (rule 13).
   * @returns the day the contract ends, which they may have moved where the offer keeps what is paid for
   */
  private async renewUntil(
    tx: EntityManager,
    account: AccountRecord,
    on: LocalDate,
    now: Date,
  ): Promise<LocalDate> {
    const { id, seller } = account;
    const today = dayOf(now, seller.timeZone);
    const before = await this.snapshots.readOne(tx, id);
    const plan = planRenewals(before.snapshot, { businessDate: addDays(on, -1), today, now });
    await this.plans.run(tx, [{ before, plan }], { now, actor: 'system:renewals', runId: null, today });
    const { effectiveOn } = (await readTermination(tx, id))!;
    return effectiveOn > on && effectiveOn <= today
      ? this.renewUntil(tx, account, effectiveOn, now)
      : effectiveOn;
  }

  /** What metered units have come to, before grants are annulled: as far as the balance reaches. */
  private async postUsage(tx: EntityManager, { id, seller }: AccountRecord, now: Date): Promise<void> {
    const before = await this.snapshots.readOne(tx, id);
    const today = dayOf(now, seller.timeZone);
    const plan = planClosing(before.snapshot, today, now);
    const act = { now, actor: 'system:termination', runId: null, today };
    await this.plans.run(tx, [{ before, plan }], act);
  }

  /** Bonus never turns into money and does not outlive the contract (clauses 2.2.6, 6.8). */
  private async annulGrants(tx: EntityManager, accountId: string, on: LocalDate, now: Date): Promise<void> {
    for (const grant of await this.grants.withRest(tx, accountId, now)) {
      const act = {
        happenedAt: now,
        businessDate: on,
        actor: 'system:termination',
        reason: 'Договор расторгнут',
      };
      const nth = await this.ledger.countAbout(tx, accountId, 'bonus_revoke', grant.id);
      await this.ledger.post(tx, accountId, bonusRevoked(grant, nth, act), now);
      await this.grants.markRevoked(tx, accountId, grant.id, now);
    }
  }
}
