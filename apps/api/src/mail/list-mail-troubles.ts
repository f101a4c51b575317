import { Injectable } from '@nestjs/common';
import type { MailTroublesDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ReaderStore } from '../notices/reader.store';
import { MailStore } from './mail.store';

/**
 * Addresses an account is written to that letters do not reach. What the last letter met decides: one that arrives ends the
 * trouble, and so does another address in the requisites.
 */
@Injectable()
export class ListMailTroubles {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: AccountStore,
    private readonly readers: ReaderStore,
    private readonly mails: MailStore,
  ) {}

  /** @throws ApiError `not_found` */
  async run(accountId: string): Promise<MailTroublesDto> {
    const tx = this.db.manager;
    await this.accounts.read(tx, accountId);
    const addresses = (await this.readers.ofAccount(tx, accountId)).map(({ address }) => address);
    const items = await this.mails.unreached(tx, accountId, addresses);
    return { items: items.map((each) => ({ ...each, at: each.at.toISOString() })) };
  }
}
