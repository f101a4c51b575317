import { Logger } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MIGRATIONS } from '@rocket/migrations';
import pg from 'pg';
import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';
import { actUnderWay } from './acts/act';
import { AppConfig, WrongConfig } from './config';
import { PlannedConnection } from './connections/planned-connection';
import { askStraight } from './connections/single-questions';
import { answerUnderWay } from './idempotency/answer-under-way';
import { isPlanRefused, isToTryAgain, sqlStateOf } from './sql-state';
import { keepAccountsApart } from './walls/account-connections';
import { OWNER_AT_WORK, ROLES } from './walls/plan-walls';
import { raiseWalls } from './walls/raise-walls';

export { isDatabaseAway, sqlStateOf } from './sql-state';

const MIGRATION_LOCK = 7_205_759_403;
const ATTEMPTS = 3;
/** deadlock_detected, lock_not_available. */
const HELD_BY_OTHERS = new Set(['40P01', '55P03']);
/**
 * Less than `deadlock_timeout` (a second), after which PostgreSQL looks for deadlocks and breaks them for whoever waited longest: mostly
 * it is the migration that gives in, which tries again, and not the request of a program at work.
 */
const LOCKED_FOR_MS = 400;
const MIGRATION_ATTEMPTS = 120;
/** The owner beside programs at work: it does not let them wait behind it for long. */
const OWNER_IN_COMPANY = `${OWNER_AT_WORK} -c lock_timeout=${LOCKED_FOR_MS}`;
const DATE_OID = 1082;
const CONNECT_WITHIN_MS = 10_000;

/** `date` stays the text PostgreSQL sent: a Date would put a business date into the machine's time zone. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): unknown =>
    oid === DATE_OID ? (text: string) => text : pg.types.getTypeParser(oid, format),
};

/**
 * What every connection says of itself as it is opened. Disks of today reach any page alike, and no statement of ours lasts long
 * enough to be compiled first. Said here, the isolation is no question of its own in every transaction.
 */
const SESSION =
  '-c timezone=UTC -c random_page_cost=1.1 -c jit=off -c default_transaction_isolation=read\\ committed';

function optionsOf(config: AppConfig, session: string, poolSize: number): PostgresDataSourceOptions {
  return {
    type: 'postgres',
    url: config.databaseUrl,
    poolSize,
    synchronize: false,
    migrations: MIGRATIONS,
    migrationsRun: false,
    applicationName: 'rocket-market',
    connectTimeoutMS: CONNECT_WITHIN_MS,
    extra: { options: `${SESSION} ${session}`, types },
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

/**
 * Work of the owner of the tables, with the log-in of DATABASE_URL itself: migrations and walls. Everything else is done in a role
 * that can do neither (decision 0022).
 */
async function asOwner<T>(
  config: AppConfig,
  work: (db: DataSource) => Promise<T>,
  session = OWNER_AT_WORK,
): Promise<T> {
  const db = await new DataSource(optionsOf(config, session, 2)).initialize();
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** Brings the schema up to date, one process at a time, and connects. */
async function openDatabase(config: AppConfig, options: DataSourceOptions): Promise<DataSource> {
  const why = await asOwner(config, migrate, OWNER_IN_COMPANY);
  const log = new Logger('Database');
  if (why !== null)
    log.warn(`Accounts are kept apart by the code alone, PostgreSQL shows every row to everybody: ${why}`);
  const inRole = (role: string): string => `${SESSION}${why === null ? ` -c role=${role}` : ''}`;
  const session = inRole(ROLES.everybody);
  const db = await new DataSource({
    ...options,
    // What is asked together goes out together, in a transaction too.
    extra: { options: session, types, Client: PlannedConnection, pipeline: true },
  } as DataSourceOptions).initialize();
  if (why === null) await refuseAnotherRole(db);
  sessions.set(db, session);
  keepAccountsApart(db, {
    connectionString: config.databaseUrl,
    max: config.databasePool,
    application_name: 'rocket-market accounts',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    options: inRole(ROLES.account),
    types,
  });
  askStraight(db);
  return db;
}

/**
 * A pooler that leaves out what a connection says of itself would have everything asked as the owner of the tables.
 * @throws WrongConfig
 */
async function refuseAnotherRole(db: DataSource): Promise<void> {
  const [{ role }] = (await db.query('select current_user as role')) as [{ role: string }];
  if (role === ROLES.everybody) return;
  await db.destroy();
  throw new WrongConfig(
    `DATABASE_URL leads to PostgreSQL through something that does not pass on the role of a connection (its \`options\`), so accounts would not be kept apart: name PostgreSQL itself.`,
  );
}

const sessions = new WeakMap<DataSource, string>();

/** What connections beside those of `db` have to say as they are opened, to see what its own see of every account. */
export const sessionOf = (db: DataSource): string => sessions.get(db) ?? SESSION;

/** Begins the schema anew: everything in it is gone. For a sandbox. */
export async function rebuildSchema(config: AppConfig): Promise<void> {
  await asOwner(config, (db) => db.query('drop schema public cascade; create schema public'));
  await asOwner(config, migrate, OWNER_IN_COMPANY);
}

/**
 * Runs the migrations that have not run and raises the walls around what is new, under a lock: several processes may start at once.
 * @returns why there are no walls, null when they stand
 */
async function migrate(db: DataSource): Promise<string | null> {
  const lock = db.createQueryRunner();
  try {
    await lock.query('set lock_timeout = 0');
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    for (let attempt = 1; !(await triedToMigrate(db, attempt)); attempt += 1)
      await new Promise((resolve) => setTimeout(resolve, LOCKED_FOR_MS * (0.5 + Math.random())));
    return await raiseWalls(db);
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
  }
}

/**
 * An older program may be at work meanwhile: whatever a migration has to wait for queues that program's requests behind it, so it
 * waits for a moment only, lets them pass and tries again; a deadlock with one of them is no reason to give up either.
 * @returns false when somebody held what a migration needed: each is a transaction of its own, and those that ran have run
 */
async function triedToMigrate(db: DataSource, attempt: number): Promise<boolean> {
  const log = new Logger('Database');
  try {
    const run = await db.runMigrations({ transaction: 'each' });
    if (run.length > 0) log.log(`Migrations run: ${run.map(({ name }) => name).join(', ')}`);
    return true;
  } catch (error) {
    if (attempt === MIGRATION_ATTEMPTS || !HELD_BY_OTHERS.has(sqlStateOf(error) ?? '')) throw error;
    log.warn(`A migration waits until others let go: ${reasonOf(error)}`);
    return false;
  }
}

export const DatabaseModule = TypeOrmModule.forRootAsync({
  inject: [AppConfig],
  useFactory: (config: AppConfig) => ({
    ...optionsOf(config, '', config.databasePool),
    autoLoadEntities: true,
    retryAttempts: 0,
    config,
  }),
  dataSourceFactory: (options) => {
    if (!options) throw new Error('Nest handed no options of the database over');
    const { config, ...rest } = options as DataSourceOptions & { config: AppConfig };
    return openDatabase(config, rest);
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
 * Does `work` in one READ COMMITTED transaction. When PostgreSQL could not serialise it, broke a deadlock or refused a plan of before a migration,
 * the whole of it is done again, three times at most: so `work` must touch nothing but `tx`. Whose act it is, and what its door answers, stand in
 * the same transaction.
 */
export async function withTransaction<T>(
  db: DataSource,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  const act = actUnderWay();
  const answered = answerUnderWay();
  return asOftenAsItTakes(async () => {
    let said: readonly (string | null)[] = [];
    const afterwards = new Set<() => void>();
    const answer = await db.transaction(async (tx) => {
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
  });
}

/**
 * Does a whole transaction, and does it again when PostgreSQL could not serialise it, broke a deadlock or refused a plan of before a
 * migration; three times at most. What is rehearsed goes through here too: nobody else would try again.
 */
export async function asOftenAsItTakes<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === ATTEMPTS || !(isToTryAgain(error) || isPlanRefused(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 20 * (0.5 + Math.random())));
    }
  }
}

/** Reads in one snapshot: figures that have to agree are of one instant, whatever is posted between the questions. */
export const inSnapshot = <T>(db: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> =>
  asOftenAsItTakes(() => db.transaction('REPEATABLE READ', work));

/** Why the connection failed, without the address: it may hold a password. */
function reasonOf(error: unknown): string {
  const inner = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message } = inner as { code?: string; message?: string };
  return (message || code || 'no answer').replace(/\.$/, '');
}
