import { cpus } from 'node:os';
import { routes } from '@rocket/contracts';
import { BY_KEY } from '../../apps/api/src/products/entitlement.rows';
import { staffAt, writeBook } from '../kit/book';
import { cloneDatabase, onDatabase } from '../kit/clone-database';
import { startApi } from '../kit/house';
import { createTestDatabase } from '../kit/postgres';
import { besidePlain, easyPace, ours, plain, printed } from './beside-plain';
import { openLargeBook } from './large-book';
import { pace, saturate, type Latencies } from './load';
import type { Ratio } from './record';

const ACCOUNTS = 60;
/** Of the run beside which the licence check is asked: long enough for some thousand answers. */
const RENEWED = Number(process.env['BENCH_ACCOUNTS'] ?? 10_000);
/** Of one product: what a key may ask in a minute is less than a server on one core answers. */
const KEYS = 64;
const workers = Math.max(1, cpus().length - 1);

/** Requests a second and latencies of `GET /entitlements` (facts of performance, §6). */
export async function* compare(seconds: number): AsyncGenerator<string | Ratio> {
  const original = await createTestDatabase();
  const book = await writeBook(original, { accounts: ACCOUNTS, receipts: 0 });
  const requests = await requestsOf(original.url, 'calls');
  const copies = [await cloneDatabase(original), await cloneDatabase(original)];
  try {
    const { url } = original;
    yield* besidePlain('Licence check from the database', { rate: 0.9, tail: 1.2 }, seconds, [
      () => ours(url, requests, { env: { PRODUCT_MEMORY: 'off' } }),
      () => plain('plain-server.mjs', { databaseUrl: url, statement: BY_KEY, from: 'database' }, requests),
    ]);
    yield* besidePlain('Licence check from memory', { rate: 0.7 }, seconds, [
      () => ours(url, requests),
      () => plain('plain-server.mjs', { databaseUrl: url, statement: BY_KEY, from: 'map' }, requests),
    ]);
    const told = await duringRun();
    yield `During a run of ${RENEWED} accounts by ${workers} worker(s): ${printed(told)} of ${told.count} answers (goal p99 35 ms)`;
    const silent = await runOf(copies[0]!.url, book.renewalDay, true);
    const telling = await runOf(copies[1]!.url, book.renewalDay, false);
    yield `The run alone: ${telling.toFixed(0)} ms, without telling of changes ${silent.toFixed(0)} ms`;
  } finally {
    for (const database of [original, ...copies]) await database.drop();
  }
}

async function keysOf(databaseUrl: string, code: string): Promise<string[]> {
  const { url, program } = await startApi({ databaseUrl });
  try {
    const administrator = await staffAt(url, 'administrator');
    const keys: string[] = [];
    for (let nth = 0; nth < KEYS; nth += 1)
      keys.push((await administrator.asks(routes.createKey, { params: { code } })).secret);
    return keys;
  } finally {
    await program.end();
  }
}

/** Each key asks of accounts that have the product. */
async function requestsOf(databaseUrl: string, product: string): Promise<Buffer[]> {
  const keys = await keysOf(databaseUrl, product);
  return onDatabase(databaseUrl, async (db) => {
    const { rows } = await db.query<{ account: string }>(
      `select a.amocrm_account_id::text as account from account a join subscription s on s.account_id = a.id
        where s.product_code = $1 limit $2`,
      [product, ACCOUNTS],
    );
    return keys.flatMap((key) =>
      rows.map(({ account }) =>
        Buffer.from(
          `GET /api/v1/entitlements?account=${account} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\n\r\n`,
        ),
      ),
    );
  });
}

/** A second process runs, as a worker does; the first answers meanwhile. */
async function duringRun(): Promise<Latencies> {
  const { database, renewalDay } = await openLargeBook(RENEWED);
  try {
    const requests = await requestsOf(database.url, 'model-0');
    return await besideRun(database.url, requests, renewalDay);
  } finally {
    await database.drop();
  }
}

async function besideRun(databaseUrl: string, requests: readonly Buffer[], day: string): Promise<Latencies> {
  const server = await ours(databaseUrl, requests);
  const worker = await startApi({ databaseUrl, env: { RUN_CLAIMERS: String(workers) } });
  try {
    const perSecond = easyPace(await saturate(server.target, 1));
    let isRunning = true;
    const administrator = await staffAt(worker.url, 'administrator');
    const run = administrator
      .asks(routes.startRun, { body: { businessDate: day } })
      .finally(() => (isRunning = false));
    const latencies = await pace(server.target, perSecond, 120, () => isRunning);
    await run;
    return latencies;
  } finally {
    await server.program.end();
    await worker.program.end();
  }
}

async function runOf(databaseUrl: string, day: string, isSilent: boolean): Promise<number> {
  if (isSilent)
    await onDatabase(databaseUrl, (db) =>
      db.query(
        `alter table subscription disable trigger user; alter table account disable trigger account_changed_is_told`,
      ),
    );
  const { url, program } = await startApi({ databaseUrl, env: { RUN_CLAIMERS: String(workers) } });
  try {
    const administrator = await staffAt(url, 'administrator');
    const begun = performance.now();
    await administrator.asks(routes.startRun, { body: { businessDate: day } });
    return performance.now() - begun;
  } finally {
    await program.end();
  }
}
