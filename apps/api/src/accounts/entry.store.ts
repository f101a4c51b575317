import { Injectable } from '@nestjs/common';
import type { EntriesPageDto, EntryDto } from '@rocket/contracts';
import type { Currency, Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { brokenCursor, cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';
import {
  COLUMNS,
  entriesFrom,
  FILTER,
  filterValues,
  FIRST,
  LAST,
  PERSON,
  PROJECT,
  placeAfter,
  toDto,
  type EntriesFilter,
  type Place,
} from './entry.rows';

export type { EntriesFilter };
export type EntriesRequest = EntriesFilter & PageRequest;

/** Money and bonus, in minor units. */
export interface Held {
  readonly money: Minor;
  readonly bonus: Minor;
}

/** Rows of a long reading that are in memory together. */
const BATCH = 500;

/** Reads the journal of an account. */
@Injectable()
export class EntryStore {
  /**
   * Entries by when they happened, newest first; of the same instant, in the order of recording. `total` is of all pages. Further
   * pages are of the journal as it was when the first was read: the cursor carries where that was and what was held there.
   * @param currency of the account, on its way
   */
  async list(
    tx: EntityManager,
    accountId: string,
    currency: Promise<Currency>,
    request: EntriesRequest,
  ): Promise<EntriesPageDto> {
    // Asked together: one trip less.
    const [sumsIn, { place, total }] = await Promise.all([currency, this.begin(tx, accountId, request)]);
    const limit = limitOf(request) + 1;
    const rows = await entriesFrom(tx, accountId, place, { go: 'older', filter: request, limit });
    const page = pageOf(
      rows,
      request,
      (row) => toDto(row, sumsIn),
      (row) => {
        const { happenedAt, seq, lastSeq, money, bonus } = placeAfter(row, place.lastSeq, 'older');
        return [happenedAt, seq, lastSeq, money.toString(), bonus.toString(), total];
      },
    );
    return { ...page, total };
  }

  /** Where the page begins: told by its cursor, or at the top. */
  private async begin(
    tx: EntityManager,
    accountId: string,
    request: EntriesRequest,
  ): Promise<{ place: Place; total: number }> {
    return placeOfCursor(request) ?? this.top(tx, accountId, request);
  }

  /** Above the newest entry, by the entries themselves; and how many of them a filter leaves. */
  private async top(
    tx: EntityManager,
    accountId: string,
    filter: EntriesFilter,
  ): Promise<{ place: Place; total: number }> {
    const [row] = await tx.query(
      `select coalesce(max(e.seq), 0) as last, coalesce(sum(e.money), 0) as money, coalesce(sum(e.bonus), 0) as bonus,
              (count(*) filter (where ${FILTER}))::integer as total
         from entry e where e.account_id = $1`,
      filterValues(accountId, filter),
    );
    const held = { money: BigInt(row.money), bonus: BigInt(row.bonus) };
    return { place: { ...LAST, lastSeq: row.last, ...held }, total: row.total };
  }

  /** How many entries a filter leaves. */
  async count(tx: EntityManager, accountId: string, filter: EntriesFilter): Promise<number> {
    return (await this.top(tx, accountId, filter)).total;
  }

  /**
   * Everything a filter leaves, oldest first, in batches: nothing is held but one, and no transaction while the reader of the file is
   * slow. It is the journal as it was at the first batch.
   */
  async *all(
    tx: EntityManager,
    accountId: string,
    currency: Currency,
    filter: EntriesFilter,
  ): AsyncGenerator<EntryDto[]> {
    const { lastSeq } = (await this.top(tx, accountId, filter)).place;
    const place = { ...FIRST, lastSeq, money: 0n, bonus: 0n };
    yield* batches(tx, accountId, currency, { place, filter });
  }

  /** Everything that happened in `[from, to)`, oldest first, and what was held before it, in minor units. */
  async between(
    tx: EntityManager,
    accountId: string,
    currency: Currency,
    { from, to }: { from: Date; to: Date },
  ): Promise<{ opening: Held; entries: EntryDto[] }> {
    const [before] = await tx.query(
      `select coalesce(sum(money), 0) as money, coalesce(sum(bonus), 0) as bonus,
              (select last_seq from account where id = $1) as last
         from entry where account_id = $1 and happened_at < $2`,
      [accountId, from],
    );
    const opening = { money: BigInt(before.money), bonus: BigInt(before.bonus) };
    const place = { happenedAt: from.toISOString(), seq: 0, lastSeq: before.last, ...opening };
    const entries: EntryDto[] = [];
    for await (const batch of batches(tx, accountId, currency, { place, filter: {}, before: to }))
      entries.push(...batch);
    return { opening, entries };
  }

  async one(tx: EntityManager, accountId: string, entryId: string, currency: Currency): Promise<EntryDto> {
    const [row] = await tx.query(
      `select ${COLUMNS}, b.money as money_after, b.bonus as bonus_after, ${PERSON}, ${PROJECT}
         from entry e cross join lateral (
           select sum(o.money) as money, sum(o.bonus) as bonus from entry o
            where o.account_id = e.account_id and (o.happened_at, o.seq) <= (e.happened_at, e.seq)) b
        where e.account_id = $1 and e.id = $2`,
      [accountId, entryId],
    );
    return toDto(row, currency);
  }

  /** What the customer held at an instant, by when entries happened and by which grants were valid then. */
  async balanceAsOf(tx: EntityManager, accountId: string, asOf: Date): Promise<Held> {
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

async function* batches(
  tx: EntityManager,
  accountId: string,
  currency: Currency,
  { place, ...wish }: { place: Place; filter: EntriesFilter; before?: Date },
): AsyncGenerator<EntryDto[]> {
  for (let at = place; ;) {
    const rows = await entriesFrom(tx, accountId, at, { ...wish, go: 'newer', limit: BATCH });
    if (rows.length > 0) yield rows.map((row) => toDto(row, currency));
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    at = placeAfter(last, place.lastSeq, 'newer');
  }
}

const MINOR = /^-?\d{1,18}$/;
const isSeq = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31;

/** @throws ApiError `validation_failed` for a cursor that this list did not make */
function placeOfCursor(request: PageRequest): { place: Place; total: number } | null {
  const cursor = cursorOf(request);
  if (cursor === null) return null;
  const [happenedAt, seq, lastSeq, money, bonus, total] = cursor;
  if (
    typeof happenedAt !== 'string' ||
    Number.isNaN(Date.parse(happenedAt)) ||
    ![seq, lastSeq, total].every(isSeq) ||
    ![money, bonus].every((held) => typeof held === 'string' && MINOR.test(held))
  )
    throw brokenCursor();
  const held = { money: BigInt(money as string), bonus: BigInt(bonus as string) };
  const place = { happenedAt, seq: seq as number, lastSeq: lastSeq as number, ...held };
  return { place, total: total as number };
}
