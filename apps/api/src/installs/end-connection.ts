import { Injectable } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { WallClock } from '../platform/clock';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { InstallationStore } from './installation.store';
import { PermissionStore } from './permission.store';

/**
 * No permission of an account works any more. When amoCRM revoked a pair we are sure was the last one, the integration was
 * removed: tokens are forgotten and auto-renew is switched off, so nothing is charged after the paid periods. When a pair may
 * have been lost on the way, the customer removed nothing: all goes on, and somebody is asked to connect again. Data, money
 * and trials stay as they are. Said again, nothing changes.
 */
@Injectable()
export class EndConnection {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly wallClock: WallClock,
    private readonly accounts: AccountStore,
    private readonly notices: NoticeStore,
    private readonly installations: InstallationStore,
    private readonly permissions: PermissionStore,
    private readonly waker: Waker,
  ) {}

  /** Decides by what is known of the permissions. `isSure`: a signed hook said so, and amoCRM cannot be asked. */
  async run(accountId: string, isSure = false): Promise<void> {
    const [now, realNow] = [await this.clock.now(), await this.wallClock.now()];
    await withTransaction(this.db, async (tx) => {
      await this.accounts.lock(tx, accountId);
      const installation = await this.installations.read(tx, accountId);
      if (!installation || installation.state === 'removed') return;
      const states = await this.permissions.states(tx, accountId);
      if (!isSure && states.includes('active')) return;
      if (!isSure && states.includes('lost')) {
        if (installation.state === 'needs_reauth') return;
        await this.installations.setState(tx, accountId, 'needs_reauth', realNow);
        await this.tell(tx, accountId, 'connection_lost', {}, now);
      } else await this.remove(tx, accountId, now, realNow);
    });
    this.waker.wake('notices');
  }

  private async remove(tx: EntityManager, accountId: string, now: Date, realNow: Date): Promise<void> {
    await this.installations.setState(tx, accountId, 'removed', realNow);
    await this.permissions.forget(tx, accountId);
    const [rows] = await tx.query(
      `update subscription set auto_renew = false where account_id = $1 and ended_no = 0 and auto_renew
       returning product_code`,
      [accountId],
    );
    const productCodes = rows.map((row: { product_code: string }) => row.product_code);
    await this.tell(tx, accountId, 'connection_removed', { productCodes }, now);
  }

  private async tell(
    tx: EntityManager,
    accountId: string,
    kind: 'connection_lost' | 'connection_removed',
    facts: Readonly<Record<string, unknown>>,
    now: Date,
  ): Promise<void> {
    await this.notices.post(tx, [{ accountId, key: `${kind}:${newId(now)}`, kind, facts }], now);
  }
}
