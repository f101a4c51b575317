import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SecretBox, sealedFromText, sealedToText } from './secret-box';
import type { SealedPlace } from './secrets-kept';

/** Where a table keeps sealed secrets. Names come from code, never from a request. */
export interface SealedColumn {
  /** Table and column. */
  readonly kept: SealedPlace;
  readonly id: readonly string[];
  /** The column that names the key; null where the secret is text that says so itself (`sealedToText`). */
  readonly keyId: string | null;
  /** What the secret of a row was sealed for, from its id columns. */
  readonly purpose: (id: readonly string[]) => string;
}

interface SealedRow {
  readonly id: string[];
  readonly kept: Buffer | string;
  readonly key_id: string;
}

const BATCH = 200;

/**
 * Seals with the newest key what an older one sealed (rule 32): the work due is a query, so an older key may leave
 * `SECRETS_KEY` when nothing names it any more. A row that changes meanwhile was sealed with the newest key anyway.
 */
@Injectable()
export class SealAnew {
  private readonly log = new Logger(SealAnew.name);
  private readonly columns: SealedColumn[] = [];
  private isLeaving = false;

  constructor(
    private readonly db: DataSource,
    private readonly box: SecretBox,
  ) {}

  register(column: SealedColumn): void {
    this.columns.push(column);
  }

  /** What is sealed anew, for whoever asks whether something is forgotten. */
  get places(): readonly SealedPlace[] {
    return this.columns.map(({ kept }) => kept);
  }

  /** The process ends: what is left is left to the next one. */
  stop(): void {
    this.isLeaving = true;
  }

  async run(): Promise<void> {
    for (const column of this.columns) await this.runColumn(column);
  }

  /** Page by page behind the last row seen: one that cannot be opened keeps no other from its turn. */
  private async runColumn(column: SealedColumn): Promise<void> {
    let done = 0;
    let unopened = 0;
    for (let rows = await this.due(column, null); rows.length > 0;) {
      for (const row of rows)
        if (this.isLeaving) return;
        else if (await this.runRow(column, row)) done += 1;
        else unopened += 1;
      rows = rows.length < BATCH ? [] : await this.due(column, rows.at(-1)!.id);
    }
    if (done > 0) this.log.log({ msg: 'Sealed anew', kept: column.kept, rows: done });
    if (unopened > 0)
      this.log.error({
        msg: 'Secrets cannot be opened: their key is not in SECRETS_KEY',
        kept: column.kept,
        rows: unopened,
      });
  }

  private due(column: SealedColumn, after: readonly string[] | null): Promise<SealedRow[]> {
    const { table, place, keyId } = namesOf(column);
    const ids = column.id.join(', ');
    const behind = after === null ? '' : `and (${ids}) > (${after.map((_, at) => `$${at + 2}`).join(', ')})`;
    return this.db.query(
      `select array[${column.id.map((name) => `${name}::text`).join(', ')}] as id, ${place} as kept, ${keyId} as key_id
         from ${table}
        where ${place} is not null ${column.keyId === null ? `and ${place} like 'sealed:%'` : ''}
          and ${keyId} <> $1 ${behind}
        order by ${ids} limit ${BATCH}`,
      [this.box.keyId, ...(after ?? [])],
    );
  }

  private async runRow(column: SealedColumn, { id, kept, key_id }: SealedRow): Promise<boolean> {
    const purpose = column.purpose(id);
    let text: string;
    try {
      const old = typeof kept === 'string' ? sealedFromText(kept) : { keyId: key_id, bytes: kept };
      text = this.box.open(old, purpose);
    } catch {
      return false;
    }
    const sealed = this.box.seal(text, purpose);
    const { table, place } = namesOf(column);
    const set = column.keyId === null ? `${place} = $1` : `${place} = $1, ${column.keyId} = $2`;
    const values = column.keyId === null ? [sealedToText(sealed)] : [sealed.bytes, sealed.keyId];
    const where = [place, ...column.id].map((name, at) => `${name} = $${values.length + at + 1}`);
    await this.db.query(`update ${table} set ${set} where ${where.join(' and ')}`, [...values, kept, ...id]);
    return true;
  }
}

function namesOf({ kept, keyId }: SealedColumn) {
  const [table, place] = kept.split('.') as [string, string];
  return { table, place, keyId: keyId ?? `split_part(${place}, ':', 2)` };
}
