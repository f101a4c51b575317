import { Injectable } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { KeptCardStore } from './kept-card.store';

/** The customer takes the agreement to regular payments back. What has been charged stays; ending twice is ending once. */
@Injectable()
export class EndAutopayment {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly cards: KeptCardStore,
  ) {}

  async run(accountId: string, by: string): Promise<void> {
    const now = await this.clock.now();
    await withTransaction(this.db, async (tx) => {
      await this.accounts.lock(tx, accountId);
      await this.cards.remove(tx, accountId, { by, because: 'asked' }, now);
    });
  }
}
