import { routes } from '@rocket/contracts';
import { addDays, localDate } from '@rocket/kernel';
import { setTimeout as pause } from 'node:timers/promises';
import { onDatabase } from '../kit/clone-database';
import { freePort, startApi, type Program } from '../kit/house';
import { Person } from '../kit/person';
import { createTestDatabase, type TestDatabase } from '../kit/postgres';
import { Times } from './long-journal';
import type { Measure } from './measure';

const ACCOUNTS = 20_000;
const MONTHS = 12;
const LOOK_EVERY_MS = 100;
const PRODUCTS = ['duplicate-check', 'sales-report', 'telephony-link'];

let database: TestDatabase;
let program: Program;
let url: string;
let administrator: Person;
const times = new Times();

/** The API as it ships over a year of a seller of twenty thousand accounts, three products each. */
async function open(): Promise<void> {
  database = await createTestDatabase();
  ({ url, program } = await startApi({ databaseUrl: database.url, port: await freePort() }));
  const stranger = new Person(url, {});
  const { account, ownerToken } = await stranger.asks(routes.sandboxAccount, {
    body: { name: 'ООО «Ромашка»', subdomain: 'romashka' },
  });
  const owner = new Person(url, { authorization: `Bearer ${ownerToken}` });
  await onDatabase(database.url, (db) =>
    db.query('update account set money = 100000000 where id = $1', [account.id]),
  );
  for (const productCode of PRODUCTS)
    await owner.asks(routes.connectProduct, {
      params: { id: account.id },
      body: { productCode, quantity: 3, period: 'P1M' },
    });
  // Their trials end, and they are charged.
  const { now } = await stranger.asks(routes.sandboxClock);
  const month = addDays(localDate(now.slice(0, 10)), 31);
  await stranger.asks(routes.sandboxMoveClock, { body: { now: `${month}T09:00:00+03:00` } });
  await onDatabase(database.url, (db) => multiply(db, account.id));
  const { token } = await stranger.asks(routes.sandboxToken, { body: { role: 'administrator' } });
  administrator = new Person(url, { authorization: `Bearer ${token}` });
}

async function close(): Promise<void> {
  await program.end();
  await database.drop();
}

/**
 * Copies an account with its subscriptions and a year of monthly charges, which are only read. Every fifth copy has no money, every
 * fifth enough for a month; their days of payment are spread over the month.
 */
async function multiply(db: { query(sql: string, values?: unknown[]): Promise<unknown> }, accountId: string) {
  const copy = (table: string, account: string, changes: string) =>
    db.query(
      `insert into ${table} select (jsonb_populate_record(o, jsonb_build_object(
                '${account}', md5(o.${account} || n::text)::uuid, ${changes}))).*
         from generate_series(1, $2::integer) n cross join ${table} o where o.${account} = $1`,
      [accountId, ACCOUNTS],
    );
  await db.query('set session_replication_role = replica');
  await copy(
    'account',
    'id',
    `'amocrm_account_id', o.amocrm_account_id + n, 'next_due', o.next_due - n % 28,
     'money', case n % 5 when 0 then 0 when 1 then 300000 else o.money end`,
  );
  await copy(
    'subscription',
    'account_id',
    `'id', md5(o.id || n::text)::uuid, 'anchor', o.anchor - n % 28, 'period_start', o.period_start - n % 28,
     'paid_to', o.paid_to - n % 28`,
  );
  // Most of all rows, so by their columns and not by their names.
  const back = `- n % 28 * interval '1 day' - m * interval '1 month'`;
  await db.query(
    `insert into charge (account_id, subscription_id, period_start, plan_no, period_end, business_date, seq, quantity,
                         price_id, cost, amount, bonus_part, recorded_at)
       select md5(account_id || n::text)::uuid, md5(subscription_id || n::text)::uuid, period_start ${back}, plan_no,
              period_end ${back}, business_date ${back}, seq + 10 * m, quantity, price_id, cost, amount, bonus_part, recorded_at
         from generate_series(1, $2::integer) n cross join generate_series(0, ${MONTHS - 1}) m cross join charge
        where account_id = $1`,
    [accountId, ACCOUNTS],
  );
  await db.query('analyze');
}

/** One business for all of them: it takes longer to write than to read. */
const NAMES = ['forecast', 'churn'] as const;

/** Asks for figures of now, and again until they are there: what takes long answers before it is computed. */
async function untilComputed(name: (typeof NAMES)[number], query: string): Promise<void> {
  for (let fresh = 'fresh=true'; ; fresh = '') {
    const { status, text, body } = await administrator.sends('GET', `/reports/${name}?${query}&${fresh}`);
    if (status !== 200 && status !== 202) throw new Error(text);
    if (body['computing'] === null) return;
    await pause(LOOK_EVERY_MS);
  }
}

/** A report, and how long the most patient of all others waits for an answer meanwhile. */
const report = (name: (typeof NAMES)[number], query: string): Measure => {
  let longest = 0;
  return {
    needsBuild: true,
    needsPostgres: true,
    name: `Report «${name}» over ${ACCOUNTS} accounts${query && ` (${query})`}`,
    unit: 'reports',
    prepare: async () => {
      if (name === NAMES[0]) await open();
    },
    run: async () => {
      let isUnderWay = true;
      const others = (async () => {
        while (isUnderWay) {
          const begun = performance.now();
          await fetch(`${url}/health/live`);
          longest = Math.max(longest, performance.now() - begun);
          await pause(5);
        }
      })();
      await times.of(() => untilComputed(name, query));
      isUnderWay = false;
      await others;
    },
    finish: async () => {
      console.log(`    others waited ${longest.toFixed(0)} ms at most`);
      times.tell();
      if (name === NAMES.at(-1)) await close();
    },
  };
};

export const measures: readonly Measure[] = [
  report(NAMES[0], ''),
  report(NAMES[1], 'from=2026-01-01&to=2026-12-31'),
];
