import { Injectable } from '@nestjs/common';
import type { Reward } from '@rocket/billing';
import type { LocalDate, Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';
import { bulkInsert } from '../platform/bulk';

/** A month of one customer as it was told. */
export interface ToldReward extends Reward {
  readonly broughtId: string;
  readonly percent: string | null;
  readonly uptoSeq: number;
}

export interface SeenReward extends Reward {
  readonly month: LocalDate;
  readonly customerId: string;
  readonly customerName: string;
  readonly percent: string | null;
}

/** What a partner has earned and was paid, in minor units; both net of what went back. */
export interface PartnerBalance {
  readonly earned: Minor;
  readonly paid: Minor;
}

export interface StatementRow {
  readonly on: LocalDate;
  readonly kind: 'reward' | 'taken_back' | 'payout' | 'payout_returned';
  /** Of a reward its customer and month; of a payout its payment order. */
  readonly customerName: string | null;
  readonly month: LocalDate | null;
  readonly reference: string | null;
  /** Of a reward what it is a share of; of what is taken back what went back to the customer. */
  readonly counted: Minor | null;
  readonly percent: string | null;
  readonly amount: Minor;
}

interface RewardRow {
  readonly month: LocalDate;
  readonly brought_id: string;
  readonly customer_id: string;
  readonly name: string;
  readonly kind: Reward['kind'];
  readonly counted: string;
  readonly percent: string | null;
  readonly amount: string;
}

/**
 * Lines of a statement: a reward counts on the last day of its month, or on the day it was told where another contract began before
 * that; a payment and its return on their days.
 */
const LINES = `
  select least((r.month + interval '1 month')::date - 1, (m.made_at at time zone s.time_zone)::date) as "on",
         case r.kind when 'earned' then 'reward' else 'taken_back' end as kind,
         1 as turn, r.brought_id as id, c.name as "customerName", r.month, null as reference,
         r.counted, trim_scale(r.percent)::text as percent, r.amount
    from partner_reward r
    join brought_customer b on b.account_id = r.account_id and b.id = r.brought_id
    join account c on c.id = b.customer_id
    join rewarded_month m on m.account_id = r.account_id and m.month = r.month
    join seller s on s.code = c.seller_code
   where r.account_id = $1 and r.amount > 0
  union all
  select paid_on, 'payout', 2, id, null, null, reference, null, null, amount from partner_payout where account_id = $1
  union all
  select returned_on, 'payout_returned', 3, id, null, null, reference, null, null, amount from partner_payout
   where account_id = $1 and returned_on is not null`;

const SIGNED = `case kind when 'reward' then amount when 'payout_returned' then amount else -amount end`;

/** Rewards of partners, told once for each month that is over, and never changed. */
@Injectable()
export class RewardStore {
  async tell(
    tx: EntityManager,
    accountId: string,
    month: LocalDate,
    rewards: readonly ToldReward[],
    now: Date,
  ): Promise<void> {
    await tx.query('insert into rewarded_month (account_id, month, made_at) values ($1, $2, $3)', [
      accountId,
      month,
      now,
    ]);
    if (rewards.length === 0) return;
    const column = (name: string, type: string, value: (reward: ToldReward) => unknown) => ({
      name,
      type,
      values: rewards.map(value),
    });
    await bulkInsert(tx, 'partner_reward', [
      column('account_id', 'uuid', () => accountId),
      column('month', 'date', () => month),
      column('brought_id', 'uuid', (reward) => reward.broughtId),
      column('kind', 'text', (reward) => reward.kind),
      column('counted', 'bigint', (reward) => reward.counted),
      column('percent', 'numeric', (reward) => reward.percent),
      column('amount', 'bigint', (reward) => reward.amount),
      column('upto_seq', 'integer', (reward) => reward.uptoSeq),
    ]);
  }

  async balance(tx: EntityManager, accountId: string): Promise<PartnerBalance> {
    const [row]: { earned: string; paid: string }[] = await tx.query(
      `select (select coalesce(sum(case kind when 'earned' then amount else -amount end), 0)
                 from partner_reward where account_id = $1) as earned,
              (select coalesce(sum(amount), 0) from partner_payout where account_id = $1 and returned_on is null) as paid`,
      [accountId],
    );
    return { earned: BigInt(row!.earned), paid: BigInt(row!.paid) };
  }

  /** The newest month first, in it by customer. Names of others stand in it, so only work for everybody may ask. */
  async list(tx: EntityManager, accountId: string, request: PageRequest & { month?: LocalDate | undefined }) {
    const after = cursorOf<[string, string]>(request);
    const rows: RewardRow[] = await tx.query(
      `select r.month, r.brought_id, b.customer_id, c.name, r.kind, r.counted, trim_scale(r.percent)::text as percent, r.amount
         from partner_reward r
         join brought_customer b on b.account_id = r.account_id and b.id = r.brought_id
         join account c on c.id = b.customer_id
        where r.account_id = $1 and ($2::date is null or r.month = $2)
          and ($3::date is null or (r.month, r.brought_id) < ($3, $4::uuid))
        order by r.month desc, r.brought_id desc limit $5`,
      [accountId, request.month ?? null, after?.[0] ?? null, after?.[1] ?? null, limitOf(request) + 1],
    );
    return pageOf(
      rows,
      request,
      (row): SeenReward => ({
        month: row.month,
        customerId: row.customer_id,
        customerName: row.name,
        kind: row.kind,
        counted: BigInt(row.counted),
        percent: row.percent,
        amount: BigInt(row.amount),
      }),
      (row) => [row.month, row.brought_id],
    );
  }

  /** What was due when the first day began, and what moved it until the end of the last. For everybody, as `list`. */
  async statement(
    tx: EntityManager,
    accountId: string,
    from: LocalDate,
    to: LocalDate,
  ): Promise<{ opening: Minor; rows: StatementRow[] }> {
    const [{ opening }] = await tx.query(
      `select coalesce(sum(${SIGNED}), 0) as opening from (${LINES}) l where l."on" < $2`,
      [accountId, from],
    );
    const rows: (Omit<StatementRow, 'amount' | 'counted'> & {
      amount: string;
      counted: string | null;
    })[] = await tx.query(
      `select l."on", l.kind, l."customerName", l.month, l.reference, l.counted, l.percent, ${SIGNED} as amount from (${LINES}) l
        where l."on" between $2 and $3 order by l."on", l.turn, l."customerName", l.id`,
      [accountId, from, to],
    );
    return {
      opening: BigInt(opening),
      rows: rows.map((row) => ({
        ...row,
        amount: BigInt(row.amount),
        counted: row.counted === null ? null : BigInt(row.counted),
      })),
    };
  }
}
