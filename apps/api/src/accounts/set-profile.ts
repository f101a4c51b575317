import { Injectable } from '@nestjs/common';
import type { RequisitesDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { AccountStore } from './account.store';
import { ProfileStore } from './profile.store';

/** Sets the customer's requisites. Documents that waited for them are drawn up at once. */
@Injectable()
export class SetProfile {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
    private readonly waker: Waker,
  ) {}

  async run(accountId: string, requisites: RequisitesDto, by: string): Promise<RequisitesDto> {
    const now = await this.clock.now();
    await withTransaction(this.db, async (tx) => {
      await this.accounts.read(tx, accountId);
      await this.profiles.save(tx, accountId, requisites, by, now);
    });
    this.waker.wake('documents');
    return requisites;
  }
}
