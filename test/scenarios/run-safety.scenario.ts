import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { routes } from '@rocket/contracts';
import type { Client } from 'pg';
import { createApp, listen } from '../../apps/api/src/app';
import { readConfig } from '../../apps/api/src/platform/config';
import { as, ledgerOf, staffAt, writeBook, type Book } from '../kit/book';
import { cloneDatabase, onDatabase } from '../kit/clone-database';
import { eventually } from '../kit/house';
import type { Person } from '../kit/person';
import { createTestDatabase, type TestDatabase } from '../kit/postgres';

const ACCOUNTS = 300;

interface Office {
  readonly url: string;
  readonly administrator: Person;
  close(): Promise<void>;
}

let book: Book;
let original: TestDatabase;
/** The books after a run with one claimer that nothing disturbed. */
let undisturbed: unknown[];
const databases: TestDatabase[] = [];
const open = new Set<NestFastifyApplication>();

async function aCopy(): Promise<string> {
  const copy = await cloneDatabase(original);
  databases.push(copy);
  return copy.url;
}

/** An API on a database, with settings of the run. Small batches, so that a run has many. */
async function opens(databaseUrl: string, settings: Record<string, string> = {}): Promise<Office> {
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: databaseUrl,
    RUN_BATCH: '20',
    ...settings,
  });
  const app = await createApp(config);
  open.add(app);
  const url = await listen(app, config);
  const close = async (): Promise<void> => {
    open.delete(app);
    await app.close();
  };
  return { url, administrator: await staffAt(url, 'administrator'), close };
}

const runs = (office: Office) =>
  office.administrator.asks(routes.startRun, { body: { businessDate: book.renewalDay } });

/** The books without reminders, which are not a run's work: the sandbox sends them when its scheduler is let go. */
const renewed = (books: readonly unknown[]): unknown[] =>
  (books as { notices: string[] }[]).map((account) => ({
    ...account,
    notices: account.notices.filter((key) => !key.startsWith('balance_low:')),
  }));

/** What the schedule does by itself: everything owed by now. */
const wakes = (office: Office) => as(office.url).asks(routes.sandboxScheduler, { body: { paused: false } });

const runRows = (db: Client) =>
  db
    .query<{ id: string; state: string; accounts: number; charged: number }>(
      'select id, state, accounts, charged from renewal_run order by started_at, id',
    )
    .then(({ rows }) => rows);

/** Holds rows that a run writes for one account, but does not take it by: the batch with it in stands still. */
const holdsSubscriptionsOf = (db: Client, accountId: string) =>
  db.query('select 1 from subscription where account_id = $1 for update', [accountId]);

beforeAll(async () => {
  original = await createTestDatabase();
  databases.push(original);
  book = await writeBook(original, { accounts: ACCOUNTS, receipts: 1 });
  const url = await aCopy();
  const office = await opens(url, { RUN_CLAIMERS: '1' });
  expect(await runs(office)).toMatchObject({ state: 'completed', due: ACCOUNTS, accounts: ACCOUNTS });
  await office.close();
  undisturbed = await ledgerOf(url);
}, 240_000);

afterAll(async () => {
  for (const app of open) await app.close();
  for (const database of databases) await database.drop();
}, 60_000);

describe('several workers (rule 13)', () => {
  it('four claimers leave the books that one leaves, account by account', async () => {
    const url = await aCopy();
    const office = await opens(url, { RUN_CLAIMERS: '4' });
    expect(await runs(office)).toMatchObject({ state: 'completed', accounts: ACCOUNTS, parked: 0 });
    await office.close();
    expect(await ledgerOf(url)).toEqual(undisturbed);
  });

  it('a second process helps the run that another began, and the books are the same', async () => {
    const url = await aCopy();
    const first = await opens(url, { RUN_CLAIMERS: '1' });
    const second = await opens(url, { RUN_CLAIMERS: '1' });
    await onDatabase(url, async (holder) => {
      await holder.query('begin');
      await holdsSubscriptionsOf(holder, [...book.accounts].sort()[0]!);
      const run = runs(first);
      await onDatabase(url, (db) => eventually('it has begun', async () => (await runRows(db)).length > 0));
      await eventually('its batch stands still', async () => {
        const { rows } = await holder.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return rows.length > 0;
      });
      await wakes(second);
      expect(await onDatabase(url, runRows)).toMatchObject([{ state: 'running', accounts: ACCOUNTS - 20 }]);
      const refusal = await second.administrator.isRefused(routes.startRun, {
        body: { businessDate: book.renewalDay },
      });
      expect(refusal.code).toBe('run_in_progress');
      await holder.query('rollback');
      expect(await run).toMatchObject({ state: 'completed', accounts: ACCOUNTS });
    });
    await Promise.all([first.close(), second.close()]);
    expect(renewed(await ledgerOf(url))).toEqual(renewed(undisturbed));
    expect(await onDatabase(url, runRows)).toHaveLength(1);
  });
});
