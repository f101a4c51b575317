import { Injectable } from '@nestjs/common';
import { binds, type AnnouncedPrice } from '@rocket/billing';
import type { AccountPriceChangeDto } from '@rocket/contracts';
import { parsePeriod, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { changeOfNotice, priceChangeNotice } from '../storefront/price-change.rows';
import { PRICE_COLUMNS, priceTermsOf, type PriceRow } from '../storefront/price.rows';

/** A subscription as far as it decides which announced prices concern it. */
export interface PricedSubscription {
  readonly id: string;
  readonly accountId: string;
  readonly productCode: string;
  /** Of the price it is on; null: the product has one tariff without a name. */
  readonly tariff: string | null;
  readonly pinnedOn: LocalDate;
  readonly chosenAt: Date;
  /** Calendar days ahead that the account's offer promises. */
  readonly noticeDays: number;
  readonly timeZone: string;
}

/** A change that binds the account, with the time of its notice. */
export interface KnownChange extends AnnouncedPrice {
  readonly toldAt: Date | null;
}

interface ChangeRow extends PriceRow {
  readonly change_id: string;
  readonly product_code: string;
  readonly period: string;
  readonly effective_on: LocalDate;
  readonly announced_at: Date;
  readonly price_id: string;
}

export type Act = 'explicit' | 'auto_renew' | 'period' | 'connection';

/** What was announced to whom, and what they answered. */
@Injectable()
export class PriceChangeStore {
  /**
   * The announced prices that bind each subscription: dated after the customer chose its price, and told in time or shown
   * at that choice (`binds`). By subscription id; periods are the planner's question.
   */
  async announcedTo(
    tx: EntityManager,
    subscriptions: readonly PricedSubscription[],
  ): Promise<ReadonlyMap<string, readonly KnownChange[]>> {
    const changes = await this.changesOf(tx, [...new Set(subscriptions.map((each) => each.productCode))]);
    if (changes.length === 0) return new Map();
    const accounts = [...new Set(subscriptions.map((each) => each.accountId))];
    const ids = changes.map((change) => change.change_id);
    const [told, refused] = await Promise.all([
      this.told(tx, accounts, ids),
      this.refused(tx, accounts, ids),
    ]);
    const known = (subscription: PricedSubscription): KnownChange[] =>
      changes.flatMap((row) => {
        const { productCode, tariff, pinnedOn, chosenAt, accountId } = subscription;
        if (row.product_code !== productCode || row.tariff !== tariff || row.effective_on <= pinnedOn)
          return [];
        const toldAt = told.get(`${accountId} ${row.change_id}`) ?? null;
        const change = toChange(row, toldAt, refused.has(`${accountId} ${row.change_id}`));
        return binds({ ...change, chosenAt }, subscription.noticeDays, subscription.timeZone) ? [change] : [];
      });
    return new Map(subscriptions.map((each) => [each.id, known(each)]));
  }

  /** The product of an announced change, with its seller; null when there is no such change. */
  async find(
    tx: EntityManager,
    changeId: string,
  ): Promise<{ productCode: string; sellerCode: string; priceId: string } | null> {
    const [row] = await tx.query(
      `select c.product_code, c.price_id, d.seller_code from price_change c join product d on d.code = c.product_code
        where c.id = $1`,
      [changeId],
    );
    return row ? { productCode: row.product_code, sellerCode: row.seller_code, priceId: row.price_id } : null;
  }

  /** Everything an account answered to a change, newest first. */
  async answers(
    tx: EntityManager,
    accountId: string,
    changeId: string,
  ): Promise<AccountPriceChangeDto['answers']> {
    const rows: { answer: 'refused' | 'withdrawn'; act: Act; answered_at: Date; answered_by: string }[] =
      await tx.query(
        `select answer, act, answered_at, answered_by from price_change_answer
          where account_id = $1 and change_id = $2 order by no desc`,
        [accountId, changeId],
      );
    return rows.map((row) => ({
      answer: row.answer,
      act: row.act,
      at: row.answered_at.toISOString(),
      by: row.answered_by,
    }));
  }

  /** Adds an answer of a locked account. */
  async answer(
    tx: EntityManager,
    given: {
      readonly accountId: string;
      readonly changeId: string;
      readonly answer: 'refused' | 'withdrawn';
      readonly act: Act;
      readonly by: string;
    },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into price_change_answer (account_id, change_id, no, answer, act, answered_at, answered_by)
       select $1, $2, coalesce(max(no), 0) + 1, $3, $4, $5, $6 from price_change_answer
        where account_id = $1 and change_id = $2`,
      [given.accountId, given.changeId, given.answer, given.act, now, given.by],
    );
  }

  /** Consent by an act: whatever a locked account refused of a product, it refuses no more. */
  async consent(
    tx: EntityManager,
    consented: {
      readonly accountId: string;
      readonly productCode: string;
      readonly act: Exclude<Act, 'explicit'>;
      readonly by: string;
    },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into price_change_answer (account_id, change_id, no, answer, act, answered_at, answered_by)
       select w.account_id, w.change_id, w.no + 1, 'withdrawn', $3, $4, $5
         from (select distinct on (change_id) account_id, change_id, no, answer from price_change_answer
                where account_id = $1 order by change_id, no desc) w
         join price_change c on c.id = w.change_id and c.product_code = $2
        where w.answer = 'refused'`,
      [consented.accountId, consented.productCode, consented.act, now, consented.by],
    );
  }

  private changesOf(tx: EntityManager, products: readonly string[]): Promise<ChangeRow[]> {
    if (products.length === 0) return Promise.resolve([]);
    return tx.query(
      `select c.id as change_id, c.product_code, c.period, c.effective_on, c.announced_at, c.price_id, ${PRICE_COLUMNS}
         from price_change c join price p on p.id = c.price_id where c.product_code = any($1)`,
      [products],
    );
  }

  private async told(
    tx: EntityManager,
    accounts: readonly string[],
    changes: readonly string[],
  ): Promise<ReadonlyMap<string, Date>> {
    const rows: { account_id: string; key: string; created_at: Date }[] = await tx.query(
      'select account_id, key, created_at from notice where account_id = any($1::uuid[]) and key = any($2)',
      [accounts, changes.map(priceChangeNotice)],
    );
    return new Map(rows.map((row) => [`${row.account_id} ${changeOfNotice(row.key)}`, row.created_at]));
  }

  private async refused(
    tx: EntityManager,
    accounts: readonly string[],
    changes: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const rows: { account_id: string; change_id: string }[] = await tx.query(
      `select account_id, change_id from (
         select distinct on (account_id, change_id) account_id, change_id, answer from price_change_answer
          where account_id = any($1::uuid[]) and change_id = any($2::uuid[])
          order by account_id, change_id, no desc) newest where answer = 'refused'`,
      [accounts, changes],
    );
    return new Set(rows.map((row) => `${row.account_id} ${row.change_id}`));
  }
}

const toChange = (row: ChangeRow, toldAt: Date | null, refused: boolean): KnownChange => ({
  changeId: row.change_id,
  price: priceTermsOf(row.price_id, row),
  period: parsePeriod(row.period),
  effectiveOn: row.effective_on,
  announcedAt: row.announced_at,
  refused,
  toldAt,
});
