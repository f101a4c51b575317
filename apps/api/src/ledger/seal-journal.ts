import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CHAIN_START, sealText } from '@rocket/billing';
import { Clock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { bulkInsert } from '../platform/bulk';
import { withTransaction } from '../platform/database';
import { journalRows, sealedFields, type JournalRow } from './journal-rows';

const BATCH = 1000;
const SEALER_LOCK = 7_205_759_404;

export const chainHash = (previous: string, row: JournalRow): string =>
  createHash('sha256')
    .update(sealText(previous, sealedFields(row)))
    .digest('hex');

/**
 * Seals what was committed since: a hash over each entry and the one before it in its book. Not in the hot path; one sealer at
 * a time.
 */
@Injectable()
export class SealJournal {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<number> {
    const now = await this.clock.now();
    let sealed = 0;
    for (let batch = BATCH; batch === BATCH; sealed += batch) {
      batch = await withTransaction(this.db, (tx) => this.sealBatch(tx, now));
    }
    return sealed;
  }

  private async sealBatch(tx: EntityManager, now: Date): Promise<number> {
    const [{ mine }] = await tx.query('select pg_try_advisory_xact_lock($1) as mine', [SEALER_LOCK]);
    if (!mine) return 0;
    const where = 'not exists (select from entry_seal s where s.account_id = e.account_id and s.seq = e.seq)';
    const rows = await journalRows(tx, { after: null, limit: BATCH, where });
    const heads = await this.heads(tx, [...new Set(rows.map((row) => row.account_id))]);
    const hashes = rows.map((row) => {
      const hash = chainHash(heads.get(row.account_id) ?? CHAIN_START, row);
      heads.set(row.account_id, hash);
      return Buffer.from(hash, 'hex');
    });
    await bulkInsert(tx, 'entry_seal', [
      { name: 'account_id', type: 'uuid', values: rows.map((row) => row.account_id) },
      { name: 'seq', type: 'integer', values: rows.map((row) => row.seq) },
      { name: 'hash', type: 'bytea', values: hashes },
      { name: 'sealed_at', type: 'timestamptz', values: rows.map(() => now) },
    ]);
    return rows.length;
  }

  private async heads(tx: EntityManager, accountIds: readonly string[]): Promise<Map<string, string>> {
    const rows: { account_id: string; hash: string }[] = await tx.query(
      `select x.id as account_id, encode(s.hash, 'hex') as hash from unnest($1::uuid[]) as x(id)
         cross join lateral (select hash from entry_seal where account_id = x.id order by seq desc limit 1) s`,
      [accountIds],
    );
    return new Map(rows.map((row) => [row.account_id, row.hash]));
  }
}
