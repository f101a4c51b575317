import { Injectable } from '@nestjs/common';
import type { AccountDto, AccountRowDto, EntriesPageDto, Page, RequisitesDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountCards } from '../platform/identity/account-cards';
import type { PageRequest } from '../platform/cursor';
import { accountView } from './account-view';
import { AccountStore } from './account.store';
import { EntryStore, type EntriesRequest } from './entry.store';
import { ProfileStore } from './profile.store';

/** Reads of one account or of many; nothing here changes anything. */
@Injectable()
export class FindAccount extends AccountCards {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly entriesOf: EntryStore,
    private readonly profiles: ProfileStore,
  ) {
    super();
  }

  async run(accountId: string): Promise<AccountDto> {
    return accountView(await this.accounts.read(this.db.manager, accountId));
  }

  async card(accountId: string): Promise<AccountDto | null> {
    const [account] = await this.accounts.readMany(this.db.manager, [accountId]);
    return account ? accountView(account) : null;
  }

  async search(request: PageRequest & { q?: string | undefined }): Promise<Page<AccountRowDto>> {
    return this.accounts.search(this.db.manager, await this.clock.now(), request);
  }

  async profile(accountId: string): Promise<RequisitesDto | null> {
    await this.accounts.read(this.db.manager, accountId);
    return this.profiles.find(this.db.manager, accountId);
  }

  entries(accountId: string, request: EntriesRequest): Promise<EntriesPageDto> {
    const currency = this.accounts.currencyOf(this.db.manager, accountId);
    return this.entriesOf.list(this.db.manager, accountId, currency, request);
  }
}
