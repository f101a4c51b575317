import { Injectable } from '@nestjs/common';
import type { AccountDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { ActivityStore } from '../platform/activity/activity.store';
import { withTransaction } from '../platform/database';
import { NoticeStore } from '../notices/notice.store';
import { newId } from '../platform/ids';
import { SettleAccount } from '../subscriptions/settle-account';
import { accountView } from './account-view';
import { AccountStore, IDLE_GROUND } from './account.store';

/**
 * Suspension by staff (rule 17) and its lifting. Paid periods run on and are not given back; nothing is renewed meanwhile;
 * neither money nor the daily run lifts it.
 */
@Injectable()
export class HoldAccount {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly settle: SettleAccount,
    private readonly activity: ActivityStore,
    private readonly notices: NoticeStore,
  ) {}

  /** `hold` null lifts the suspension: what fits resumes at once. */
  async run(
    accountId: string,
    hold: { ground: string; reason: string } | null,
    actor: string,
  ): Promise<AccountDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, (tx) => this.within(tx, accountId, hold, actor, now));
  }

  /** The same in somebody's transaction. */
  async within(
    tx: EntityManager,
    accountId: string,
    hold: { ground: string; reason: string } | null,
    actor: string,
    now: Date,
  ): Promise<AccountDto> {
    const account = await this.accounts.lock(tx, accountId);
    await this.accounts.hold(tx, accountId, hold && { ...hold, by: actor });
    // Whoever asks to be unblocked is there: the months without use begin anew (QSockets 3.6.1).
    if (account.heldGround === IDLE_GROUND) await this.activity.note(tx, [accountId], 'restored', now);
    await this.tell(tx, accountId, { from: account.heldGround, to: hold?.ground ?? null }, now);
    await this.settle.run(tx, accountId, actor, now);
    return accountView(await this.accounts.read(tx, accountId));
  }

  /** Of long disuse the customer is told by its own notice, which says when data will be erased. */
  private async tell(
    tx: EntityManager,
    accountId: string,
    { from, to }: { from: string | null; to: string | null },
    now: Date,
  ): Promise<void> {
    if (from === to || to === IDLE_GROUND) return;
    const kind = to === null ? 'hold_lifted' : 'account_held';
    const facts = to === null ? {} : { ground: to };
    await this.notices.post(tx, [{ accountId, key: `${kind}:${newId(now)}`, kind, facts }], now);
  }
}
