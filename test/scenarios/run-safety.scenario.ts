import { routes, type RunDetailsDto } from '@rocket/contracts';
import { addDays } from '@rocket/kernel';
import type { Client } from 'pg';
import { loadApi } from '../kit/api/load-api';
import { BOOK_ACCOUNTS, as, ledgerOf, openBook, type Book } from '../kit/book';
import { cloneDatabase, onDatabase } from '../kit/clone-database';
import { eventually } from '../kit/house';
import { openOffice, type Office } from '../kit/office';
import type { Person } from '../kit/person';
import { type TestDatabase } from '../kit/postgres';

interface RunOffice extends Office {
  /** What the schedule does by itself each minute: the runs owed by now. */
  sweep(): Promise<void>;
  reminds(): Promise<void>;
}

/** Accounts of a batch: small ones, so that a run has many. */
const BATCH = 8;
/** What a run has done when it stands in its sixth batch. */
const FIVE_BATCHES = 5 * BATCH;

let book: Book;
let original: TestDatabase;
/** The books after a run with one claimer that nothing disturbed. */
let undisturbed: unknown[];
const databases: TestDatabase[] = [];
const open: Office[] = [];

async function aCopy(): Promise<string> {
  const copy = await cloneDatabase(original);
  databases.push(copy);
  return copy.url;
}

/** An API on a database, with settings of the run. */
async function opens(databaseUrl: string, settings: Record<string, string> = {}): Promise<RunOffice> {
  const { forEverybody, RunDueRenewals, RemindCustomers } = await loadApi();
  const office = await openOffice(databaseUrl, { RUN_BATCH: String(BATCH), ...settings });
  open.push(office);
  const sweep = (): Promise<void> =>
    forEverybody(() => office.app.get(RunDueRenewals, { strict: false }).run());
  const reminds = (): Promise<void> =>
    forEverybody(() => office.app.get(RemindCustomers, { strict: false }).run());
  return { ...office, sweep, reminds };
}

const staffOf = async ({ url }: RunOffice, role: 'support'): Promise<Person> =>
  as(url, (await as(url).asks(routes.sandboxToken, { body: { role } })).token);

const runs = (office: RunOffice) =>
  office.administrator.asks(routes.startRun, { body: { businessDate: book.renewalDay } });

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
  ({ original, book } = await openBook());
  databases.push(original);
  const url = await aCopy();
  const office = await opens(url, { RUN_CLAIMERS: '1' });
  expect(await runs(office)).toMatchObject({
    state: 'completed',
    due: BOOK_ACCOUNTS,
    accounts: BOOK_ACCOUNTS,
  });
  await office.close();
  undisturbed = await ledgerOf(url);
}, 240_000);

afterAll(async () => {
  for (const office of open) await office.close();
  for (const database of databases) await database.drop();
}, 60_000);

describe('several workers (rule 13)', () => {
  it('four claimers leave the books that one leaves, account by account', async () => {
    const url = await aCopy();
    const office = await opens(url, { RUN_CLAIMERS: '4' });
    expect(await runs(office)).toMatchObject({ state: 'completed', accounts: BOOK_ACCOUNTS, parked: 0 });
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
      await second.sweep();
      expect(await onDatabase(url, runRows)).toMatchObject([
        { state: 'running', accounts: BOOK_ACCOUNTS - BATCH },
      ]);
      const refusal = await second.administrator.isRefused(routes.startRun, {
        body: { businessDate: book.renewalDay },
      });
      expect(refusal.code).toBe('run_in_progress');
      await holder.query('rollback');
      expect(await run).toMatchObject({ state: 'completed', accounts: BOOK_ACCOUNTS });
    });
    await Promise.all([first.close(), second.close()]);
    expect(await ledgerOf(url)).toEqual(undisturbed);
    expect(await onDatabase(url, runRows)).toHaveLength(1);
  });
});

describe('an account that throws', () => {
  /** Terms no planner can read: the quantity of a subscription falls in no tier. */
  const breaks = (db: Client, accountIds: readonly string[]) =>
    db.query(
      `with broken as (
         insert into price (id, product_code, period, unit_price, valid_from, version, tiers, tier_mode, created_at)
         select gen_random_uuid(), product_code, period, unit_price, valid_from, 99, '[{"upTo": null, "unitPrice": "broken"}]', 'graduated', created_at
           from price where product_code = 'calls' limit 1 returning id)
       update subscription set price_id = (select id from broken) where account_id = any($1) and product_code = 'calls'`,
      [accountIds],
    );
  const repairs = (db: Client) =>
    db.query(`update price set tiers = null, tier_mode = null where version = 99`);

  it('keeps nobody else from being told that a trial ends', async () => {
    const url = await aCopy();
    const office = await opens(url);
    await onDatabase(url, async (db) => {
      await breaks(db, [book.accounts[3]!]);
      // Two trials that end the day after the renewal day, where the clock stands, one of them on the terms nobody can read.
      const ending = [book.accounts[3]!, book.accounts[4]!];
      await db.query(
        `update subscription set state = 'trial', trial_ends_at = $2::date + interval '36 hours'
          where product_code = 'calls' and account_id = any($1::uuid[])`,
        [ending, book.renewalDay],
      );
      await office.reminds();
      const { rows } = await db.query<{ account_id: string }>(
        `select account_id from notice where kind = 'trial_ending' and account_id = any($1::uuid[])`,
        [ending],
      );
      expect(rows).toEqual([{ account_id: book.accounts[4]! }]);
    });
  });

  it('is parked with the cause, the others are charged, and repaired it is charged once', async () => {
    const url = await aCopy();
    const office = await opens(url);
    const victim = book.accounts[3]!;
    await onDatabase(url, async (db) => {
      await breaks(db, [victim]);
      await office.sweep();
      expect(await runRows(db)).toMatchObject([{ state: 'completed', accounts: BOOK_ACCOUNTS - 1 }]);
      const sound = (books: readonly unknown[]) =>
        books.filter((account) => (account as { id: string }).id !== victim);
      expect(sound(await ledgerOf(url))).toEqual(sound(undisturbed));

      const support = await staffOf(office, 'support');
      const { items } = await support.asks(routes.parkedAccounts);
      expect(items).toEqual([
        {
          accountId: victim,
          name: 'Компания 3',
          businessDate: book.renewalDay,
          cause: expect.stringMatching(/Error: .+/),
          because: 'terms_unreadable',
          parkedAt: expect.any(String),
          tries: 1,
        },
      ]);

      // The schedule comes by again and again: neither a new run nor another try.
      await office.sweep();
      await office.sweep();
      expect(await runRows(db)).toHaveLength(1);

      // Not yet repaired: it stays, with one try more. Support may look and not touch.
      const params = { accountId: victim };
      expect((await support.isRefused(routes.retryParked, { params })).code).toBe('forbidden');
      expect(await office.administrator.asks(routes.retryParked, { params })).toMatchObject({
        charged: 0,
        parked: { tries: 2 },
      });

      await repairs(db);
      const twice = await Promise.allSettled(
        [1, 2].map(() => office.administrator.asks(routes.retryParked, { params })),
      );
      const done = twice.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      expect(done).toMatchObject([
        { charged: 2, amount: { amount: '400.00', currency: 'RUB' }, parked: null },
      ]);
      expect(await support.asks(routes.parkedAccounts)).toMatchObject({ items: [] });
      expect((await office.administrator.isRefused(routes.retryParked, { params })).code).toBe('not_found');
      expect(await ledgerOf(url)).toEqual(undisturbed);
    });
    await office.close();
  });

  it('is parked once, whoever of several claimers meets it', async () => {
    const url = await aCopy();
    const office = await opens(url, { RUN_CLAIMERS: '4' });
    const broken = [...book.accounts].sort().slice(0, 3 * BATCH);
    await onDatabase(url, async (db) => {
      await breaks(db, broken);
      // Between what a claim sees and what it locks others park: a moment that is short else.
      await db.query(`
        create function look_slowly() returns boolean volatile language plpgsql as
          $$ begin if current_query() like '%skip locked%' then perform pg_sleep(random() * 0.01); end if; return true; end $$;
        create policy slow on account as restrictive for select using (look_slowly())`);
      expect(await runs(office)).toMatchObject({
        accounts: BOOK_ACCOUNTS - broken.length,
        parked: broken.length,
      });
      const { rows } = await db.query('select tries, count(*)::int as n from parked_account group by tries');
      expect(rows).toEqual([{ tries: 1, n: broken.length }]);
    });
    await office.close();
  });

  it('is tried again by the run of the next business date, and by a person who starts the date again', async () => {
    const url = await aCopy();
    const office = await opens(url);
    await onDatabase(url, async (db) => {
      await breaks(db, [book.accounts[3]!]);
      expect(await runs(office)).toMatchObject({ accounts: BOOK_ACCOUNTS - 1, parked: 1 });
      expect(await runs(office)).toMatchObject({ due: 1, accounts: 0, parked: 1 });
      expect(
        await office.administrator.asks(routes.startRun, {
          body: { businessDate: book.renewalDay, dryRun: true },
        }),
      ).toMatchObject({ charged: 0, parked: 1 });
      const { items } = await office.administrator.asks(routes.parkedAccounts);
      expect(items).toMatchObject([{ tries: 2 }]);
      await repairs(db);
      await as(office.url).asks(routes.sandboxScheduler, { body: { paused: false } });
      expect(await office.administrator.asks(routes.parkedAccounts)).toMatchObject({ items: [{}] });
      await as(office.url).asks(routes.sandboxMoveClock, {
        body: { now: `${addDays(book.renewalDay, 1)}T12:00:00+03:00` },
      });
      expect(await office.administrator.asks(routes.parkedAccounts)).toMatchObject({ items: [] });
      const { rows } = await db.query(
        'select count(*)::int as charges from charge where account_id = $1 and business_date = $2',
        [book.accounts[3]!, book.renewalDay],
      );
      expect(rows).toEqual([{ charges: 2 }]);
    });
    await office.close();
  });
});

/** Starts a run with one claimer and lets it stand still in the sixth of its batches. */
async function standsInTheMiddle(
  url: string,
  office: RunOffice,
  meanwhile: (run: RunDetailsDto) => Promise<void>,
): Promise<RunDetailsDto> {
  return onDatabase(url, async (holder) => {
    await holder.query('begin');
    await holdsSubscriptionsOf(holder, [...book.accounts].sort()[FIVE_BATCHES]!);
    const run = runs(office);
    const { id } = await onDatabase(url, (db) =>
      eventually('five batches are done', async () =>
        (await runRows(db)).find((row) => row.accounts === FIVE_BATCHES),
      ),
    );
    await meanwhile(await office.administrator.asks(routes.run, { params: { id } }));
    await holder.query('rollback');
    return run;
  });
}

describe('a run that is stopped', () => {
  it('shows its progress, ends after the batch under way, waits for a person and goes on to the same books', async () => {
    const url = await aCopy();
    const office = await opens(url, { RUN_CLAIMERS: '1' });
    const support = await staffOf(office, 'support');
    const stopped = await standsInTheMiddle(url, office, async (run) => {
      expect(run).toMatchObject({
        state: 'running',
        due: BOOK_ACCOUNTS,
        accounts: FIVE_BATCHES,
        stopReason: null,
      });
      // What was foreseen for each product stands beside what is charged so far.
      const [calls, chats] = ['calls', 'chats'].map((code) =>
        run.products.find(({ productCode }) => productCode === code)!,
      );
      expect(calls!.expected).toEqual({ charged: 60, amount: { amount: '18000.00', currency: 'RUB' } });
      expect(chats!.expected).toEqual({ charged: 90, amount: { amount: '9000.00', currency: 'RUB' } });
      expect(calls!.charged + chats!.charged).toBe(run.charged);
      expect(run.amounts).toEqual([run.amount]);
      const asked = { params: { id: run.id }, body: { reason: 'Неверная цена' } };
      expect((await support.isRefused(routes.stopRun, asked)).code).toBe('forbidden');
      expect(await office.administrator.asks(routes.stopRun, asked)).toMatchObject({
        state: 'running',
        stopReason: 'Неверная цена',
      });
    });
    expect(stopped).toMatchObject({
      state: 'stopped',
      accounts: FIVE_BATCHES + BATCH,
      stopReason: 'Неверная цена',
      waitsForPerson: true,
    });
    await onDatabase(url, async (db) => {
      await office.sweep();
      expect(await runRows(db)).toHaveLength(1);
      expect(await runs(office)).toMatchObject({
        state: 'completed',
        due: BOOK_ACCOUNTS - FIVE_BATCHES - BATCH,
        stopReason: null,
      });
      expect(await ledgerOf(url)).toEqual(undisturbed);
      // Gone on with: the schedule works again. Asked to stop afterwards, the finished run stays as it was.
      const [first, second] = await runRows(db);
      const gone = await office.administrator.asks(routes.run, { params: { id: first!.id } });
      expect(gone.waitsForPerson).toBe(false);
      for (const { id, state } of [first!, second!])
        expect(await office.administrator.asks(routes.stopRun, { params: { id }, body: {} })).toMatchObject({
          state,
        });
      await db.query('update account set next_due = $1 where id = $2', [book.renewalDay, book.accounts[0]]);
      await office.sweep();
      expect(await runRows(db)).toHaveLength(3);
    });
    await office.close();
  });

  it('and that nobody works on any more ends at once', async () => {
    const url = await aCopy();
    const office = await opens(url);
    await onDatabase(url, async (db) => {
      const { rows } = await db.query<{ id: string }>(
        `insert into renewal_run (id, business_date, state, started_at)
         values (gen_random_uuid(), $1, 'running', now()) returning id`,
        [book.renewalDay],
      );
      const params = { id: rows[0]!.id };
      expect(await office.administrator.asks(routes.stopRun, { params, body: {} })).toMatchObject({
        state: 'stopped',
        accounts: 0,
      });
      await office.sweep();
      expect(await runRows(db)).toHaveLength(1);
    });
    await office.close();
  });
});

describe('a run that charges more than its rehearsal foresaw (money-rules, Once only)', () => {
  it('keeps nothing beyond the difference allowed, stops, asks, and goes on when started again', async () => {
    const url = await aCopy();
    const office = await opens(url, { RUN_CLAIMERS: '1' });
    const stopped = await standsInTheMiddle(url, office, async ({ expected }) => {
      // Of four accounts, two pay for both products, one for one and one for none.
      expect(expected).toMatchObject({ charged: (BOOK_ACCOUNTS / 4) * 5 });
      // Everybody can pay for everything all of a sudden.
      await onDatabase(url, (db) =>
        db.query('update account set money = 10000000 where id <> all($1)', [
          [...book.accounts].sort().slice(0, FIVE_BATCHES + BATCH),
        ]),
      );
    });
    const most = (BOOK_ACCOUNTS / 4) * 5 * 1.2;
    expect(stopped).toMatchObject({
      state: 'stopped',
      stopReason: expect.stringMatching(/^(Списаний|Сумма списаний) .+ больше допустим/),
    });
    expect(stopped.charged).toBeLessThanOrEqual(most);
    await onDatabase(url, async (db) => {
      const charges = async (): Promise<number> =>
        (await db.query('select count(*)::int as n from charge where run_id is not null')).rows[0].n;
      expect(await charges()).toBe(stopped.charged);
      await office.sweep();
      expect(await runRows(db)).toHaveLength(1);
      const rest = await runs(office);
      expect(rest).toMatchObject({ state: 'completed', accounts: BOOK_ACCOUNTS - stopped.accounts });
      expect(await charges()).toBe(stopped.charged + rest.charged);
      const { rows } = await db.query('select 1 from account where next_due <= $1', [book.renewalDay]);
      expect(rows).toEqual([]);
    });
    await office.close();
  });
});
