import { Injectable } from '@nestjs/common';
import { costOf, type PriceTerms } from '@rocket/billing';
import type { AnnouncePriceChangeDto } from '@rocket/contracts';
import { moneyText, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { PRICE_COLUMNS, priceTermsOf, unitPriceView, type PriceRow } from './price.rows';
import type { ProductRecord } from './product.store';

/** A live subscription that an announced price concerns. */
export interface PriceUser {
  readonly accountId: string;
  readonly subscriptionId: string;
  readonly accountName: string;
  readonly subdomain: string;
  readonly quantity: number;
  readonly price: PriceTerms;
  readonly state: 'trial' | 'active' | 'suspended';
  readonly anchor: LocalDate;
  readonly paidTo: LocalDate;
}

interface UserRow extends PriceRow {
  readonly account_id: string;
  readonly id: string;
  readonly name: string;
  readonly subdomain: string;
  readonly quantity: number;
  readonly price_id: string;
  readonly state: PriceUser['state'];
  readonly anchor: LocalDate;
  readonly paid_to: LocalDate;
}

/** Where a page of users ends: an account and a subscription of it. */
export type PriceUserPlace = readonly [accountId: string, subscriptionId: string];

/** Who uses a product for a period: those a change of its price is announced to (rule 24). */
@Injectable()
export class PriceUserStore {
  /** In the order of accounts, after one of them; an account has one live subscription to a product, or one for each project. */
  async page(
    tx: EntityManager,
    of: { readonly productCode: string; readonly period: string; readonly tariff: string | null },
    after: PriceUserPlace | null,
    limit: number | null,
  ): Promise<PriceUser[]> {
    const rows: UserRow[] = await tx.query(
      `select s.account_id, s.id, a.name, a.subdomain, s.quantity, s.state, s.anchor, s.paid_to, p.id as price_id, ${PRICE_COLUMNS}
         from subscription s join price p on p.id = s.price_id join account a on a.id = s.account_id
        where s.product_code = $1 and s.period = $2 and s.ended_no = 0 and p.tariff is not distinct from $6
          and ($3::uuid is null or (s.account_id, s.id) > ($3, $5::uuid))
        order by s.account_id, s.id limit $4`,
      [of.productCode, of.period, after?.[0] ?? null, limit, after?.[1] ?? null, of.tariff],
    );
    return rows.map((row) => ({
      accountId: row.account_id,
      subscriptionId: row.id,
      accountName: row.name,
      subdomain: row.subdomain,
      quantity: row.quantity,
      price: priceTermsOf(row.price_id, row),
      state: row.state,
      anchor: row.anchor,
      paidTo: row.paid_to,
    }));
  }
}

/** What a period costs a user now, and by an announced price, in minor units of the seller's currency. */
export const costsOf = (user: PriceUser, announced: PriceTerms): { before: Minor; after: Minor } => ({
  before: costOf(user.price, user.quantity),
  after: costOf(announced, user.quantity),
});

/** What the notice of an announced price says to a user. */
export function priceNoticeFacts(
  product: ProductRecord,
  wish: Pick<AnnouncePriceChangeDto, 'period' | 'unitPrice' | 'effectiveOn'>,
  change: { readonly id: string; readonly price: PriceTerms },
  user: PriceUser,
): Readonly<Record<string, unknown>> {
  const { before, after } = costsOf(user, change.price);
  return {
    changeId: change.id,
    productCode: product.code,
    productName: product.name,
    period: wish.period,
    effectiveOn: wish.effectiveOn,
    oldUnitPrice: unitPriceView(user.price.unitPrice, product.currency),
    newUnitPrice: unitPriceView(wish.unitPrice.amount, product.currency),
    oldCost: moneyText(before, product.currency),
    newCost: moneyText(after, product.currency),
  };
}
