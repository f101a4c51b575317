import { Injectable } from '@nestjs/common';
import type { AccountUserDto, Page } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { pageOfWhole, type PageRequest } from '../platform/cursor';
import { PeopleStore } from './people.store';

/** People of an account: those who can come in first, owners before others, then by name. */
@Injectable()
export class ListPeople {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: AccountStore,
    private readonly people: PeopleStore,
  ) {}

  async run(accountId: string, request: PageRequest): Promise<Page<AccountUserDto>> {
    await this.accounts.read(this.db.manager, accountId);
    return pageOfWhole(await this.people.list(this.db, accountId), request, ({ id }) => id);
  }
}
