import { Injectable } from '@nestjs/common';
import type { PriceTerms } from '@rocket/billing';
import type { QuantityFollows } from '@rocket/catalog';
import type { LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { newId } from '../platform/ids';
import { PRICE_COLUMNS, priceTermsOf, type PriceRow } from '../storefront/price.rows';

/** A subscription that follows the seats of its amoCRM account. */
export interface Follower {
  readonly id: string;
  readonly productCode: string;
  readonly quantity: number;
  readonly price: PriceTerms;
  readonly minQuantity: number;
  readonly tiers: PriceTerms['tiers'];
  /** Calendar days ahead of a dearer period that its notice has to go out. */
  readonly noticeDays: number;
}

interface FollowerRow extends PriceRow {
  readonly id: string;
  readonly product_code: string;
  readonly quantity: number;
  readonly price_id: string;
  readonly min_quantity: number;
  readonly notice_days: number;
}

@Injectable()
export class SeatStore {
  /** Users of amoCRM that are active and not free (facts §1.8); null while their list was never read. */
  async count(tx: EntityManager, accountId: string): Promise<number | null> {
    const [row] = await tx.query(
      `select (select count(*)::integer from account_user u where u.account_id = i.account_id and u.amo_active and not u.is_free)
                as seats
         from installation i where i.account_id = $1 and i.users_read_at is not null`,
      [accountId],
    );
    return row?.seats ?? null;
  }

  /** The product of a subscription, with what its quantity may follow. */
  async product(
    tx: EntityManager,
    accountId: string,
    id: string,
  ): Promise<{ readonly name: string; readonly quantityFollows: QuantityFollows }> {
    const [row] = await tx.query(
      `select d.name, d.quantity_follows from subscription s join product d on d.code = s.product_code
        where s.account_id = $1 and s.id = $2`,
      [accountId, id],
    );
    return { name: row.name, quantityFollows: row.quantity_follows };
  }

  async followers(tx: EntityManager, accountId: string): Promise<Follower[]> {
    const rows: FollowerRow[] = await tx.query(
      `select s.id, s.product_code, s.quantity, p.id as price_id, p.min_quantity, ${PRICE_COLUMNS},
              (o.terms -> 'priceChangeNotice' ->> 'days')::int as notice_days
         from subscription s join price p on p.id = s.price_id
         join account a on a.id = s.account_id
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
        where s.account_id = $1 and s.ended_no = 0 and s.follows_seats order by s.rank, s.id`,
      [accountId],
    );
    return rows.map((row) => ({
      id: row.id,
      productCode: row.product_code,
      quantity: row.quantity,
      price: priceTermsOf(row.price_id, row),
      minQuantity: row.min_quantity,
      tiers: row.tiers,
      noticeDays: row.notice_days,
    }));
  }

  async begin(tx: EntityManager, accountId: string, id: string, seats: number): Promise<void> {
    await tx.query(
      'update subscription set follows_seats = true, seats = greatest($3, 1) where account_id = $1 and id = $2',
      [accountId, id, seats],
    );
  }

  async end(tx: EntityManager, accountId: string, id: string, now: Date): Promise<void> {
    await tx.query(
      'update subscription set follows_seats = false, seats = null where account_id = $1 and id = $2',
      [accountId, id],
    );
    await this.void(tx, accountId, id, 0, now);
  }

  /**
   * The seats there are now: what was told of more of them holds no longer. Returns the day from which that would have bound:
   * whoever was told of nine was told of eight.
   */
  async set(
    tx: EntityManager,
    accountId: string,
    id: string,
    seats: number,
    now: Date,
  ): Promise<LocalDate | null> {
    await tx.query('update subscription set seats = $3 where account_id = $1 and id = $2', [
      accountId,
      id,
      seats,
    ]);
    return this.void(tx, accountId, id, seats, now);
  }

  /** Told of once; the first time counts while it stands. */
  async tell(
    tx: EntityManager,
    accountId: string,
    id: string,
    seats: number,
    now: Date,
    bindsOn: LocalDate,
  ): Promise<void> {
    await tx.query(
      `insert into seat_notice (account_id, id, subscription_id, seats, told_at, binds_on) values ($1, $6, $2, $3, $4, $5)
       on conflict (account_id, subscription_id, seats) where void_at is null do nothing`,
      [accountId, id, seats, now, bindsOn, newId(now)],
    );
  }

  private async void(
    tx: EntityManager,
    accountId: string,
    id: string,
    above: number,
    now: Date,
  ): Promise<LocalDate | null> {
    const [rows] = await tx.query(
      `update seat_notice set void_at = $4
        where account_id = $1 and subscription_id = $2 and seats > $3 and void_at is null returning binds_on`,
      [accountId, id, above, now],
    );
    const days = rows.map((row: { binds_on: LocalDate }) => row.binds_on).sort();
    return days[0] ?? null;
  }
}
