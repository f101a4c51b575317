import { Injectable } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ApiError } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { callerKey, type CallerOf } from '../platform/door';
import { CessionStore } from './cession.store';

/** The owner takes the offer of the account back, or the one it is ceded to declines it. With nothing offered, nothing happens. */
@Injectable()
export class EndCession {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly cessions: CessionStore,
  ) {}

  async run(accountId: string, caller: CallerOf): Promise<void> {
    const now = await this.clock.now();
    await withTransaction(this.db, async (tx) => {
      await this.accounts.lock(tx, accountId);
      const open = await this.cessions.open(tx, accountId);
      if (!open || caller.kind !== 'user') return;
      const isReceiver = caller.id === open.toUser;
      if (!isReceiver && caller.level !== 'owner')
        throw new ApiError('forbidden', 'Отозвать уступку может владелец, отказаться — тот, кому уступают');
      const state = isReceiver ? 'declined' : 'withdrawn';
      await this.cessions.end(tx, accountId, { id: open.id, state, by: callerKey(caller) }, now);
    });
  }
}
