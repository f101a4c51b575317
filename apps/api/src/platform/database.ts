import { Logger } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MIGRATIONS } from '@rocket/migrations';
import pg from 'pg';
import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';
import { actUnderWay } from './acts/act';
import { AppConfig, WrongConfig } from './config';
import { answerUnderWay } from './idempotency/answer-under-way';

const MIGRATION_LOCK = 7_205_759_403;
/** serialization_failure and deadlock_detected: PostgreSQL asks to try the whole transaction again. */
const TRY_AGAIN = new Set(['40001', '40P01']);
const ATTEMPTS = 3;
const DATE_OID = 1082;
const CONNECT_WITHIN_MS = 10_000;

/** `date` stays the text PostgreSQL sent: a Date would put a business date into the machine's time zone. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): unknown =>
    oid === DATE_OID ? (text: string) => text : pg.types.getTypeParser(oid, format),
};

function optionsOf(config: AppConfig): DataSourceOptions {
  return {
    type: 'postgres',
    url: config.databaseUrl,
    poolSize: config.databasePool,
    synchronize: false,
    migrations: MIGRATIONS,
    migrationsRun: false,
    applicationName: 'rocket-market',
    connectTimeoutMS: CONNECT_WITHIN_MS,
    // Disks of today reach any page alike, and no statement of ours lasts long enough to be compiled first.
    extra: { options: '-c timezone=UTC -c random_page_cost=1.1 -c jit=off', types },
  };
}

/**
 * Tries the address once before anything is built on it, so that a wrong one is one sentence and no stack.
 * Throws: `WrongConfig`, without the address: it may hold a password.
 */
export async function refuseUnreachableDatabase(config: AppConfig): Promise<void> {
  const client = new pg.Client({
    connectionString: config.databaseUrl,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
  });
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    throw new WrongConfig(`DATABASE_URL does not lead to a working PostgreSQL: ${reasonOf(error)}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Connects and brings the schema up to date, one process at a time. */
async function openDatabase(options: DataSourceOptions): Promise<DataSource> {
  const db = await new DataSource(options).initialize();
  await migrate(db);
  return db;
}

/** Runs the migrations that have not run, under a lock: several processes may start at once. */
async function migrate(db: DataSource): Promise<void> {
  const lock = db.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const run = await db.runMigrations({ transaction: 'each' });
    if (run.length > 0)
      new Logger('Database').log(`Migrations run: ${run.map(({ name }) => name).join(', ')}`);
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
  }
}

export const DatabaseModule = TypeOrmModule.forRootAsync({
  inject: [AppConfig],
  useFactory: (config: AppConfig) => ({
    ...optionsOf(config),
    autoLoadEntities: true,
    retryAttempts: 0,
  }),
  dataSourceFactory: (options) => {
    if (!options) throw new Error('Nest handed no options of the database over');
    return openDatabase(options);
  },
});

const committed = new WeakMap<object, Set<() => void>>();

/**
 * Has something done once the transaction of `withTransaction` is committed; of one that is undone, or only rehearsed, nothing
 * comes. For wake-ups: what must not be lost stands in the database.
 */
export function afterCommit(tx: EntityManager, what: () => void): void {
  committed.get(connectionOf(tx))?.add(what);
}

/** A transaction inside another is a savepoint on the same connection. */
const connectionOf = (tx: EntityManager): object => tx.queryRunner ?? tx;

/**
 * Does `work` in one READ COMMITTED transaction. When PostgreSQL could not serialise it or broke a deadlock,
 * the whole of it is done again, three times at most: so `work` must touch nothing but `tx`. Whose act it is, and what its door answers, stand in
 * the same transaction.
 */
export async function withTransaction<T>(
  db: DataSource,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  const act = actUnderWay();
  const answered = answerUnderWay();
  for (let attempt = 1; ; attempt += 1) {
    try {
      let said: readonly (string | null)[] = [];
      const afterwards = new Set<() => void>();
      const answer = await db.transaction('READ COMMITTED', async (tx) => {
        committed.set(connectionOf(tx), afterwards);
        const done = await work(tx);
        if (act) said = await act.writeInto(tx);
        if (done !== undefined) await answered?.keepIn(tx, done);
        return done;
      });
      act?.committed(said);
      if (answer !== undefined) answered?.committed();
      for (const each of afterwards) each();
      return answer;
    } catch (error) {
      if (attempt === ATTEMPTS || !TRY_AGAIN.has(sqlStateOf(error) ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 20 * (0.5 + Math.random())));
    }
  }
}

/** The SQLSTATE of a database error (`23505` is a broken unique key), or null when it is something else. */
export function sqlStateOf(error: unknown): string | null {
  const state = codeOf(error);
  return /^[0-9A-Z]{5}$/.test(state) ? state : null;
}

function codeOf(error: unknown): string {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  return String(driverError?.code ?? code ?? '');
}

/** Shutting down or starting (57P0x), out of disk, memory or connections (53xxx), a connection that broke (08xxx). */
const AWAY_STATES = /^(57P0|53|08)/;
const AWAY_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
/** What the driver and TypeORM say without a code when a connection broke under a query. */
const AWAY_WORDS =
  /^(Connection terminated|Query runner already released|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** Whether an error says that the database cannot work now, and nothing of what it was asked: the same may be asked again. */
export function isDatabaseAway(error: unknown): boolean {
  const { message } = (error ?? {}) as { message?: unknown };
  const code = codeOf(error);
  if (AWAY_CODES.has(code)) return true;
  return sqlStateOf(error) === null ? AWAY_WORDS.test(String(message)) : AWAY_STATES.test(code);
}

/** Why the connection failed, without the address: it may hold a password. */
function reasonOf(error: unknown): string {
  const inner = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message } = inner as { code?: string; message?: string };
  return (message || code || 'no answer').replace(/\.$/, '');
}
