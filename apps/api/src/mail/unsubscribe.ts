import { Injectable } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { ReaderStore } from '../notices/reader.store';
import { ApiError } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import type { Unsubscription } from './unsubscribe-link';

/**
 * Ends optional letters to an address (rule 27). Twice is once.
 *
 * Refuses: `notice_not_optional` when the account's offer no longer lets these be declined.
 */
@Injectable()
export class Unsubscribe {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly readers: ReaderStore,
  ) {}

  async run({ accountId, address, category }: Unsubscription): Promise<void> {
    const now = await this.clock.now();
    await withTransaction(this.db, async (tx) => {
      if (!(await this.readers.optional(tx, accountId)).includes(category))
        throw new ApiError('notice_not_optional', 'Оферта не позволяет отказаться от этих писем');
      await this.readers.declineByAddress(tx, accountId, address, category, now);
    });
  }
}
