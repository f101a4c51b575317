import { Injectable } from '@nestjs/common';
import { inCustomersOrder, type BurnDown, type GrantState } from '@rocket/billing';
import type { Currency, LocalDate, Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { arrayParameter, listOf, newIdsParameter } from '../platform/array-parameter';
import { PRICE_COLUMNS, type PriceRow } from '../storefront/price.rows';

/** A plain account with something due, and the lines of it in no order: see `PlainLine`. */
export interface PlainRow {
  readonly id: string;
  readonly money: string;
  readonly last_seq: number;
  readonly seller_code: string;
  readonly offer_version: string;
  /** When the first of what is not due yet will be; null: all is due. */
  readonly next_due: LocalDate | null;
  readonly lines: string;
}

export interface PlainOffer {
  readonly timeZone: string;
  readonly currency: Currency;
  readonly burnDown: BurnDown;
  readonly autoRenewal: boolean;
}

export interface PlainPrice extends PriceRow {
  readonly product_code: string;
}

/** What a subscription that is due is like; `kind` is the same text for all that are alike. */
export interface PlainLine {
  /** Of the subscription. */
  readonly id: string;
  readonly rank: number;
  readonly kind: string;
}

const ID_LENGTH = 36;
const BETWEEN_LINES = '\n';

/** In the customer's order. Put into it here: PostgreSQL prepares a sort anew for each account. */
export const linesOf = ({ lines }: PlainRow): PlainLine[] =>
  lines.split(BETWEEN_LINES).map(toLine).sort(inCustomersOrder);

function toLine(line: string): PlainLine {
  const afterRank = line.indexOf('|', ID_LENGTH);
  return {
    id: line.slice(0, ID_LENGTH),
    rank: Number(line.slice(ID_LENGTH, afterRank)),
    kind: line.slice(afterRank + 1),
  };
}

/** The columns a kind is made of. */
export interface KindColumns {
  readonly priceId: string;
  readonly quantity: number;
  readonly anchor: LocalDate;
  readonly period: string;
  readonly planNo: number;
}

export function columnsOfKind(kind: string): KindColumns {
  const [priceId, quantity, anchor, planNo, period] = kind.split('|');
  return {
    priceId: priceId!,
    quantity: Number(quantity),
    anchor: anchor as LocalDate,
    planNo: Number(planNo),
    period: period!,
  };
}

/** What is the same in all entries, charges and subscriptions of a kind. */
export interface KindToWrite {
  /** The id of a subscription goes between the two. */
  readonly key: readonly [string, string];
  /** As JSON; its `id` is that of a subscription. */
  readonly subject: string;
  readonly fingerprint: Buffer;
  readonly entryKind: string;
  readonly from: string;
  readonly to: string;
  readonly priceId: string;
  readonly quantity: number;
  readonly planNo: number;
  /** Nothing moves when it is 0: there is a charge then, and no entry. */
  readonly amount: Minor;
  readonly periodStart: LocalDate;
  readonly periodEnd: LocalDate;
  readonly anchor: LocalDate;
}

export interface PlainToWrite {
  readonly kinds: readonly KindToWrite[];
  readonly accounts: readonly {
    readonly id: string;
    readonly money: Minor;
    readonly lastSeq: number;
    readonly nextDue: LocalDate;
  }[];
  /** `account` and `kind` are places in the lists above, from 1; `seq` is null where nothing moves. */
  readonly lines: readonly {
    readonly account: number;
    readonly kind: number;
    readonly subscriptionId: string;
    readonly seq: number | null;
    /** What bonus pays of the amount. */
    readonly bonus: Minor;
    /** Of an entry that bonus pays a part of; null: that of its kind. */
    readonly fingerprint: Buffer | null;
    /** Which posting of the entry is the money's. */
    readonly moneyLine: number;
  }[];
  /** Postings of bonus. */
  readonly uses: readonly {
    readonly account: number;
    readonly seq: number;
    readonly line: number;
    readonly from: string;
    readonly to: string;
    readonly grantId: string;
    readonly amount: Minor;
  }[];
}

/** Accounts of which nothing but money and bonus decides, read and renewed by the hundred: what `libs/billing/src/plain.ts` calls plain. */
@Injectable()
export class PlainStore {
  /** Those of the accounts that are plain on a date and have something due on it. The caller holds their locks when it means to write. */
  async find(tx: EntityManager, ids: readonly string[], date: LocalDate): Promise<PlainRow[]> {
    return tx.query(FIND, [arrayParameter('uuid', ids), date]);
  }

  /** Bonus that accounts still have, usable or not, by account. */
  async grants(
    tx: EntityManager,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, readonly GrantState[]>> {
    const rows: (Omit<GrantState, 'remaining'> & { readonly account: string; readonly remaining: string })[] =
      await tx.query(
        `select account_id as account, id, priority, effective_at as "effectiveAt", expires_at as "expiresAt", remaining
           from bonus_grant where account_id = any($1::uuid[]) and remaining > 0`,
        [arrayParameter('uuid', ids)],
      );
    const grants = new Map<string, GrantState[]>();
    for (const { account, remaining, ...grant } of rows) {
      const known = grants.get(account) ?? [];
      known.push({ ...grant, remaining: BigInt(remaining) });
      grants.set(account, known);
    }
    return grants;
  }

  async offers(tx: EntityManager, sellers: readonly string[]): Promise<ReadonlyMap<string, PlainOffer>> {
    const rows: (PlainOffer & { readonly seller: string; readonly version: string })[] = await tx.query(
      `select s.code as seller, o.version, s.time_zone as "timeZone", s.currency, o.terms ->> 'burnDown' as "burnDown",
              (o.terms ->> 'autoRenewal')::boolean as "autoRenewal"
         from offer_version o join seller s on s.code = o.seller_code where s.code = any($1)`,
      [sellers],
    );
    return new Map(rows.map((row) => [`${row.seller} ${row.version}`, row]));
  }

  async prices(tx: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, PlainPrice>> {
    const rows: (PlainPrice & { readonly id: string })[] = await tx.query(
      `select p.id, p.product_code, ${PRICE_COLUMNS} from price p where p.id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Entries, postings, charges, subscriptions and accounts in one statement: what is said once for a kind goes over the wire once. */
  async write(
    tx: EntityManager,
    { kinds, accounts, lines, uses }: PlainToWrite,
    act: { readonly now: Date; readonly actor: string; readonly runId: string | null },
  ): Promise<void> {
    const account = listOf(accounts);
    const line = listOf(lines);
    const kind = listOf(kinds);
    const use = listOf(uses);
    await tx.query(WRITE, [
      account('uuid', ({ id }) => id),
      account('bigint', ({ money }) => money),
      account('integer', ({ lastSeq }) => lastSeq),
      account('date', ({ nextDue }) => nextDue),
      line('integer', (each) => each.account),
      line('integer', (each) => each.kind),
      line('uuid', ({ subscriptionId }) => subscriptionId),
      line('integer', ({ seq }) => seq),
      newIdsParameter(
        lines.map(({ seq }) => seq !== null),
        act.now,
      ),
      kind('text', ({ key }) => key[0]),
      kind('text', ({ key }) => key[1]),
      kind('jsonb', ({ subject }) => subject),
      kind('bytea', ({ fingerprint }) => fingerprint),
      kind('text', ({ entryKind }) => entryKind),
      kind('ledger_account', ({ from }) => from),
      kind('ledger_account', ({ to }) => to),
      kind('uuid', ({ priceId }) => priceId),
      kind('integer', ({ quantity }) => quantity),
      kind('smallint', ({ planNo }) => planNo),
      kind('bigint', ({ amount }) => amount),
      kind('date', ({ periodStart }) => periodStart),
      kind('date', ({ periodEnd }) => periodEnd),
      kind('date', ({ anchor }) => anchor),
      act.now,
      act.actor,
      act.runId,
      line('bigint', ({ bonus }) => bonus),
      line('bytea', ({ fingerprint }) => fingerprint),
      line('smallint', ({ moneyLine }) => moneyLine),
      use('integer', (each) => each.account),
      use('integer', ({ seq }) => seq),
      use('smallint', (each) => each.line),
      use('ledger_account', ({ from }) => from),
      use('ledger_account', ({ to }) => to),
      use('uuid', ({ grantId }) => grantId),
      use('bigint', ({ amount }) => amount),
    ]);
  }
}

/** Of what is due only what simply goes on: no credit, no seats to follow, no project, no package, no change of price after it was chosen. */
const SIMPLY_GOES_ON = `s.state = 'active' and s.auto_renew and not s.renews_once and s.credit = 0 and s.free_quantity is null
  and s.seats is null and s.project_id is null and s.package_no = 0
  and not exists (select from repriced r where r.product_code = s.product_code and r.newest_on > s.pinned_on)`;

/** Changes of prices are read once for a batch, not once for each subscription. */
const FIND = `
  with repriced as materialized (
    select product_code, max(effective_on) as newest_on from price_change group by product_code
  ), held as materialized (
    select a.id, a.money, a.last_seq, a.seller_code, a.offer_version from account a
     where a.id = any($1::uuid[]) and a.state = 'active' and a.held_ground is null and not a.is_technical
       and not exists (select from usage_accrual u where u.account_id = a.id)
       and not exists (select from access_grant f where f.account_id = a.id and f.begun_on is null and f.revoked_at is null)
       and not exists (select from balance_alert t where t.account_id = a.id)
       and not exists (select from outage o where o.seller_code = a.seller_code and o.to_day > $2)
  )
  select h.id, h.money, h.last_seq, h.seller_code, h.offer_version, used.next_due, used.lines
    from held h cross join lateral (
      select min(s.paid_to) filter (where s.paid_to > $2) as next_due,
             string_agg(concat(s.id, s.rank, '|', s.price_id, '|', s.quantity, '|', s.anchor, '|', s.plan_no, '|', s.period),
                        E'\\n') filter (where s.paid_to = $2) as lines
        from subscription s where s.account_id = h.id and s.ended_no = 0
      having bool_or(s.paid_to = $2)
         and bool_and(case when s.paid_to > $2 then s.state in ('trial', 'active') else s.paid_to = $2 and ${SIMPLY_GOES_ON} end)) used`;

const WRITE = `
  with booked as materialized (
    select id, money, last_seq, next_due
      from unnest($1::uuid[], $2::bigint[], $3::integer[], $4::date[]) as a(id, money, last_seq, next_due)
  ), kind as materialized (
    select key_head, key_tail, subject, fingerprint, entry_kind, from_account, to_account, price_id, quantity, plan_no,
           amount, period_start, period_end, anchor, no
      from unnest($10::text[], $11::text[], $12::jsonb[], $13::bytea[], $14::text[], $15::ledger_account[],
                         $16::ledger_account[], $17::uuid[], $18::integer[], $19::smallint[], $20::bigint[], $21::date[], $22::date[], $23::date[])
      with ordinality as k(key_head, key_tail, subject, fingerprint, entry_kind, from_account,
                           to_account, price_id, quantity, plan_no, amount, period_start, period_end, anchor, no)
  ), line as materialized (
    select ($1::uuid[])[l.account_no] as account_id, l.subscription_id, l.subscription_id::text as id_text, l.seq, l.entry_id, l.bonus, l.own_fingerprint,
           l.money_line, key_head, key_tail, subject, fingerprint, entry_kind, from_account, to_account, price_id,
           quantity, plan_no, amount, period_start, period_end, anchor
      from unnest($5::integer[], $6::integer[], $7::uuid[], $8::integer[], $9::uuid[], $27::bigint[], $28::bytea[], $29::smallint[])
        as l(account_no, kind_no, subscription_id, seq, entry_id, bonus, own_fingerprint, money_line)
      join kind k on k.no = l.kind_no
  ), used as materialized (
    select ($1::uuid[])[u.account_no] as account_id, u.seq, u.line, u.from_account, u.to_account, u.grant_id, u.amount
      from unnest($30::integer[], $31::integer[], $32::smallint[], $33::ledger_account[], $34::ledger_account[], $35::uuid[], $36::bigint[])
        as u(account_no, seq, line, from_account, to_account, grant_id, amount)
  ), entered as (
    insert into entry (account_id, seq, id, key, fingerprint, kind, happened_at, recorded_at, business_date, actor, subject, money, bonus)
    select account_id, seq, entry_id, key_head || id_text || key_tail, coalesce(own_fingerprint, fingerprint), entry_kind, $24, $24,
           period_start, $25, jsonb_set(subject, '{id}', to_jsonb(id_text)), bonus - amount, -bonus
      from line where amount > 0
  ), posted as (
    insert into posting (account_id, seq, line, from_account, to_account, grant_id, amount)
    select account_id, seq, money_line, from_account, to_account, null, amount - bonus from line where amount > bonus
    union all
    select account_id, seq, line, from_account, to_account, grant_id, amount from used
  ), spent as (
    update bonus_grant g set remaining = g.remaining - u.amount
      from (select account_id, grant_id, sum(amount)::bigint as amount from used group by account_id, grant_id) u
     where g.account_id = u.account_id and g.id = u.grant_id
  ), charged as (
    insert into charge (account_id, subscription_id, period_start, plan_no, period_end, business_date, seq, quantity, price_id, cost,
                        amount, bonus_part, run_id, recorded_at)
    select account_id, subscription_id, period_start, plan_no, period_end, period_start, seq, quantity, price_id, amount,
           amount, bonus, $26::uuid, $24
      from line
  ), renewed as (
    update subscription s set quantity = l.quantity, price_id = l.price_id, anchor = l.anchor, paid_to = l.period_end,
           period_start = l.period_start, period_cost = l.amount
      from line l where s.account_id = l.account_id and s.id = l.subscription_id
  )
  update account a set money = b.money, last_seq = b.last_seq, next_due = b.next_due from booked b where a.id = b.id`;
