import { Injectable } from '@nestjs/common';
import { assertPartner, catalogError } from '@rocket/catalog';
import type { EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { newId } from '../platform/ids';
import { SellerStore } from '../sellers/seller.store';

export interface NewAccount {
  readonly amocrmAccountId: number;
  readonly subdomain: string;
  readonly name: string;
  /** Left out: the seller whose widget is installed, the first one. */
  readonly seller?: string | undefined;
  /** Who brought the customer; left out: nobody did. */
  readonly partner?: string | undefined;
}

/** Opens an account with a seller under the version of its offer in force now, and says welcome. */
@Injectable()
export class OpenAccount {
  constructor(
    private readonly accounts: AccountStore,
    private readonly sellers: SellerStore,
    private readonly notices: NoticeStore,
  ) {}

  /** @throws DomainError `seller_not_found`, `partner_unknown` */
  async run(tx: EntityManager, wish: NewAccount, now: Date): Promise<AccountRecord> {
    const seller =
      wish.seller === undefined ? await this.sellers.first(tx) : await this.sellers.read(tx, wish.seller);
    if (!seller) throw catalogError('seller_not_found', 'Ни одного продавца ещё нет');
    if (wish.partner !== undefined) assertPartner(seller.terms.partners ?? [], wish.partner);
    const id = newId(now);
    await this.accounts.insert(tx, {
      id,
      sellerCode: seller.code,
      amocrmAccountId: wish.amocrmAccountId,
      subdomain: wish.subdomain,
      name: wish.name,
      offerVersion: seller.terms.version,
      installedAt: now,
    });
    if (wish.partner !== undefined) await this.accounts.setPartner(tx, id, wish.partner);
    await tx.query(
      `insert into offer_acceptance (account_id, seller_code, version, accepted_at, accepted_by, act)
       values ($1, $2, $3, $4, $5, 'installation')`,
      [id, seller.code, seller.terms.version, now, `amocrm:${wish.amocrmAccountId}`],
    );
    const facts = { sellerName: seller.name, trialDays: seller.terms.trialDays };
    await this.notices.post(tx, [{ accountId: id, key: 'welcome', kind: 'welcome', facts }], now);
    // A newcomer hears of what comes after the version it accepts.
    const announced = (await this.sellers.announced(tx, seller.code)).map((version) => ({
      accountId: id,
      key: `offer_version:${version.version}`,
      kind: 'offer_version' as const,
      facts: version,
    }));
    await this.notices.post(tx, announced, now);
    return this.accounts.read(tx, id);
  }
}
