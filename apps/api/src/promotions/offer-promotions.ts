import { Injectable } from '@nestjs/common';
import { promotionFor, trialPaidTo, type PromisedTerm } from '@rocket/catalog';
import type { PromisedTermDto } from '@rocket/contracts';
import { Clock, dayOf } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { isContractOver } from '../accounts/contract-end';
import { ProductStore } from '../storefront/product.store';
import { FindTrial } from '../subscriptions/find-trial';
import { SubscriptionStore } from '../subscriptions/subscription.store';
import { isSoldByPeriods } from './draft-promotion';
import { PromotionStore } from './promotion.store';

/**
 * What promotions would give an account for connecting today, by product: decided as connecting decides it, so that a card
 * promises neither more nor less than the click gives. Nothing for what is connected, and nothing when nothing may be.
 */
@Injectable()
export class OfferPromotions {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly products: ProductStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly trials: FindTrial,
    private readonly promotions: PromotionStore,
  ) {}

  async list(accountId: string): Promise<{ items: (PromisedTermDto & { productCode: string })[] }> {
    const now = await this.clock.now();
    const account = await this.accounts.read(this.db.manager, accountId);
    const promised = await this.run(this.db.manager, account, now);
    return { items: [...promised].map(([productCode, term]) => ({ productCode, ...promisedView(term) })) };
  }

  async run(tx: EntityManager, account: AccountRecord, now: Date): Promise<Map<string, PromisedTerm>> {
    const { timeZone, code: sellerCode } = account.seller;
    const promised = new Map<string, PromisedTerm>();
    if (isContractOver(account) || account.heldGround !== null) return promised;
    const on = dayOf(now, timeZone);
    for (const [productCode, promotions] of await this.promotions.live(tx, { sellerCode }, on)) {
      if (await this.subscriptions.findLive(tx, account.id, productCode)) continue;
      const product = await this.products.read(tx, productCode);
      if (!isSoldByPeriods(product)) continue;
      const trial = await this.trials.run(tx, account.id, product, null, undefined, now);
      const past = await this.promotions.past(tx, { id: account.id, timeZone }, productCode, on);
      const freeFrom = trial ? trialPaidTo(trial, timeZone) : on;
      const term = promotionFor(promotions, { on, freeFrom }, past);
      if (term) promised.set(productCode, term);
    }
    return promised;
  }
}

export const promisedView = ({ promotion, from, untilOn }: PromisedTerm): PromisedTermDto => ({
  name: promotion.name,
  quantity: promotion.mostUnits,
  from,
  until: untilOn,
});
