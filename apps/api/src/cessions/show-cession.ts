import { Injectable } from '@nestjs/common';
import type { AccountCessionDto } from '@rocket/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import type { CallerOf } from '../platform/door';
import { CessionStore } from './cession.store';

/** How an account stands between two owners, as somebody sees it. */
@Injectable()
export class ShowCession {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: AccountStore,
    private readonly cessions: CessionStore,
  ) {}

  async run(
    accountId: string,
    caller: CallerOf,
    tx: EntityManager = this.db.manager,
  ): Promise<AccountCessionDto> {
    const account = await this.accounts.read(tx, accountId);
    const open = await this.cessions.open(tx, accountId);
    return {
      isOffered: account.terms.transfer === 'ownership_cession',
      version: account.offerVersion,
      open: open && {
        id: open.id,
        to: { id: open.toUser, name: open.toName },
        offeredBy: open.offeredBy,
        offeredAt: open.offeredAt.toISOString(),
        isMine: caller.kind === 'user' && caller.id === open.toUser,
      },
      done: await this.cessions.done(tx, accountId),
    };
  }
}
