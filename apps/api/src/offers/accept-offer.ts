import { Injectable } from '@nestjs/common';
import { catalogError } from '@rocket/catalog';
import type { OfferAcceptanceDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { OfferVersionStore } from './offer-version.store';
import { TakeUpOfferVersions } from './take-up-offer-versions';

/**
 * The owner of an account accepts an announced version of the offer himself, before its day. It holds from its day; when that
 * has come, at once. Accepting again changes nothing: the first act counts.
 *
 * Refuses: `version_not_offered`.
 */
@Injectable()
export class AcceptOffer {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly versions: OfferVersionStore,
    private readonly takeUp: TakeUpOfferVersions,
  ) {}

  async run(accountId: string, version: string, actor: string): Promise<OfferAcceptanceDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const ahead = await this.versions.ahead(tx, accountId);
      if (ahead.some((each) => each.version === version)) {
        const acceptance = { accountId, sellerCode: account.seller.code, version };
        await this.versions.accept(tx, { ...acceptance, by: actor, act: 'explicit' }, now);
        await this.takeUp.takeOver(tx, accountId, now);
      }
      const accepted = await this.versions.acceptances(tx, accountId);
      const mine = accepted.find((each) => each.version === version);
      if (mine) return mine;
      throw catalogError('version_not_offered', `Версия «${version}» этому аккаунту не предлагается`, {}, [
        { path: 'version', message: 'Такой версии нет или её уже заменила другая' },
      ]);
    });
  }

  async list(accountId: string): Promise<OfferAcceptanceDto[]> {
    await this.accounts.read(this.db.manager, accountId);
    return this.versions.acceptances(this.db.manager, accountId);
  }
}
