import { Injectable } from '@nestjs/common';
import { promotionFor, type PromisedTerm } from '@rocket/catalog';
import { ALL_UNITS } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { AccessStore } from '../access/access.store';
import type { AccountRecord } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { newId } from '../platform/ids';
import type { ProductRecord } from '../storefront/product.store';
import { PromotionStore } from './promotion.store';

/**
 * Gives an account that is about to connect a product what a promotion promises for it: a grant of access that waits until the
 * trial is over and is taken by the planner (rule 8). The database knows that it is given once.
 */
@Injectable()
export class TakePromotion {
  constructor(
    private readonly promotions: PromotionStore,
    private readonly access: AccessStore,
    private readonly notices: NoticeStore,
  ) {}

  /** Inside the transaction that connects, under the account's lock and before the new connection is written. */
  async within(
    tx: EntityManager,
    account: AccountRecord,
    product: ProductRecord,
    days: { readonly on: LocalDate; readonly freeFrom: LocalDate },
    now: Date,
  ): Promise<PromisedTerm | null> {
    const live = (await this.promotions.live(tx, [product.code], days.on)).get(product.code);
    if (!live) return null;
    const whose = { id: account.id, timeZone: account.seller.timeZone };
    const past = await this.promotions.past(tx, whose, product.code, days.on);
    const term = promotionFor(live, days, past);
    if (!term) return null;
    const { promotion, from, untilOn } = term;
    const id = newId(now);
    const quantity = promotion.mostUnits ?? ALL_UNITS;
    const grant = {
      id,
      accountId: account.id,
      productCode: product.code,
      quantity,
      days: 'days' in promotion.gives ? promotion.gives.days : null,
      untilOn: 'days' in promotion.gives ? null : promotion.gives.untilOn,
      reason: `Акция «${promotion.name}»`,
      grantedBy: 'system:promotion',
      promotionId: promotion.id,
    };
    if (!(await this.access.insert(tx, grant, now))) return null;
    const facts = {
      productCode: product.code,
      productName: product.name,
      ...(promotion.mostUnits === null ? {} : { quantity: promotion.mostUnits }),
      from,
      untilOn,
      promotion: promotion.name,
    };
    const notice = {
      accountId: account.id,
      key: `access_granted:${id}`,
      kind: 'access_granted',
      facts,
    } as const;
    await this.notices.post(tx, [notice], now);
    return term;
  }
}
