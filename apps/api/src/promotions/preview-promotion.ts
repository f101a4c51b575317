import { Injectable } from '@nestjs/common';
import { lastFreeDay, promotionFor, startTrial, trialPaidTo, type Promotion } from '@rocket/catalog';
import type { CreatePromotionDto, PromotionPreviewDto } from '@rocket/contracts';
import { Clock, earlier, instantOf, later, startOfDay, type LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { newId } from '../platform/ids';
import { ProductStore, type ProductRecord } from '../storefront/product.store';
import { draftOf } from './draft-promotion';
import { PromotionStore } from './promotion.store';

/** A customer who connects at noon: a trial begun then ends on the same day as one begun at any hour but midnight. */
const NOON = 12;
const NEW_HERE = { firstConnectedOn: null, lastConnectedOn: null, taken: new Set<string>() };

/** What a promotion would give, by the rule that gives it, before it is saved. Refuses what saving refuses. */
@Injectable()
export class PreviewPromotion {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly products: ProductStore,
    private readonly promotions: PromotionStore,
  ) {}

  async run(wish: CreatePromotionDto): Promise<PromotionPreviewDto> {
    const now = await this.clock.now();
    const tx = this.db.manager;
    const draft = await draftOf(tx, this.products, wish, { id: newId(now), at: now });
    const { rule, sellerCode, timeZone } = draft;
    const opensAt = startOfDay(rule.opensOn, timeZone);
    const products: PromotionPreviewDto['products'] = [];
    for (const product of draft.products) {
      const { code, name, trialDays } = product;
      const reach = { sellerCode, productCode: code, audience: rule.audience, opensAt };
      products.push({
        code,
        name,
        trialDays,
        first: givenOn(rule, product, rule.opensOn),
        last: givenOn(rule, product, rule.closesOn),
        ...(await this.promotions.reach(tx, reach)),
      });
    }
    const others = await this.promotions.live(tx, wish.productCodes, rule.opensOn);
    const overlaps = draft.products.flatMap((product) =>
      (others.get(product.code) ?? []).flatMap((other) => overlapOf(rule, other, product)),
    );
    return { products, overlaps };
  }
}

/** The first day that would have to be paid for, of who connects on a day: the trial is over then. */
const freeFromOf = ({ trialDays, timeZone }: ProductRecord, on: LocalDate): LocalDate =>
  trialDays > 0 ? trialPaidTo(startTrial(instantOf(on, timeZone, NOON), trialDays), timeZone) : on;

function givenOn(rule: Promotion, product: ProductRecord, connectedOn: LocalDate) {
  const from = freeFromOf(product, connectedOn);
  return { connectedOn, from, until: lastFreeDay(rule, from) };
}

/** Days against a last day change places once at most, so the ends of the common days tell it. */
function overlapOf(
  rule: Promotion,
  other: Promotion,
  product: ProductRecord,
): PromotionPreviewDto['overlaps'] {
  const [from, to] = [later(rule.opensOn, other.opensOn), earlier(rule.closesOn, other.closesOn)];
  if (from > to) return [];
  const winners = [from, to].map((on) => {
    const days = { on, freeFrom: freeFromOf(product, on) };
    return promotionFor([rule, other], days, NEW_HERE)?.promotion.id === rule.id ? 'this' : 'other';
  });
  const gives = winners[0] === winners[1] ? (winners[0] as 'this' | 'other') : 'both';
  return [{ promotion: { id: other.id, name: other.name }, productName: product.name, from, to, gives }];
}
