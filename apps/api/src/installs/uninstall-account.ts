import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { WallClock } from '../platform/clock';
import { withTransaction } from '../platform/database';
import { InstallationStore } from './installation.store';

/**
 * amoCRM says that access was revoked: the tokens are forgotten and auto-renew is switched off, so nothing is charged after
 * the paid periods. Data and trials stay as they are. A repeated hook changes nothing.
 */
@Injectable()
export class UninstallAccount {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly accounts: AccountStore,
    private readonly installations: InstallationStore,
  ) {}

  async run(amocrmAccountId: number): Promise<void> {
    const now = await this.clock.now();
    await withTransaction(this.db, async (tx) => {
      const known = await this.accounts.byAmocrmId(tx, amocrmAccountId);
      if (!known) return;
      await this.accounts.lock(tx, known.id);
      await this.installations.markRemoved(tx, known.id, now);
      await tx.query('update subscription set auto_renew = false where account_id = $1 and ended_no = 0', [
        known.id,
      ]);
    });
  }
}
