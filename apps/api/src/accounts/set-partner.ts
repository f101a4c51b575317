import { Injectable } from '@nestjs/common';
import { assertPartner } from '@rocket/catalog';
import type { AccountDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { withTransaction } from '../platform/database';
import { accountView } from './account-view';
import { AccountStore } from './account.store';

/**
 * Says which partner brought a customer: what it sees of the catalogue and may buy from now on; what was bought stays (Astars,
 * article 1 and appendix 1). Refuses `partner_unknown`: one that the accepted offer does not name.
 */
@Injectable()
export class SetPartner {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: AccountStore,
  ) {}

  run(accountId: string, partner: string | null): Promise<AccountDto> {
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      if (partner !== null) assertPartner(account.terms.partners ?? [], partner);
      await this.accounts.setPartner(tx, accountId, partner);
      return accountView({ ...account, partner });
    });
  }
}
