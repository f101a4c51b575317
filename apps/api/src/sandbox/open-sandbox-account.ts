import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AccountDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { accountView } from '../accounts/account-view';
import { AccountStore } from '../accounts/account.store';
import { OpenAccount } from '../installs/open-account';
import { withTransaction } from '../platform/database';
import { AdmitAmocrmUser } from '../platform/identity/admit-amocrm-user';
import { IssueOwnerToken } from '../platform/identity/issue-token';
import { Waker } from '../platform/wakings/waker';

export interface SandboxAccountWish {
  readonly name: string;
  readonly subdomain: string;
  readonly amocrmAccountId?: number | undefined;
  readonly seller?: string | undefined;
  readonly partner?: string | undefined;
}

/** An account as if just installed from amoCRM, with a token of its owner. */
@Injectable()
export class OpenSandboxAccount {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly openAccount: OpenAccount,
    private readonly admit: AdmitAmocrmUser,
    private readonly ownerToken: IssueOwnerToken,
    private readonly waker: Waker,
  ) {}

  async run(wish: SandboxAccountWish): Promise<{ account: AccountDto; ownerToken: string }> {
    const now = await this.clock.now();
    const account = await withTransaction(this.db, async (tx) => {
      const amocrmAccountId = wish.amocrmAccountId ?? randomInt(10_000_000, 2_000_000_000);
      const known = await this.accounts.bySeller(tx, amocrmAccountId, wish.seller ?? null);
      if (known) {
        await this.accounts.rename(tx, known.id, wish.subdomain, wish.name);
        return this.accounts.read(tx, known.id);
      }
      const opened = await this.openAccount.run(tx, { ...wish, amocrmAccountId }, now);
      const owner = {
        amocrmUserId: randomInt(1_000_000, 900_000_000),
        isAdmin: true,
        name: 'Владелец',
        level: 'owner',
      } as const;
      await this.admit.run(tx, { accountId: opened.id, ...owner });
      return opened;
    });
    this.waker.wake('notices');
    const { token } = await this.ownerToken.run(account.id);
    return { account: accountView(account), ownerToken: token };
  }
}
