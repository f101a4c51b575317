import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { DataSource, EntitySchema } from 'typeorm';
import { cloneDatabase, onDatabase } from '../kit/clone-database';
import type { TestDatabase } from '../kit/postgres';

/** Transactions a second of pgbench's TPC-B, prepared, 8 clients; null where there is no pgbench. */
export async function tpcB(seconds: number): Promise<number | null> {
  const url = process.env['TEST_DATABASE_URL']!;
  const pgbench = (args: string[]) => spawnSync('pgbench', [...args, url], { encoding: 'utf8' });
  if (pgbench(['--version']).error) return null;
  const has = await onDatabase(
    url,
    async (db) => (await db.query(`select to_regclass('pgbench_accounts') as t`)).rows[0].t,
  );
  if (!has) pgbench(['-i', '-q', '-s', '20']);
  const { stdout } = pgbench(['-M', 'prepared', '-c', '8', '-j', '2', '-T', String(seconds), '-n']);
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1] ?? Number.NaN);
}

/** Tables of a run that grow with it, and those of which it changes rows. */
const GROWING = ['charge', 'entry', 'posting', 'notice'];
const CHANGING = ['account', 'subscription', 'bonus_grant'];

/** Versions of rows that were written to a fresh copy of a book: a changed row is written anew, like an added one (facts of performance, §4). */
export async function rowsWritten(renewed: TestDatabase): Promise<number> {
  return onDatabase(renewed.url, async (db) => {
    const { rows } = await db.query<{ rows: string }>(
      'select sum(n_tup_ins + n_tup_upd) as rows from pg_stat_user_tables where relname = any($1)',
      [[...GROWING, ...CHANGING]],
    );
    return Number(rows[0]!.rows);
  });
}

/**
 * Rows a second that PostgreSQL takes in when nothing is decided: what a run of this book has written, copied as it is into empty
 * tables of the same shape and with the same indexes.
 */
export async function rawRows(renewed: TestDatabase): Promise<number> {
  return onDatabase(renewed.url, async (db) => {
    let rows = 0;
    let took = 0;
    for (const table of GROWING) {
      await db.query(`create table raw_${table} (like ${table} including all)`);
      const columns = await db.query<{ name: string }>(
        `select column_name as name from information_schema.columns
          where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
        [table],
      );
      const names = columns.rows.map(({ name }) => `"${name}"`).join(', ');
      const begun = performance.now();
      const { rowCount } = await db.query(
        `insert into raw_${table} (${names}) select ${names} from ${table}`,
      );
      took += performance.now() - begun;
      rows += rowCount ?? 0;
    }
    return (rows / took) * 1000;
  });
}

interface LoopRow {
  id: string;
  account_id: string;
}
const text = { type: String } as const;
const whole = { type: 'bigint' } as const;
const date = { type: 'date' } as const;
const uuid = { type: 'uuid' } as const;

/** The tables of the usual design: an entity of each, saved by its repository. */
const Account = new EntitySchema<{ id: string; money: string }>({
  name: 'LoopAccount',
  tableName: 'loop_account',
  columns: { id: { ...uuid, primary: true }, money: whole },
});
const Subscription = new EntitySchema<LoopRow & { price: string; paid_to: string; state: string }>({
  name: 'LoopSubscription',
  tableName: 'loop_subscription',
  columns: { id: { ...uuid, primary: true }, account_id: uuid, price: whole, paid_to: date, state: text },
});
const Grant = new EntitySchema<LoopRow & { remaining: string; expires_at: Date | null }>({
  name: 'LoopGrant',
  tableName: 'loop_grant',
  columns: {
    id: { ...uuid, primary: true },
    account_id: uuid,
    remaining: whole,
    expires_at: { type: 'timestamptz', nullable: true },
  },
});
const Charge = new EntitySchema<LoopRow & { subscription_id: string; period_start: string; amount: string }>({
  name: 'LoopCharge',
  tableName: 'loop_charge',
  columns: {
    id: { ...uuid, primary: true },
    account_id: uuid,
    subscription_id: uuid,
    period_start: date,
    amount: whole,
  },
  uniques: [{ columns: ['subscription_id', 'period_start'] }],
});
const Leg = new EntitySchema<
  LoopRow & { charge_id: string; ledger: string; grant_id: string | null; amount: string }
>({
  name: 'LoopLeg',
  tableName: 'loop_leg',
  columns: {
    id: { ...uuid, primary: true },
    account_id: uuid,
    charge_id: uuid,
    ledger: text,
    grant_id: { ...uuid, nullable: true },
    amount: whole,
  },
});

/**
 * Subscriptions a second of the usual loop: due ids read at once, then a transaction of TypeORM repositories for each, which locks
 * the account, reads its bonus, and saves the charge, its legs, the subscription and the account.
 */
export async function ormLoop(book: TestDatabase, most: number): Promise<number> {
  const copy = await cloneDatabase(book);
  const db = new DataSource({
    type: 'postgres',
    url: copy.url,
    entities: [Account, Subscription, Grant, Charge, Leg],
  });
  try {
    await db.initialize();
    await fillLoop(db);
    const due = await db.getRepository(Subscription).find({ order: { account_id: 'ASC' }, take: most });
    const begun = performance.now();
    for (const { id } of due) await renewByEntities(db, id);
    return (due.length / (performance.now() - begun)) * 1000;
  } finally {
    await db.destroy();
    await copy.drop();
  }
}

async function fillLoop(db: DataSource): Promise<void> {
  await db.synchronize();
  await db.query('insert into loop_account select id, money from account');
  await db.query(`insert into loop_subscription select s.id, s.account_id, (p.unit_price::numeric * 100)::bigint, s.paid_to, s.state
                    from subscription s join price p on p.id = s.price_id`);
  await db.query('insert into loop_grant select id, account_id, remaining, expires_at from bonus_grant');
  await db.query('create index on loop_grant (account_id)');
  await db.query('analyze loop_account, loop_subscription, loop_grant');
}

const renewByEntities = (db: DataSource, id: string): Promise<void> =>
  db.transaction(async (tx) => {
    const subscription = await tx.findOneByOrFail(Subscription, { id });
    const account = await tx.findOneOrFail(Account, {
      where: { id: subscription.account_id },
      lock: { mode: 'pessimistic_write' },
    });
    const grants = await tx.findBy(Grant, { account_id: account.id });
    const of = { account_id: account.id };
    let left = BigInt(subscription.price);
    if (left > grants.reduce((sum, grant) => sum + BigInt(grant.remaining), BigInt(account.money))) {
      await tx.save(Subscription, { ...subscription, state: 'suspended' });
      return;
    }
    const charge = {
      id: randomUUID(),
      ...of,
      subscription_id: id,
      period_start: subscription.paid_to,
      amount: subscription.price,
    };
    await tx.save(Charge, charge);
    for (const grant of grants) {
      const part = left < BigInt(grant.remaining) ? left : BigInt(grant.remaining);
      if (part === 0n) continue;
      left -= part;
      await tx.save(Leg, {
        id: randomUUID(),
        ...of,
        charge_id: charge.id,
        ledger: 'bonus',
        grant_id: grant.id,
        amount: `${part}`,
      });
      await tx.save(Grant, { ...grant, remaining: `${BigInt(grant.remaining) - part}` });
    }
    if (left > 0n) {
      await tx.save(Leg, {
        id: randomUUID(),
        ...of,
        charge_id: charge.id,
        ledger: 'money',
        grant_id: null,
        amount: `${left}`,
      });
      await tx.save(Account, { ...account, money: `${BigInt(account.money) - left}` });
    }
    const next = new Date(`${subscription.paid_to}T00:00:00Z`);
    next.setUTCMonth(next.getUTCMonth() + 1);
    await tx.save(Subscription, { ...subscription, paid_to: next.toISOString().slice(0, 10) });
  });
