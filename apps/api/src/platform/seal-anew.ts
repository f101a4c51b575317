import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SecretBox } from './secret-box';

/** Where a table keeps sealed secrets. Names come from code, never from a request. */
export interface SealedColumn {
  readonly table: string;
  readonly id: readonly string[];
  readonly bytes: string;
  readonly keyId: string;
  /** What the secret of a row was sealed for, from its id columns. */
  readonly purpose: (id: readonly string[]) => string;
}

interface SealedRow {
  readonly id: string[];
  readonly bytes: Buffer;
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

  constructor(
    private readonly db: DataSource,
    private readonly box: SecretBox,
  ) {}

  register(column: SealedColumn): void {
    this.columns.push(column);
  }

  async run(): Promise<void> {
    for (const column of this.columns) await this.runTable(column);
  }

  private async runTable(column: SealedColumn): Promise<void> {
    const { table, bytes, keyId, id } = column;
    const ids = id.map((name) => `${name}::text`).join(', ');
    for (;;) {
      const rows: SealedRow[] = await this.db.query(
        `select array[${ids}] as id, ${bytes} as bytes, ${keyId} as key_id from ${table}
          where ${keyId} <> $1 and ${bytes} is not null order by ${ids} limit ${BATCH}`,
        [this.box.keyId],
      );
      let done = 0;
      for (const row of rows) if (await this.runRow(column, row)) done += 1;
      if (done > 0) this.log.log({ msg: 'Sealed anew', table, rows: done });
      if (rows.length < BATCH || done === 0) return;
    }
  }

  private async runRow({ table, id, bytes, keyId, purpose }: SealedColumn, row: SealedRow): Promise<boolean> {
    try {
      const text = this.box.open({ keyId: row.key_id, bytes: row.bytes }, purpose(row.id));
      const sealed = this.box.seal(text, purpose(row.id));
      const where = id.map((name, at) => `${name}::text = $${at + 4}`).join(' and ');
      await this.db.query(
        `update ${table} set ${bytes} = $1, ${keyId} = $2 where ${bytes} = $3 and ${where}`,
        [sealed.bytes, sealed.keyId, row.bytes, ...row.id],
      );
      return true;
    } catch {
      this.log.error({
        msg: 'A secret cannot be opened: its key is not in SECRETS_KEY',
        table,
        key: row.key_id,
      });
      return false;
    }
  }
}
