import { Injectable } from '@nestjs/common';
import type { JournalEntry } from '@rocket/billing';
import type { EntityManager } from 'typeorm';
import { LedgerStore, type PostedEntry } from '../ledger/ledger.store';
import { WatchBalance } from './watch-balance';

/** Posts one entry to a locked account and looks whether the balance crossed a threshold by it. */
@Injectable()
export class PostEntry {
  constructor(
    private readonly ledger: LedgerStore,
    private readonly watch: WatchBalance,
  ) {}

  /** Null when this very entry was already there. @throws DomainError `entry_conflict` */
  async run(
    tx: EntityManager,
    accountId: string,
    entry: JournalEntry,
    now: Date,
  ): Promise<PostedEntry | null> {
    const posted = await this.ledger.post(tx, accountId, entry, now);
    if (posted) await this.watch.run(tx, accountId, posted.seq, now);
    return posted;
  }
}
