import { Injectable } from '@nestjs/common';
import type { EntriesPageDto, EntryDto, EntryKind } from '@rocket/contracts';
import { moneyText, type Currency, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

/* eslint-disable @typescript-eslint/no-explicit-any -- rows as the driver hands them over */

export interface EntriesFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly kind?: EntryKind | undefined;
  readonly product?: string | undefined;
  readonly subscription?: string | undefined;
}
export type EntriesRequest = EntriesFilter & PageRequest;

const PERSON = `case
           when x.actor like 'staff:%' then (select m.name from staff_member m where m.id = substring(x.actor from 7 for 36)::uuid)
           when x.actor like 'user:%' then (select u.name from account_user u
                                             where u.account_id = x.account_id and u.id = substring(x.actor from 6 for 36)::uuid)
         end as actor_name`;

/** What a filter leaves of account $1. What reverses an entry about a product is about that product too. */
const FILTER = `
  e.account_id = $1 and ($2::date is null or e.business_date >= $2) and ($3::date is null or e.business_date <= $3)
  and ($4::text is null or e.kind = $4)
  and ($5::text is null or e.subject ->> 'productCode' = $5 or e.reverses in (
    select r.id from entry r where r.account_id = $1 and r.subject ->> 'productCode' = $5))
  and ($6::text is null or (e.subject ->> 'type' = 'subscription' and e.subject ->> 'id' = $6) or e.reverses in (
    select r.id from entry r where r.account_id = $1 and r.subject ->> 'type' = 'subscription' and r.subject ->> 'id' = $6))`;

const filterValues = (accountId: string, filter: EntriesFilter): unknown[] => [
  accountId,
  filter.from ?? null,
  filter.to ?? null,
  filter.kind ?? null,
  filter.product ?? null,
  filter.subscription ?? null,
];

/**
 * A page first, then the balance after each row of it: the sum of everything before the oldest row, and a running one from
 * there. Entries that the filter leaves out count too. A window over the whole journal costs thrice as much.
 */
const PAGE = `
  with page as (
    select e.* from entry e
     where ${FILTER} and ($7::timestamptz is null or (e.happened_at, e.seq) < ($7, $8::integer))
     order by e.happened_at desc, e.seq desc limit $9),
  oldest as (select happened_at, seq from page order by happened_at, seq limit 1),
  newest as (select happened_at, seq from page order by happened_at desc, seq desc limit 1),
  before as (
    select coalesce(sum(e.money), 0) as money, coalesce(sum(e.bonus), 0) as bonus from entry e
     where e.account_id = $1 and (e.happened_at, e.seq) < (select happened_at, seq from oldest)),
  running as (
    select e.seq, sum(e.money) over w as money, sum(e.bonus) over w as bonus from entry e
     where e.account_id = $1 and (e.happened_at, e.seq) >= (select happened_at, seq from oldest)
       and (e.happened_at, e.seq) <= (select happened_at, seq from newest)
    window w as (order by e.happened_at, e.seq))
  select x.*, b.money + r.money as money_after, b.bonus + r.bonus as bonus_after, ${PERSON}
    from page x join running r using (seq) cross join before b order by x.happened_at desc, x.seq desc`;

/** Entries of an account with the balance after each and the name of the person behind it. */
const SELECT = `
  select x.*, ${PERSON}
    from (select e.*, sum(e.money) over w as money_after, sum(e.bonus) over w as bonus_after
            from entry e where e.account_id = $1 window w as (order by e.happened_at, e.seq)) x`;

/** Reads the journal of an account. */
@Injectable()
export class EntryStore {
  /** Entries by when they happened, newest first; of the same instant, in the order of recording. `total` is of all pages. */
  async list(
    tx: EntityManager,
    accountId: string,
    currency: Currency,
    request: EntriesRequest,
  ): Promise<EntriesPageDto> {
    const cursor = cursorOf<[string, number]>(request);
    const values = filterValues(accountId, request);
    const rows: any[] = await tx.query(PAGE, [
      ...values,
      cursor?.[0] ?? null,
      cursor?.[1] ?? null,
      limitOf(request) + 1,
    ]);
    const page = pageOf(
      rows,
      request,
      (row) => toDto(row, currency),
      (row) => [row.happened_at.toISOString(), row.seq],
    );
    return { ...page, total: await this.count(tx, accountId, request) };
  }

  /** How many entries a filter leaves. */
  async count(tx: EntityManager, accountId: string, filter: EntriesFilter): Promise<number> {
    const [row] = await tx.query(
      `select count(*)::integer as total from entry e where ${FILTER}`,
      filterValues(accountId, filter),
    );
    return row.total;
  }

  /** Everything a filter leaves, oldest first. */
  async all(
    tx: EntityManager,
    accountId: string,
    currency: Currency,
    filter: EntriesFilter,
  ): Promise<EntryDto[]> {
    const rows: any[] = await tx.query(
      `${SELECT} where x.seq in (select e.seq from entry e where ${FILTER}) order by x.happened_at, x.seq`,
      filterValues(accountId, filter),
    );
    return rows.map((row) => toDto(row, currency));
  }

  /** Everything that happened in `[from, to)`, oldest first, and what was held before it, in minor units. */
  async between(
    tx: EntityManager,
    accountId: string,
    currency: Currency,
    { from, to }: { from: Date; to: Date },
  ): Promise<{ opening: { money: Minor; bonus: Minor }; entries: EntryDto[] }> {
    const [before] = await tx.query(
      `select coalesce(sum(money), 0) as money, coalesce(sum(bonus), 0) as bonus
         from entry where account_id = $1 and happened_at < $2`,
      [accountId, from],
    );
    const rows: any[] = await tx.query(
      `${SELECT} where x.happened_at >= $2 and x.happened_at < $3 order by x.happened_at, x.seq`,
      [accountId, from, to],
    );
    const opening = { money: BigInt(before.money), bonus: BigInt(before.bonus) };
    return { opening, entries: rows.map((row) => toDto(row, currency)) };
  }

  async one(tx: EntityManager, accountId: string, entryId: string, currency: Currency): Promise<EntryDto> {
    const [row] = await tx.query(`${SELECT} where x.id = $2`, [accountId, entryId]);
    return toDto(row, currency);
  }

  /** What the customer held at an instant, by when entries happened and by which grants were valid then. */
  async balanceAsOf(
    tx: EntityManager,
    accountId: string,
    asOf: Date,
  ): Promise<{ money: Minor; bonus: Minor }> {
    const [row] = await tx.query(
      `select coalesce(sum(e.money), 0) as money,
              (select coalesce(sum(case when p.to_account = 'customer_bonus' then p.amount else -p.amount end), 0)
                 from posting p
                 join entry b on b.account_id = p.account_id and b.seq = p.seq
                 join bonus_grant g on g.account_id = p.account_id and g.id = p.grant_id
                where p.account_id = $1 and b.happened_at <= $2 and g.effective_at <= $2
                  and (g.expires_at is null or g.expires_at > $2)) as bonus
         from entry e where e.account_id = $1 and e.happened_at <= $2`,
      [accountId, asOf],
    );
    return { money: BigInt(row.money), bonus: BigInt(row.bonus) };
  }
}

const toDto = (row: any, currency: Currency): EntryDto => {
  const money = (value: unknown) => moneyText(BigInt(value as string), currency);
  return {
    id: row.id,
    kind: row.kind,
    businessDate: row.business_date,
    occurredAt: row.happened_at.toISOString(),
    money: money(row.money),
    bonus: money(row.bonus),
    balanceAfter: { money: money(row.money_after), bonus: money(row.bonus_after) },
    subject: row.subject,
    actor: row.actor,
    actorName: row.actor_name,
    reason: row.reason,
    reverses: row.reverses,
  };
};
