import { Injectable, Logger } from '@nestjs/common';
import { idleDays, idleEraseDay, idleStep, type IdleStep } from '@rocket/billing';
import { Clock, DomainError, dayOf, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { HoldAccount } from '../accounts/hold-account';
import { NoticeStore, type NewNotice } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { EraseAccount } from './erase-account';
import { IdleAccountStore, type IdleAccount } from './idle-account.store';

const ACTOR = 'system:idle';

/**
 * Takes every account nobody uses to the stage its dates say, where the accepted offer knows of idleness (QSockets 3.6.1): warned,
 * blocked, warned of erasure, erased. Activity before the block stops it; the block is a hold that support lifts at the customer's
 * request. No money is taken, and what is paid for or lies on the balance is not taken away.
 */
@Injectable()
export class StepIdleAccounts {
  private readonly log = new Logger(StepIdleAccounts.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly idle: IdleAccountStore,
    private readonly hold: HoldAccount,
    private readonly notices: NoticeStore,
    private readonly eraseAccount: EraseAccount,
    private readonly waker: Waker,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    for (const { id } of await this.idle.due(this.db.manager, now)) {
      // An outage may have skipped stages: each is taken, so that each is told.
      for (let stages = 0; stages < 4 && (await this.step(id, now)); stages += 1);
    }
  }

  /** The first day from `from` on with a step to take in a zone, as far as is known today; null when none is in sight. */
  async nextStep(timeZone: string, from: LocalDate): Promise<LocalDate | null> {
    let next: LocalDate | null = null;
    for (const account of await this.idle.inZone(this.db.manager, timeZone)) {
      const days = this.unlessUnknown(account, () => idleDays(account, account.rule)) ?? [];
      const owed = this.owed(account, from) !== null ? [from] : days.filter((day) => day >= from);
      for (const day of owed) if (next === null || day < next) next = day;
    }
    return next;
  }

  /** True when a stage was taken and another may follow. */
  private async step(id: string, now: Date): Promise<boolean> {
    const isTaken = await withTransaction(this.db, async (tx) => {
      await this.accounts.lock(tx, id);
      const account = await this.idle.read(tx, id);
      const step = account && this.owed(account, dayOf(now, account.timeZone));
      if (!account || !step) return false;
      await this.take(tx, account, step, now);
      return step.kind !== 'erase';
    });
    if (isTaken) this.waker.wake('notices');
    return isTaken;
  }

  private owed(account: IdleAccount, today: LocalDate): IdleStep | null {
    return this.unlessUnknown(account, () => idleStep(account, account.rule, today));
  }

  private async take(tx: EntityManager, account: IdleAccount, step: IdleStep, now: Date): Promise<void> {
    const { id, activeOn } = account;
    const tell = (notice: Pick<NewNotice, 'kind' | 'facts'> & { readonly stage: string }): Promise<void> =>
      this.notices.post(
        tx,
        [
          {
            accountId: id,
            key: `${notice.stage}:${activeOn}`,
            kind: notice.kind,
            facts: { activeOn, ...notice.facts },
          },
        ],
        now,
      );
    switch (step.kind) {
      case 'warn_block':
        return tell({ stage: 'idle_warning', kind: 'idle_warning', facts: { on: step.on } });
      case 'block': {
        const reason = `Нет активности с ${activeOn.split('-').reverse().join('.')}`;
        await this.hold.within(tx, id, { ground: 'idle', reason }, ACTOR, now);
        const eraseOn = this.unlessUnknown(account, () => idleEraseDay(account, step.on, account.rule));
        const facts = { on: step.on, eraseOn, hasMoney: account.hasMoney };
        return tell({ stage: 'idle_blocked', kind: 'idle_blocked', facts });
      }
      case 'warn_erasure':
        return tell({
          stage: 'idle_erasure',
          kind: 'erasure_warning',
          facts: { on: step.on, idle: true, link: '/notices' },
        });
      case 'erase':
        await this.eraseAccount.run(tx, id, now);
        return this.eraseAccount.registration(tx, id, now);
    }
  }

  private unlessUnknown<T>(account: IdleAccount, decide: () => T): T | null {
    try {
      return decide();
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'calendar_unknown')) throw error;
      this.log.warn({ msg: error.message, account: account.id });
      return null;
    }
  }
}
