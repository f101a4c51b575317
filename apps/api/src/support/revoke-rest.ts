import { Injectable } from '@nestjs/common';
import { bonusRevoked, type Act } from '@rocket/billing';
import type { EntityManager } from 'typeorm';
import { GrantStore, type GrantRecord } from '../ledger/grant.store';
import { LedgerStore } from '../ledger/ledger.store';
import { PostEntry } from '../subscriptions/post-entry';

/** Takes back what is left of a grant, in the transaction of a caller that holds the account's lock. */
@Injectable()
export class RevokeRest {
  constructor(
    private readonly ledger: LedgerStore,
    private readonly postEntry: PostEntry,
    private readonly grants: GrantStore,
  ) {}

  async run(tx: EntityManager, grant: GrantRecord, act: Act): Promise<void> {
    const { accountId, id } = grant;
    const nth = await this.ledger.countAbout(tx, accountId, 'bonus_revoke', id);
    await this.postEntry.run(tx, accountId, bonusRevoked(grant, nth, act), act.happenedAt);
    await this.grants.markRevoked(tx, accountId, id, act.happenedAt);
  }
}
