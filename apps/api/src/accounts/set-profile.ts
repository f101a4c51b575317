import { Injectable } from '@nestjs/common';
import { requisitesOf, type RequisitesDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { withTransaction } from '../platform/database';
import { parseOr422 } from '../platform/door';
import { PRINTED_REQUISITES, printedFields } from '../platform/printed-fields';
import { Waker } from '../platform/wakings/waker';
import { AccountStore } from './account.store';
import { ProfileStore } from './profile.store';

/**
 * Sets the customer's requisites. Documents that waited for them are drawn up at once.
 *
 * Refuses `validation_failed`, naming the fields, what the law of the seller's country does not know and what no paper can print.
 */
@Injectable()
export class SetProfile {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
    private readonly waker: Waker,
  ) {}

  async run(accountId: string, wish: unknown, by: string): Promise<RequisitesDto> {
    const now = await this.clock.now();
    const requisites = await withTransaction(this.db, async (tx) => {
      const { seller } = await this.accounts.read(tx, accountId);
      const checked = parseOr422(printedFields(requisitesOf(seller.country), PRINTED_REQUISITES), wish);
      await this.profiles.save(tx, accountId, checked, by, now);
      return checked;
    });
    this.waker.wake('documents');
    return requisites;
  }
}
