import type { EntryDto, EntryKind, EntrySubjectDto } from '@rocket/contracts';
import { moneyText, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';

type SubscriptionSubject = Extract<EntrySubjectDto, { type: 'subscription' }>;

/** An entry with who did it and what was held after it. */
export type EntryRow = {
  readonly account_id: string;
  readonly seq: number;
  readonly id: string;
  readonly kind: EntryKind;
  readonly happened_at: Date;
  readonly business_date: LocalDate;
  readonly actor: string;
  /** Null: no person did it. */
  readonly actor_name: string | null;
  readonly reason: string | null;
  readonly reverses: string | null;
  readonly money: string;
  readonly bonus: string;
  readonly money_after: string;
  readonly bonus_after: string;
} & (
  | { readonly subject: SubscriptionSubject; readonly project_name: string | null }
  | { readonly subject: Exclude<EntrySubjectDto, SubscriptionSubject> | null; readonly project_name: null }
);

export interface EntriesFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly kind?: EntryKind | undefined;
  readonly product?: string | undefined;
  readonly subscription?: string | undefined;
}

/**
 * Where a reader of a journal stands. Entries never change and their numbers only grow, so the journal up to `lastSeq` stands
 * still: however long it is read, in whatever transactions, what comes in meanwhile neither appears in it nor moves a balance.
 */
export interface Place {
  /** The entry read last, by when it happened. */
  readonly happenedAt: string;
  readonly seq: number;
  /** The last entry of the journal that is read. */
  readonly lastSeq: number;
  /** What was held between that entry and the next to be read, in minor units. */
  readonly money: Minor;
  readonly bonus: Minor;
}
/** Before the oldest entry, and after the newest. */
export const FIRST = { happenedAt: '-infinity', seq: 0 } as const;
export const LAST = { happenedAt: 'infinity', seq: 0 } as const;

/** What is shown of an entry `e`, and what its place and `FILTER` are told by. */
export const COLUMNS = `e.account_id, e.seq, e.id, e.kind, e.happened_at, e.business_date, e.actor, e.reason, e.subject, e.reverses,
           e.money, e.bonus`;

/** The name of the person behind entry `e`. */
export const PERSON = `case
           when e.actor like 'staff:%' then (select m.name from staff_member m where m.id = substring(e.actor from 7 for 36)::uuid)
           when e.actor like 'user:%' then (select u.name from account_user u
                                             where u.account_id = e.account_id and u.id = substring(e.actor from 6 for 36)::uuid)
         end as actor_name`;

/** The name of the project that the subscription behind entry `e` belongs to. */
export const PROJECT = `(
           select j.name from subscription v join project j on j.account_id = v.account_id and j.id = v.project_id
            where v.account_id = e.account_id and e.subject ->> 'type' = 'subscription'
              and v.id = (e.subject ->> 'id')::uuid) as project_name`;

/** What a filter leaves of account $1. What reverses an entry about a product is about that product too. */
export const FILTER = `
  e.account_id = $1 and ($2::date is null or e.business_date >= $2) and ($3::date is null or e.business_date <= $3)
  and ($4::text is null or e.kind = $4)
  and ($5::text is null or e.subject ->> 'productCode' = $5 or e.reverses in (
    select r.id from entry r where r.account_id = $1 and r.subject ->> 'productCode' = $5))
  and ($6::text is null or (e.subject ->> 'type' = 'subscription' and e.subject ->> 'id' = $6) or e.reverses in (
    select r.id from entry r where r.account_id = $1 and r.subject ->> 'type' = 'subscription' and r.subject ->> 'id' = $6))`;

export const filterValues = (accountId: string, filter: EntriesFilter): unknown[] => [
  accountId,
  filter.from ?? null,
  filter.to ?? null,
  filter.kind ?? null,
  filter.product ?? null,
  filter.subscription ?? null,
];

/**
 * The order of a journal is its index `entry_happened`: a page reads its own rows and those that the filter skips, however deep it
 * is. The balance after a row is counted on from what was held at the place; what the filter leaves out counts too.
 */
const walk = (beyond: '<' | '>', order: 'asc' | 'desc'): string => {
  const held = (kind: string, at: string): string =>
    `${at}::numeric ${order === 'asc' ? '+' : `+ e.${kind} -`} sum(e.${kind}) over passed as ${kind}_after`;
  return `
    select ${COLUMNS}, e.money_after, e.bonus_after, ${PERSON}, ${PROJECT}
      from (
        select ${COLUMNS}, ${held('money', '$10')}, ${held('bonus', '$11')} from entry e
         where e.account_id = $1 and e.seq <= $7 and (e.happened_at, e.seq) ${beyond} ($8::timestamptz, $9::integer)
           and ($13::timestamptz is null or e.happened_at < $13)
        window passed as (order by e.happened_at ${order}, e.seq ${order} rows unbounded preceding)) e
     where ${FILTER}
     order by e.happened_at ${order}, e.seq ${order} limit $12`;
};
const WALKS = { older: walk('<', 'desc'), newer: walk('>', 'asc') } as const;

/** The next rows from a place, each with the balance after it. */
export async function entriesFrom(
  tx: EntityManager,
  accountId: string,
  place: Place,
  wish: {
    readonly go: keyof typeof WALKS;
    readonly filter: EntriesFilter;
    readonly limit: number;
    readonly before?: Date;
  },
): Promise<EntryRow[]> {
  const { happenedAt, seq, lastSeq, money, bonus } = place;
  return tx.query(WALKS[wish.go], [
    ...filterValues(accountId, wish.filter),
    ...[lastSeq, happenedAt, seq, money.toString(), bonus.toString(), wish.limit, wish.before ?? null],
  ]);
}

/** Where a reader stands who has read a row. */
export function placeAfter(row: EntryRow, lastSeq: number, went: keyof typeof WALKS): Place {
  const held = (after: string, moved: string): Minor =>
    went === 'newer' ? BigInt(after) : BigInt(after) - BigInt(moved);
  return {
    ...{ happenedAt: row.happened_at.toISOString(), seq: row.seq, lastSeq },
    ...{ money: held(row.money_after, row.money), bonus: held(row.bonus_after, row.bonus) },
  };
}

export const toDto = (row: EntryRow, currency: Currency): EntryDto => {
  const money = (value: string) => moneyText(BigInt(value), currency);
  return {
    id: row.id,
    kind: row.kind,
    businessDate: row.business_date,
    occurredAt: row.happened_at.toISOString(),
    money: money(row.money),
    bonus: money(row.bonus),
    balanceAfter: { money: money(row.money_after), bonus: money(row.bonus_after) },
    subject: row.project_name ? { ...row.subject, project: row.project_name } : row.subject,
    actor: row.actor,
    actorName: row.actor_name,
    reason: row.reason,
    reverses: row.reverses,
  };
};
