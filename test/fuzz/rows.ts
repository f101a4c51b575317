import { Client } from 'pg';

/**
 * What may be written of a request that was refused, and of nothing else: that somebody tried, and from where. `access_change` and
 * the pace of amoCRM follow what amoCRM was asked, not what it was asked for.
 */
const OF_A_REFUSAL = new Set([
  'account_activity',
  'amocrm_pace',
  'api_token',
  'audit_event',
  'idempotency_key',
  'migrations',
  'panel_session',
  'product_key',
  'sign_in_failure',
]);

/** Everything the database holds, as one number a table: two looks with nothing done between them are the same. */
export class Rows {
  private constructor(
    private readonly db: Client,
    private readonly statement: string,
  ) {}

  static async of(databaseUrl: string): Promise<Rows> {
    const db = new Client({ connectionString: databaseUrl });
    await db.connect();
    const { rows } = await db.query<{ name: string }>(
      `select table_name as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    );
    const sums = rows
      .filter(({ name }) => !OF_A_REFUSAL.has(name))
      .map(
        ({ name }) =>
          `select '${name}' as name, coalesce(sum(hashtextextended(t::text, 0)), 0)::text as sum from public.${name} t`,
      );
    return new Rows(db, sums.join(' union all '));
  }

  async look(): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.db.query<{ name: string; sum: string }>(this.statement);
    if (rows.every(({ sum }) => sum === '0')) throw new Error('This connection sees no rows at all');
    return new Map(rows.map(({ name, sum }) => [name, sum]));
  }

  end(): Promise<void> {
    return this.db.end();
  }
}

/** The tables that differ between two looks. */
export const changedBetween = (
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] => [...after].filter(([name, sum]) => before.get(name) !== sum).map(([name]) => name);
