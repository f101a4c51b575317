import { Client } from 'pg';
import { onDatabase } from './clone-database';

const KEPT = 'fresh_start';

/**
 * The rows of a freshly seeded database, kept beside it in the same one and put back for each story. The journal refuses to be
 * emptied, so this takes what only the owner of a test database may do: it turns the triggers off for its own connection.
 */
export class FreshStart {
  private constructor(
    private readonly db: Client,
    private readonly rowsKept: string,
  ) {}

  /** Keeps what is there now. */
  static async keep(databaseUrl: string): Promise<void> {
    await onDatabase(databaseUrl, async (db) => {
      await db.query(`drop schema if exists ${KEPT} cascade; create schema ${KEPT}`);
      for (const name of await tablesOf(db, 'public')) {
        const { rowCount } = await db.query(`select 1 from public.${name} limit 1`);
        if (rowCount !== 0) await db.query(`create table ${KEPT}.${name} as table public.${name}`);
      }
    });
  }

  /** Null where nothing is kept, or where the database does not let us turn triggers off: then there is only the reset. */
  static async of(databaseUrl: string): Promise<FreshStart | null> {
    const db = new Client({ connectionString: databaseUrl });
    await db.connect();
    try {
      await db.query('set session_replication_role = replica');
      const kept = await tablesOf(db, KEPT);
      if (kept.length === 0) throw new Error('Nothing is kept');
      const inserts: string[] = [];
      for (const name of kept) {
        const columns = await columnsOf(db, name);
        inserts.push(
          `insert into public.${name} (${columns}) overriding system value select ${columns} from ${KEPT}.${name}`,
        );
      }
      return new FreshStart(db, inserts.join(';'));
    } catch {
      await db.end();
      return null;
    }
  }

  /** True when it is as it was kept. */
  async again(): Promise<boolean> {
    const written = await writtenTables(this.db);
    await this.db.query([...written.map((name) => `delete from public.${name}`), this.rowsKept].join(';'));
    return true;
  }

  end(): Promise<void> {
    return this.db.end();
  }
}

async function tablesOf(db: Client, schema: string): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = $1 order by tablename`,
    [schema],
  );
  return rows.map(({ name }) => name);
}

/** Those with a page of their own, rows or none: to plan the emptying of one that was never written takes as long as of any. */
async function writtenTables(db: Client): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0 order by relname`,
  );
  return rows.map(({ name }) => name);
}

/** Without those the database computes itself. */
async function columnsOf(db: Client, table: string): Promise<string> {
  const { rows } = await db.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [`public.${table}`],
  );
  return rows[0]!.columns;
}
