import type { LedgerAccount } from '@rocket/billing';
import type { EntityManager } from 'typeorm';

/** An entry as it was recorded, all of it as text in one canonical form: what is sealed, verified and exported. */
export interface JournalRow {
  readonly account_id: string;
  readonly seq: number;
  readonly id: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly kind: string;
  readonly happened_at: string;
  readonly recorded_at: string;
  readonly business_date: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly subject: string | null;
  readonly reverses: string | null;
  readonly money: string;
  readonly bonus: string;
  readonly postings: readonly {
    readonly from: LedgerAccount;
    readonly to: LedgerAccount;
    readonly grant: string | null;
    readonly amount: string;
  }[];
}

export interface RowsRequest {
  /** After this entry, in the order of books. */
  readonly after: { readonly accountId: string; readonly seq: number } | null;
  readonly limit: number;
  /** SQL over `e` that narrows the rows; from code, never from a request. */
  readonly where?: string;
  readonly parameters?: readonly unknown[];
}

/** Reads entries book by book in order of recording. */
export function journalRows(tx: EntityManager, request: RowsRequest): Promise<JournalRow[]> {
  return tx.query(
    `select e.account_id, e.seq, e.id, e.key, encode(e.fingerprint, 'hex') as fingerprint, e.kind,
            e.happened_at::text as happened_at, e.recorded_at::text as recorded_at, e.business_date::text as business_date,
            e.actor, e.reason, e.subject::text as subject, e.reverses, e.money::text as money, e.bonus::text as bonus,
            (select coalesce(jsonb_agg(jsonb_build_object('from', p.from_account, 'to', p.to_account, 'grant', p.grant_id,
                       'amount', p.amount::text) order by p.line), '[]')
               from posting p where p.account_id = e.account_id and p.seq = e.seq) as postings
       from entry e
      where ($1::uuid is null or (e.account_id, e.seq) > ($1, $2::integer)) ${request.where ? `and ${request.where}` : ''}
      order by e.account_id, e.seq limit $3`,
    [
      request.after?.accountId ?? null,
      request.after?.seq ?? null,
      request.limit,
      ...(request.parameters ?? []),
    ],
  );
}

/** Everything that was recorded, in the order that is hashed. */
export const sealedFields = (row: JournalRow): (string | number | null)[] => [
  row.account_id,
  row.seq,
  row.id,
  row.key,
  row.fingerprint,
  row.kind,
  row.happened_at,
  row.recorded_at,
  row.business_date,
  row.actor,
  row.reason,
  row.subject,
  row.reverses,
  row.money,
  row.bonus,
  JSON.stringify(row.postings.map(({ from, to, grant, amount }) => [from, to, grant, amount])),
];
