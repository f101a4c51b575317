import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  assertPostable,
  balanceChange,
  billingError,
  fingerprintText,
  type EntryContent,
  type EntryKind,
  type EntrySubject,
  type JournalEntry,
  type Posting,
} from '@rocket/billing';
import type { Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { bulkInsert } from '../platform/bulk';
import { newId } from '../platform/ids';

/** The book an entry stands in: an account, or a seller's own. `lastSeq` is the number of its last entry. */
export interface Book {
  readonly id: string;
  lastSeq: number;
}

export interface PostedEntry {
  readonly id: string;
  readonly seq: number;
  readonly entry: JournalEntry;
}

/** An entry with where it stands, ready for the bulk writers. */
export interface PlacedEntry extends PostedEntry {
  readonly bookId: string;
}

export const fingerprintOf = (entry: EntryContent): Buffer =>
  hash('sha256', fingerprintText(entry), 'buffer');

/** Writes and reads the journal. Decides nothing: every rule about money lives in libs/billing. */
@Injectable()
export class LedgerStore {
  /**
   * Adds one entry to the book of an account that the caller has locked, moves its money and its grants, and answers null
   * when this very entry was already there.
   *
   * @throws DomainError `entry_conflict` when the key was used for something else
   */
  async post(
    tx: EntityManager,
    accountId: string,
    entry: JournalEntry,
    recordedAt: Date,
  ): Promise<PostedEntry | null> {
    assertPostable(entry);
    if (await this.has(tx, accountId, entry)) return null;
    const change = balanceChange(entry.postings);
    const [[row]] = await tx.query(
      'update account set last_seq = last_seq + 1, money = money + $2 where id = $1 returning last_seq',
      [accountId, change.money.toString()],
    );
    if (!row) throw new Error(`No account ${accountId} to post to`);
    const placed = { bookId: accountId, id: newId(recordedAt), seq: row.last_seq as number, entry };
    await this.insert(tx, [placed], recordedAt);
    await this.moveGrants(tx, accountId, entry);
    return placed;
  }

  /** Adds an entry to a seller's own book. Company-side books are insert-only and never locked: the receipt's key guards. */
  async postToSeller(
    tx: EntityManager,
    bookId: string,
    entry: JournalEntry,
    recordedAt: Date,
  ): Promise<PostedEntry> {
    assertPostable(entry);
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [bookId]);
    const [{ seq }] = await tx.query(
      'select coalesce(max(seq), 0) + 1 as seq from entry where account_id = $1',
      [bookId],
    );
    const placed = { bookId, id: newId(recordedAt), seq: seq as number, entry };
    await this.insert(tx, [placed], recordedAt);
    return placed;
  }

  /** Writes entries and their postings in two statements. Balances are the caller's. */
  async insert(tx: EntityManager, entries: readonly PlacedEntry[], recordedAt: Date): Promise<void> {
    const column = <T>(name: string, type: string, value: (placed: PlacedEntry) => T) => ({
      name,
      type,
      values: entries.map(value),
    });
    const changes = entries.map(({ entry }) => balanceChange(entry.postings));
    await bulkInsert(tx, 'entry', [
      column('account_id', 'uuid', (e) => e.bookId),
      column('seq', 'integer', (e) => e.seq),
      column('id', 'uuid', (e) => e.id),
      column('key', 'text', (e) => e.entry.key),
      column('fingerprint', 'bytea', (e) => fingerprintOf(e.entry)),
      column('kind', 'text', (e) => e.entry.kind),
      column('happened_at', 'timestamptz', (e) => e.entry.happenedAt),
      { name: 'recorded_at', type: 'timestamptz', same: recordedAt },
      column('business_date', 'date', (e) => e.entry.businessDate),
      column('actor', 'text', (e) => e.entry.actor),
      column('reason', 'text', (e) => e.entry.reason ?? null),
      column('subject', 'jsonb', (e) => (e.entry.subject ? JSON.stringify(e.entry.subject) : null)),
      column('reverses', 'uuid', (e) => e.entry.reverses ?? null),
      { name: 'money', type: 'bigint', values: changes.map(({ money }) => money) },
      { name: 'bonus', type: 'bigint', values: changes.map(({ bonus }) => bonus) },
    ]);
    const lines = entries.flatMap((e) => e.entry.postings.map((posting, line) => ({ e, posting, line })));
    await bulkInsert(tx, 'posting', [
      { name: 'account_id', type: 'uuid', values: lines.map(({ e }) => e.bookId) },
      { name: 'seq', type: 'integer', values: lines.map(({ e }) => e.seq) },
      { name: 'line', type: 'smallint', values: lines.map(({ line }) => line) },
      { name: 'from_account', type: 'ledger_account', values: lines.map(({ posting }) => posting.from) },
      { name: 'to_account', type: 'ledger_account', values: lines.map(({ posting }) => posting.to) },
      { name: 'grant_id', type: 'uuid', values: lines.map(({ posting }) => posting.grantId ?? null) },
      { name: 'amount', type: 'bigint', values: lines.map(({ posting }) => posting.amount) },
    ]);
  }

  /** An entry with its postings, or null. Its account is found by the entry's own id. */
  async find(tx: EntityManager, entryId: string): Promise<FoundEntry | null> {
    const [row] = await tx.query(
      'select account_id, seq, id, kind, reverses, subject from entry where id = $1',
      [entryId],
    );
    if (!row) return null;
    const postings = await tx.query(
      'select from_account, to_account, grant_id, amount from posting where account_id = $1 and seq = $2 order by line',
      [row.account_id, row.seq],
    );
    return {
      id: row.id,
      accountId: row.account_id,
      kind: row.kind,
      subject: row.subject,
      postings: postings.map(toPosting),
    };
  }

  /** The entry a key already names in a book, or null. */
  async idOfKey(tx: EntityManager, accountId: string, key: string): Promise<string | null> {
    const [row] = await tx.query('select id from entry where account_id = $1 and key = $2', [accountId, key]);
    return row?.id ?? null;
  }

  /** How many entries of a kind an account has about one subject. */
  async countAbout(
    tx: EntityManager,
    accountId: string,
    kind: EntryKind,
    subjectId: string,
  ): Promise<number> {
    const [row] = await tx.query(
      `select count(*)::int as n from entry where account_id = $1 and kind = $2 and subject ->> 'id' = $3`,
      [accountId, kind, subjectId],
    );
    return row.n;
  }

  async isReversed(tx: EntityManager, accountId: string, entryId: string): Promise<boolean> {
    const [row] = await tx.query('select 1 from entry where account_id = $1 and reverses = $2', [
      accountId,
      entryId,
    ]);
    return row !== undefined;
  }

  private async has(tx: EntityManager, bookId: string, entry: JournalEntry): Promise<boolean> {
    const [row] = await tx.query('select fingerprint from entry where account_id = $1 and key = $2', [
      bookId,
      entry.key,
    ]);
    if (!row) return false;
    if (fingerprintOf(entry).equals(row.fingerprint)) return true;
    throw billingError('entry_conflict', 'Это событие уже записано с другим содержанием', { key: entry.key });
  }

  private async moveGrants(
    tx: EntityManager,
    accountId: string,
    { kind, postings }: JournalEntry,
  ): Promise<void> {
    // The row of a new grant is inserted with its amount.
    if (kind === 'bonus_grant') return;
    for (const { to, amount, grantId } of postings) {
      if (grantId === undefined) continue;
      const change: Minor = to === 'customer_bonus' ? amount : -amount;
      await tx.query('update bonus_grant set remaining = remaining + $3 where account_id = $1 and id = $2', [
        accountId,
        grantId,
        change.toString(),
      ]);
    }
  }
}

export interface FoundEntry {
  readonly id: string;
  readonly accountId: string;
  readonly kind: EntryKind;
  readonly subject: EntrySubject | null;
  readonly postings: readonly Posting[];
}

interface PostingRow {
  readonly from_account: Posting['from'];
  readonly to_account: Posting['to'];
  readonly amount: string;
  readonly grant_id: string | null;
}

const toPosting = (row: PostingRow): Posting => ({
  from: row.from_account,
  to: row.to_account,
  amount: BigInt(row.amount),
  ...(row.grant_id ? { grantId: row.grant_id } : {}),
});
