import { Injectable } from '@nestjs/common';
import { assertPublishable, versionInForce } from '@rocket/catalog';
import type { OfferTermsDto, OfferVersionDto } from '@rocket/contracts';
import { Clock, dayOf, type LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { withTransaction } from '../platform/database';
import { parseOr422 } from '../platform/door';
import { printedTerms } from '../platform/printed-fields';
import { SellerStore } from '../sellers/seller.store';
import { OfferVersionStore, type PublishedVersion } from './offer-version.store';
import { TakeUpOfferVersions } from './take-up-offer-versions';

/**
 * Publishes a new version of a seller's offer (clauses 6.9, 11.1): the whole terms, effective no nearer than the notice the
 * current ones demand. Every account is told; who goes on using the products goes over on the day.
 *
 * Refuses: `seller_not_found`, `code_taken`, `notice_too_short`, `currency_mismatch`, a title no paper can print, each with its field.
 */
@Injectable()
export class PublishOfferVersion {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sellers: SellerStore,
    private readonly versions: OfferVersionStore,
    private readonly takeUp: TakeUpOfferVersions,
  ) {}

  async run(sellerCode: string, terms: OfferTermsDto, actor: string): Promise<OfferVersionDto> {
    const now = await this.clock.now();
    parseOr422(printedTerms, terms);
    const view = await withTransaction(this.db, async (tx) => {
      // Two versions published at once would not see each other.
      await tx.query('select 1 from seller where code = $1 for update', [sellerCode]);
      const seller = await this.sellers.read(tx, sellerCode);
      const today = dayOf(now, seller.timeZone);
      const next = terms as PublishedVersion['terms'];
      assertPublishable(seller, await this.versions.ofSeller(tx, sellerCode), next, today);
      await this.versions.insert(tx, sellerCode, next, actor, now);
      return (await this.views(sellerCode, today, tx)).find(({ version }) => version === terms.version)!;
    });
    await this.takeUp.run();
    return view;
  }

  async list(sellerCode: string): Promise<OfferVersionDto[]> {
    const now = await this.clock.now();
    const { timeZone } = await this.sellers.read(this.db.manager, sellerCode);
    return this.views(sellerCode, dayOf(now, timeZone));
  }

  private async views(
    sellerCode: string,
    today: LocalDate,
    tx = this.db.manager,
  ): Promise<OfferVersionDto[]> {
    const versions = await this.versions.ofSeller(tx, sellerCode);
    const inForce = versionInForce(versions, today);
    return versions.map((each) => ({
      version: each.version,
      title: each.terms.title,
      effectiveFrom: each.effectiveFrom,
      state: each.effectiveFrom > today ? 'announced' : each === inForce ? 'in_force' : 'past',
      publishedAt: each.publishedAt.toISOString(),
      terms: each.terms as OfferTermsDto,
    }));
  }
}
