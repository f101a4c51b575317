import { randomUUID } from 'node:crypto';
import { routes } from '@rocket/contracts';
import { dayOf } from '@rocket/kernel';
import { Client } from 'pg';
import { onDatabase } from '../kit/clone-database';
import { rub } from '../kit/customer';
import { freePort, startApi, type Program } from '../kit/house';
import { Person } from '../kit/person';
import { createTestDatabase, type TestDatabase } from '../kit/postgres';
import type { Measure } from './measure';

const ACCOUNTS = 1_000;
const EVENTS = 1_000;
/** Batches on their way at once, as the back end of a product sends them. */
const AT_ONCE = 4;
const SINGLE_AT_ONCE = 32;
const FIRST_NUMBER = 40_000_000;

type Query = (sql: string, values?: unknown[]) => Promise<{ rows: Record<string, string>[] }>;

/** A product that counts, as many accounts that have it, and the API as it ships. */
class Counting {
  private constructor(
    private readonly database: TestDatabase,
    private readonly program: Program,
    readonly product: Person,
    readonly db: Client,
    readonly at: string,
  ) {}

  static async open(): Promise<Counting> {
    const database = await createTestDatabase();
    const { url, program } = await startApi({ databaseUrl: database.url, port: await freePort() });
    const stranger = new Person(url, {});
    const { account, ownerToken } = await stranger.asks(routes.sandboxAccount, {
      body: { name: 'ООО «Ромашка»', subdomain: 'romashka' },
    });
    const { token } = await stranger.asks(routes.sandboxToken, { body: { role: 'administrator' } });
    const administrator = new Person(url, { authorization: `Bearer ${token}` });
    const { now } = await stranger.asks(routes.sandboxClock);
    const params = { code: 'counted' };
    await administrator.asks(routes.createProduct, {
      body: {
        ...params,
        name: 'Рассылки',
        kind: 'widget',
        seller: account.seller,
        tariffUnit: 'Чат',
        trialDays: 0,
      },
    });
    const limit = { unit: 'message', included: 900_000_000, per: 'P1D', over: 'refuse' } as const;
    await administrator.asks(routes.addPrice, {
      params,
      body: {
        period: 'P1M',
        unitPrice: rub('0.00'),
        validFrom: dayOf(new Date(now), 'Europe/Moscow'),
        limits: [limit],
      },
    });
    const { secret } = await administrator.asks(routes.createKey, { params });
    await new Person(url, { authorization: `Bearer ${ownerToken}` }).asks(routes.connectProduct, {
      params: { id: account.id },
      body: { productCode: 'counted', quantity: 1, period: 'P1M' },
    });
    await onDatabase(database.url, (db) => multiply((sql, values) => db.query(sql, values), account.id));
    const db = new Client({ connectionString: database.url });
    await db.connect();
    // What the plain statement writes is as wide and as guarded as what we write.
    await db.query('create table plain_event (like usage_event including all)');
    return new Counting(database, program, new Person(url, { authorization: `Bearer ${secret}` }), db, now);
  }

  async close(): Promise<void> {
    await this.db.end();
    await this.program.end();
    await this.database.drop();
  }
}

/** As many accounts that use the product as the first one does. */
async function multiply(query: Query, accountId: string): Promise<void> {
  await query('set session_replication_role = replica');
  await query(
    `create temporary table twin as select gen_random_uuid() as id, n from generate_series(1, ${ACCOUNTS}) n`,
  );
  const copies: [string, string, string][] = [
    ['account', 'id', `'id', t.id, 'amocrm_account_id', ${FIRST_NUMBER} + t.n, 'subdomain', 'twin' || t.n`],
    ['subscription', 'account_id', `'account_id', t.id`],
    ['charge', 'account_id', `'account_id', t.id`],
  ];
  for (const [table, key, changed] of copies)
    await query(
      `insert into ${table} select (jsonb_populate_record(x, jsonb_build_object(${changed}))).*
         from ${table} x cross join twin t where x.${key} = $1`,
      [accountId],
    );
  await query('analyze');
}

let counting: Counting | null = null;
const world = async (): Promise<Counting> => (counting ??= await Counting.open());

/** Events of a batch: of an account each, or all of one. */
const eventsOf = (isHot: boolean, at: string) =>
  Array.from({ length: EVENTS }, (_, n) => ({
    key: randomUUID(),
    account: FIRST_NUMBER + 1 + (isHot ? 0 : n % ACCOUNTS),
    unit: 'message',
    quantity: 1,
    at,
  }));

async function sendBatches(isHot: boolean): Promise<void> {
  const { product, at } = await world();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const { items } = await product.asks(routes.recordUsageBatch, {
        body: { events: eventsOf(isHot, at) },
      });
      const refused = items.find(({ accepted }) => !accepted);
      if (refused) throw new Error(`Not counted: ${refused.detail}`);
    }),
  );
}

async function sendSingle(): Promise<void> {
  const { product, at } = await world();
  await Promise.all(
    Array.from({ length: SINGLE_AT_ONCE }, () =>
      product.asks(routes.recordUsage, {
        body: { account: FIRST_NUMBER + 1, unit: 'message', quantity: 1, at },
        idempotencyKey: randomUUID(),
      }),
    ),
  );
}

/** The least that has to be written of so many events: their rows, once each by their keys. */
async function insertPlainly(): Promise<void> {
  const { db, at } = await world();
  await db.query(
    `insert into plain_event (account_id, id, subscription_id, product_code, unit, quantity, at, accepted, used, recorded_at)
     select x.id, x.event, x.id, 'counted', 'message', 1, $2, true, 1, $2
       from (select id, gen_random_uuid() as event, row_number() over () as n from account where amocrm_account_id > ${FIRST_NUMBER}) x
      where x.n <= $1
     on conflict (account_id, id) do nothing`,
    [EVENTS, at],
  );
}

/** Events a second by the clock, of what a measure is compared with. */
let plainly = 0;
const timed = (
  work: () => Promise<void>,
  events: number,
  told: (perSecond: number) => void | Promise<void>,
) => {
  let [runs, ms] = [0, 0];
  return {
    run: async () => {
      const begun = performance.now();
      await work();
      ms += performance.now() - begun;
      runs += 1;
    },
    finish: async () => {
      await told((runs * events * 1000) / ms);
    },
  };
};
const ratio = (perSecond: number) =>
  console.log(`    ${((perSecond / plainly) * 100).toFixed(1)} % of the plain statement by the clock`);

export const measures: readonly Measure[] = [
  {
    name: 'plain INSERT … ON CONFLICT of batches of 1000',
    unit: 'events',
    perRun: EVENTS,
    needsPostgres: true,
    needsBuild: true,
    prepare: async () => void (await world()),
    ...timed(insertPlainly, EVENTS, (perSecond) => {
      plainly = perSecond;
    }),
  },
  {
    name: 'batches of 1000 over HTTP, of 1000 accounts',
    unit: 'events',
    perRun: EVENTS * AT_ONCE,
    goal: 5_000,
    ...timed(() => sendBatches(false), EVENTS * AT_ONCE, ratio),
  },
  {
    name: 'batches of 1000 over HTTP, of one account',
    unit: 'events',
    perRun: EVENTS * AT_ONCE,
    goal: 5_000,
    ...timed(() => sendBatches(true), EVENTS * AT_ONCE, ratio),
  },
  {
    name: 'one by one over HTTP, 32 at once, of one account',
    unit: 'events',
    perRun: SINGLE_AT_ONCE,
    ...timed(sendSingle, SINGLE_AT_ONCE, async (perSecond) => {
      ratio(perSecond);
      await counting?.close();
    }),
  },
];
