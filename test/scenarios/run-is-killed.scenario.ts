import { routes } from '@rocket/contracts';
import { Client } from 'pg';
import { BOOK_ACCOUNTS, allocate, ledgerOf, openBook, staffAt, type Book } from '../kit/book';
import { cloneDatabase, onDatabase } from '../kit/clone-database';
import { eventually, startApi, type Program } from '../kit/house';
import { openOffice, type Office } from '../kit/office';
import type { Person } from '../kit/person';
import { type TestDatabase } from '../kit/postgres';

/** The last of them are held by somebody else for a while: nothing else is left for the last batch. */
const HELD = 20;
/** Of three batches and more, each kill meets one. */
const SETTINGS = { RUN_BATCH: '40' };

let book: Book;
let original: TestDatabase;
let undisturbed: unknown[];
const databases: TestDatabase[] = [];
const programs: Program[] = [];
const offices: Office[] = [];

async function aCopy(): Promise<string> {
  const copy = await cloneDatabase(original);
  databases.push(copy);
  return copy.url;
}

/** Without anybody who kills it. */
async function opens(databaseUrl: string): Promise<Office> {
  const office = await openOffice(databaseUrl, SETTINGS);
  offices.push(office);
  return office;
}

async function starts(
  databaseUrl: string,
): Promise<{ url: string; program: Program; administrator: Person }> {
  const { url, program } = await startApi({ databaseUrl, env: SETTINGS });
  programs.push(program);
  return { url, program, administrator: await staffAt(url, 'administrator') };
}

const runs = (administrator: Person, key: string) =>
  administrator.sends('POST', '/renewal-runs', { body: { businessDate: book.renewalDay }, key });

/** Starts a run that cannot end, waits until it is where it should be, and pulls the plug. */
async function runUntil(
  databaseUrl: string,
  held: string,
  isThere: (db: Client) => Promise<boolean>,
): Promise<void> {
  const { program, administrator } = await starts(databaseUrl);
  await onDatabase(databaseUrl, async (holder) => {
    await holder.query('begin');
    await holder.query(held, held.includes('$1') ? [book.accounts.slice(-HELD)] : []);
    const run = runs(administrator, 'killed').catch(() => 'cut off');
    await onDatabase(databaseUrl, (db) => eventually('the run is in the middle', () => isThere(db)));
    await program.end('SIGKILL');
    expect(await run).toBe('cut off');
    await holder.query('rollback');
  });
}

/** Charges that runs have made. */
const chargesOf = (databaseUrl: string): Promise<number> =>
  onDatabase(databaseUrl, async (db) => {
    const { rows } = await db.query<{ count: number }>(
      'select count(*)::int as count from charge where run_id is not null',
    );
    return rows[0]!.count;
  });

beforeAll(async () => {
  ({ original, book } = await openBook());
  databases.push(original);
  const copy = await aCopy();
  const { administrator, close } = await opens(copy);
  expect(await runs(administrator, 'undisturbed')).toMatchObject({
    status: 201,
    body: { state: 'completed' },
  });
  await close();
  undisturbed = await ledgerOf(copy);
}, 240_000);

afterAll(async () => {
  for (const program of programs) await program.end('SIGKILL');
  for (const office of offices) await office.close();
  for (const database of databases) await database.drop();
}, 60_000);

it('a book of many accounts is renewed, and not all of them can pay', async () => {
  expect(undisturbed).toHaveLength(BOOK_ACCOUNTS);
  const states = undisturbed.map((account) => (account as { state: string }).state);
  expect(new Set(states)).toEqual(new Set(['active', 'suspended']));
});

it('a run killed in the middle of a batch and between two batches ends, repeated, in the same books (rule 13)', async () => {
  const url = await aCopy();

  // Inside the transaction of the first batch: charges and entries are written, notices wait for us.
  await runUntil(url, 'lock table notice in exclusive mode', async (db) => {
    const { rows } = await db.query(
      `select 1 from pg_locks where relation = 'notice'::regclass and not granted and database =
         (select oid from pg_database where datname = current_database())`,
    );
    return rows.length > 0;
  });
  expect(await chargesOf(url)).toBe(0);

  // After the first batch is committed, with accounts that somebody else holds still to come.
  await runUntil(url, 'select 1 from account where id = any($1) for no key update', async (db) => {
    const { rows } = await db.query<{ accounts: number }>(
      `select accounts from renewal_run where state = 'running' order by started_at desc, id desc limit 1`,
    );
    return (rows[0]?.accounts ?? 0) >= BOOK_ACCOUNTS - HELD;
  });
  const half = await chargesOf(url);
  expect(half).toBeGreaterThan(0);

  const { program, administrator } = await starts(url);
  expect(await runs(administrator, 'killed')).toMatchObject({
    status: 201,
    body: { state: 'completed', accounts: HELD },
  });
  expect(await chargesOf(url)).toBeGreaterThan(half);
  expect(await ledgerOf(url)).toEqual(undisturbed);
  const { items } = await administrator.asks(routes.runs);
  expect(items.map(({ state }) => state).sort()).toEqual(['completed', 'failed', 'failed']);

  // Once more changes nothing.
  expect(await runs(administrator, 'again')).toMatchObject({
    status: 201,
    body: { accounts: 0, charged: 0 },
  });
  expect(await ledgerOf(url)).toEqual(undisturbed);
  await program.end();
});

it('two runs of a date at once charge nobody twice: one waits its turn or is refused (rule 13)', async () => {
  const url = await aCopy();
  const [one, other] = [await opens(url), await opens(url)];
  const both = await Promise.all([runs(one.administrator, 'one'), runs(other.administrator, 'two')]);
  expect(both.map(({ status }) => status)).toContain(201);
  for (const { status, body } of both)
    expect(status === 201 ? body['state'] : body['code']).toBe(
      status === 201 ? 'completed' : 'run_in_progress',
    );
  expect(await ledgerOf(url)).toEqual(undisturbed);
  await Promise.all([one.close(), other.close()]);
});

it('top-ups that arrive during a run lose nothing and are charged once (rules 12, 15)', async () => {
  const sums = async (url: string): Promise<unknown[]> =>
    (await ledgerOf(url)).map((account) => {
      const { id, money, state, charges, subscriptions } = account as Record<string, unknown>;
      return { id, money, state, charges, subscriptions };
    });
  const topsUp = (person: Person): Promise<void[]> =>
    Promise.all(
      book.waitingReceipts.map((receipt, index) => allocate(person, receipt, book.accounts[index]!)),
    );

  const inOrder = await aCopy();
  const first = await opens(inOrder);
  await runs(first.administrator, 'first');
  await topsUp(first.administrator);
  await first.close();

  const atOnce = await aCopy();
  const second = await opens(atOnce);
  const [run] = await Promise.all([runs(second.administrator, 'at-once'), topsUp(second.administrator)]);
  expect(run.body).toMatchObject({ state: 'completed', parked: 0 });
  await second.close();
  expect(await sums(atOnce)).toEqual(await sums(inOrder));
});
