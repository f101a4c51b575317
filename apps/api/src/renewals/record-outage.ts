import { Injectable } from '@nestjs/common';
import {
  giveDaysBack,
  lengthInDays,
  nextDueOf,
  paidDaysLost,
  wholeDays,
  type OutageDays,
} from '@rocket/billing';
import { Clock, dayOf, type Span } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { SellerStore, type SellerRecord } from '../sellers/seller.store';
import { ProductStore } from '../storefront/product.store';
import { SnapshotStore } from '../subscriptions/snapshot.store';

export interface OutageRequest {
  readonly from: Date;
  readonly to: Date;
  /** null: everything every seller sells. */
  readonly productCode: string | null;
}

/**
 * Records an outage of ours (rule 13): local days wholly inside it are not charged. Days already paid for are given back at
 * the end of what is paid; the planner leaves out those still to come.
 */
@Injectable()
export class RecordOutage {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sellers: SellerStore,
    private readonly products: ProductStore,
    private readonly snapshots: SnapshotStore,
  ) {}

  async run(
    request: OutageRequest,
    actor: string,
  ): Promise<{ id: string; days: number; subscriptions: number }> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const answer = { id: newId(now), days: 0, subscriptions: 0 };
      for (const seller of await this.sellersOf(tx, request.productCode)) {
        const lost = wholeDays(request.from, request.to, seller.timeZone);
        const accounts = await this.lockAffected(tx, seller, request.productCode);
        const earlier = await this.snapshots.outagesOf(tx, seller.code);
        await this.insert(tx, seller, request, lost, actor, now);
        answer.days = Math.max(answer.days, lengthInDays(lost));
        if (lengthInDays(lost) === 0) continue;
        answer.subscriptions += await this.giveBack(tx, accounts, { request, lost, earlier, seller, now });
      }
      return answer;
    });
  }

  private async sellersOf(tx: EntityManager, productCode: string | null): Promise<SellerRecord[]> {
    if (productCode === null) return this.sellers.all(tx);
    const { sellerCode } = await this.products.read(tx, productCode);
    return [await this.sellers.read(tx, sellerCode)];
  }

  /** Locks, in id order, every account in which the product runs: a run of the same moment goes before or after, whole. */
  private async lockAffected(
    tx: EntityManager,
    seller: SellerRecord,
    productCode: string | null,
  ): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `select a.id from account a
        where a.seller_code = $1 and exists (
          select from subscription s where s.account_id = a.id and s.ended_no = 0 and s.state = 'active'
             and ($2::text is null or s.product_code = $2))
        order by a.id for no key update`,
      [seller.code, productCode],
    );
    return rows.map((row) => row.id);
  }

  private async insert(
    tx: EntityManager,
    seller: SellerRecord,
    request: OutageRequest,
    lost: Span,
    actor: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into outage (id, seller_code, product_code, from_at, to_at, from_day, to_day, recorded_at, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        newId(now),
        seller.code,
        request.productCode,
        request.from,
        request.to,
        lost.start,
        lost.end,
        now,
        actor,
      ],
    );
  }

  private async giveBack(
    tx: EntityManager,
    accountIds: readonly string[],
    outage: {
      request: OutageRequest;
      lost: Span;
      earlier: readonly OutageDays[];
      seller: SellerRecord;
      now: Date;
    },
  ): Promise<number> {
    const { request, lost, earlier, seller, now } = outage;
    const spans: { account_id: string; id: string; product_code: string; spans: Span[] }[] = await tx.query(
      `select s.account_id, s.id, s.product_code,
              jsonb_agg(jsonb_build_object('start', c.period_start, 'end',
                -- Days an earlier outage gave back stand after the last period, and are paid for too.
                case when c.period_start = s.period_start then greatest(c.period_end, s.paid_to) else c.period_end end)) as spans
         from subscription s join charge c on c.account_id = s.account_id and c.subscription_id = s.id
        where s.account_id = any($1::uuid[]) and s.ended_no = 0 and s.state = 'active'
          and ($2::text is null or s.product_code = $2) and c.period_start < $4 and greatest(c.period_end, s.paid_to) > $3
        group by s.account_id, s.id, s.product_code`,
      [accountIds, request.productCode, lost.start, lost.end],
    );
    const all = [...earlier, { from: lost.start, to: lost.end, productCode: request.productCode }];
    let given = 0;
    for (const row of spans) {
      const days = paidDaysLost(lost, row.product_code, row.spans, earlier);
      if (days === 0) continue;
      const [{ paid_to }] = await tx.query(
        'select paid_to from subscription where account_id = $1 and id = $2',
        [row.account_id, row.id],
      );
      const paidTo = giveDaysBack(paid_to, days, row.product_code, all);
      // Everything after a period that ends later starts from there.
      await tx.query('update subscription set paid_to = $3, anchor = $3 where account_id = $1 and id = $2', [
        row.account_id,
        row.id,
        paidTo,
      ]);
      given += 1;
    }
    await this.setNextDue(tx, accountIds, seller, now);
    return given;
  }

  private async setNextDue(
    tx: EntityManager,
    ids: readonly string[],
    seller: SellerRecord,
    now: Date,
  ): Promise<void> {
    for (const { snapshot } of await this.snapshots.read(tx, ids)) {
      const due = nextDueOf(snapshot, dayOf(now, seller.timeZone));
      await tx.query('update account set next_due = $2 where id = $1', [snapshot.accountId, due]);
    }
  }
}
