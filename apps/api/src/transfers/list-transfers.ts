import { Injectable } from '@nestjs/common';
import type { Page, TransferDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import type { PageRequest } from '../platform/cursor';
import { forEverybody } from '../platform/walls/whose-rows';
import { TransferStore } from './transfer.store';

/** What an account has offered to others and was offered. */
@Injectable()
export class ListTransfers {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly transfers: TransferStore,
  ) {}

  async run(accountId: string, request: PageRequest): Promise<Page<TransferDto>> {
    const now = await this.clock.now();
    await this.accounts.read(this.db.manager, accountId);
    // The names of both sides stand in it.
    return forEverybody(() => this.transfers.list(this.db.manager, accountId, request, now));
  }
}
