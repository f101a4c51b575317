import { Injectable } from '@nestjs/common';
import type { RewardBase } from '@rocket/billing';
import type { AccountState } from '@rocket/contracts';
import type { Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

export interface BroughtCustomer {
  readonly id: string;
  readonly customerId: string;
  readonly since: Date;
  /** Rewarded and not taken back so far, in minor units. */
  readonly counted: Minor;
  readonly earned: Minor;
}

/** A brought customer as its partner sees it. */
export interface SeenCustomer extends BroughtCustomer {
  readonly name: string;
  readonly subdomain: string;
  readonly state: AccountState;
  readonly until: Date | null;
}

/** What moved at a customer since it was counted last. */
export interface Moved {
  readonly id: string;
  readonly uptoSeq: number;
  /** Paid less what came back, in minor units. */
  readonly amount: Minor;
}

interface BroughtRow {
  readonly id: string;
  readonly customer_id: string;
  readonly since: Date;
  readonly counted: string;
  readonly earned: string;
}

interface SeenRow extends BroughtRow {
  readonly name: string;
  readonly subdomain: string;
  readonly state: AccountState;
  readonly until: Date | null;
}

const toBrought = (row: BroughtRow): BroughtCustomer => ({
  id: row.id,
  customerId: row.customer_id,
  since: row.since,
  counted: BigInt(row.counted),
  earned: BigInt(row.earned),
});

/** What was rewarded of a customer and not taken back: `counted` and `earned`. */
const SO_FAR = `
  cross join lateral (
    select coalesce(sum(case r.kind when 'earned' then r.counted else -r.counted end), 0) as counted,
           coalesce(sum(case r.kind when 'earned' then r.amount else -r.amount end), 0) as earned
      from partner_reward r where r.account_id = b.account_id and r.brought_id = b.id) f`;

/** What of a posting counts by a base: plus what a customer pays, minus what comes back to it. */
const COUNTS: Readonly<Record<RewardBase, string>> = {
  // Money from outside, and back to it; of what was taken back by force the seller's loss is no payment either.
  top_ups: `case when p.from_account in ('bank', 'robokassa', 'yookassa', 'unallocated') and p.to_account = 'customer_money' then p.amount
                 when p.to_account in ('bank', 'robokassa', 'yookassa', 'unallocated')
                      and p.from_account in ('customer_money', 'loss') then -p.amount else 0 end`,
  charges: `case when p.from_account = 'customer_money' and p.to_account = 'revenue' then p.amount
                 when p.from_account = 'revenue' and p.to_account = 'customer_money' then -p.amount else 0 end`,
};

/** Who brought whom, and up to which entry of theirs it is rewarded. */
@Injectable()
export class BroughtCustomerStore {
  /** The partner who brought a customer now, and since when; null: nobody. */
  async bringerOf(
    tx: EntityManager,
    customerId: string,
  ): Promise<{ accountId: string; code: string; name: string; since: Date } | null> {
    const [row] = await tx.query(
      `select p.account_id as "accountId", p.code, a.name, b.since
         from account c
         join partnership p on p.account_id = c.brought_by
         join account a on a.id = p.account_id
         join brought_customer b on b.account_id = p.account_id and b.customer_id = c.id and b.until is null
        where c.id = $1`,
      [customerId],
    );
    return row ?? null;
  }

  /** The caller holds the lock of the customer, whose last entry is `lastSeq`. */
  async begin(
    tx: EntityManager,
    brought: {
      readonly id: string;
      readonly partnerId: string;
      readonly customerId: string;
      lastSeq: number;
    },
    { by, reason }: { readonly by: string; readonly reason: string | null },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into brought_customer (account_id, id, customer_id, since, named_by, reason, counted_seq)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [brought.partnerId, brought.id, brought.customerId, now, by, reason, brought.lastSeq],
    );
    await tx.query('update account set brought_by = $2 where id = $1', [
      brought.customerId,
      brought.partnerId,
    ]);
  }

  /** What has happened up to the entry `lastSeq` is still the partner's. */
  async end(
    tx: EntityManager,
    partnerId: string,
    customerId: string,
    lastSeq: number,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update brought_customer set until = $3, until_seq = $4 where account_id = $1 and customer_id = $2 and until is null`,
      [partnerId, customerId, now, lastSeq],
    );
    await tx.query('update account set brought_by = null where id = $1', [customerId]);
  }

  /** Whose money may still be rewarded. */
  async toCount(tx: EntityManager, partnerId: string): Promise<BroughtCustomer[]> {
    const rows: BroughtRow[] = await tx.query(
      `select b.id, b.customer_id, b.since, f.counted, f.earned from brought_customer b ${SO_FAR}
        where b.account_id = $1 and (b.until_seq is null or b.counted_seq < b.until_seq) order by b.id`,
      [partnerId],
    );
    return rows.map(toBrought);
  }

  /**
   * What moved at each of them in entries recorded before `end` that were not counted yet, of it what was recorded before their own
   * `before`. An entry that came late to a month is counted in the next one, so none is lost and none is counted twice.
   */
  async moved(
    tx: EntityManager,
    partnerId: string,
    base: RewardBase,
    of: readonly { readonly id: string; readonly before: Date }[],
    end: Date,
  ): Promise<Moved[]> {
    const rows: { id: string; upto: number; amount: string }[] = await tx.query(
      `select b.id, m.upto, coalesce(sum(${COUNTS[base]}), 0) as amount
         from unnest($2::uuid[], $3::timestamptz[]) as w (id, before)
         join brought_customer b on b.account_id = $1 and b.id = w.id
         join account c on c.id = b.customer_id
         cross join lateral (
           select least(coalesce(b.until_seq, c.last_seq), coalesce((
                    select min(e.seq) - 1 from entry e
                     where e.account_id = b.customer_id and e.seq > b.counted_seq and e.recorded_at >= $4), c.last_seq)) as upto) m
         left join entry e on e.account_id = b.customer_id and e.seq > b.counted_seq and e.seq <= m.upto and e.recorded_at < w.before
         left join posting p on p.account_id = e.account_id and p.seq = e.seq
        group by b.id, m.upto`,
      [partnerId, of.map(({ id }) => id), of.map(({ before }) => before), end],
    );
    return rows.map(({ id, upto, amount }) => ({ id, uptoSeq: upto, amount: BigInt(amount) }));
  }

  async counted(tx: EntityManager, partnerId: string, moved: readonly Moved[]): Promise<void> {
    await tx.query(
      `update brought_customer b set counted_seq = w.upto from unnest($2::uuid[], $3::integer[]) as w (id, upto)
        where b.account_id = $1 and b.id = w.id and b.counted_seq <> w.upto`,
      [partnerId, moved.map(({ id }) => id), moved.map(({ uptoSeq }) => uptoSeq)],
    );
  }

  /** Leaves out what has moved until now and was not counted. */
  async passOver(tx: EntityManager, partnerId: string): Promise<void> {
    await tx.query(
      `update brought_customer b set counted_seq = coalesce(b.until_seq, c.last_seq) from account c
        where b.account_id = $1 and c.id = b.customer_id and b.counted_seq < coalesce(b.until_seq, c.last_seq)`,
      [partnerId],
    );
  }

  /** Passes the lists of another partner of the offer on to those who have the lists of `before`; null: of none. */
  async changeLists(
    tx: EntityManager,
    partnerId: string,
    before: string | null,
    after: string | null,
  ): Promise<void> {
    await tx.query(
      `update account set partner = $3 where partner is not distinct from $2
          and id in (select customer_id from brought_customer where account_id = $1 and until is null)`,
      [partnerId, before, after],
    );
  }

  async count(tx: EntityManager, partnerId: string): Promise<number> {
    const [{ count }] = await tx.query(
      'select count(*)::integer as count from brought_customer where account_id = $1 and until is null',
      [partnerId],
    );
    return count;
  }

  /** The newest first. Names of others stand in it, so only work for everybody may ask. */
  async list(tx: EntityManager, partnerId: string, request: PageRequest) {
    const after = cursorOf<[string, string]>(request);
    const rows: SeenRow[] = await tx.query(
      `select b.id, b.customer_id, b.since, b.until, c.name, c.subdomain, c.state, f.counted, f.earned
         from brought_customer b join account c on c.id = b.customer_id ${SO_FAR}
        where b.account_id = $1 and ($2::timestamptz is null or (b.since, b.id) < ($2, $3::uuid))
        order by b.since desc, b.id desc limit $4`,
      [partnerId, after?.[0] ?? null, after?.[1] ?? null, limitOf(request) + 1],
    );
    return pageOf(
      rows,
      request,
      (row): SeenCustomer => ({
        ...toBrought(row),
        name: row.name,
        subdomain: row.subdomain,
        state: row.state,
        until: row.until,
      }),
      (row) => [row.since.toISOString(), row.id],
    );
  }
}
