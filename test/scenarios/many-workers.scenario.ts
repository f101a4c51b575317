import { routes } from '@rocket/contracts';
import { BOOK_ACCOUNTS, BOOK_RECEIPTS, allocate, ledgerOf, openBook, staffAt, type Book } from '../kit/book';
import { cloneDatabase, onDatabase } from '../kit/clone-database';
import { startApi, type Program } from '../kit/house';
import { openOffice, type Office } from '../kit/office';
import type { Person } from '../kit/person';
import { type TestDatabase } from '../kit/postgres';

let book: Book;
let original: TestDatabase;
/** The books after one claimer has run alone. */
let undisturbed: unknown[];
const databases: TestDatabase[] = [];
const programs: Program[] = [];
const offices: Office[] = [];

async function aCopy(): Promise<string> {
  const copy = await cloneDatabase(original);
  databases.push(copy);
  return copy.url;
}

async function opens(databaseUrl: string, settings: Record<string, string>): Promise<Person> {
  const office = await openOffice(databaseUrl, settings);
  offices.push(office);
  return office.administrator;
}

/** A process of its own, as it is shipped. */
async function starts(databaseUrl: string, env: Record<string, string>): Promise<Person> {
  const { url, program } = await startApi({ databaseUrl, env });
  programs.push(program);
  return staffAt(url, 'administrator');
}

async function allGoHome(): Promise<void> {
  for (const program of programs.splice(0)) await program.end();
  for (const office of offices.splice(0)) await office.close();
}

const runs = (administrator: Person) =>
  administrator.sends('POST', '/renewal-runs', {
    body: { businessDate: book.renewalDay },
    key: `run-${Math.random()}`,
  });

beforeAll(async () => {
  ({ original, book } = await openBook());
  databases.push(original);
  const url = await aCopy();
  await runs(await opens(url, { RUN_CLAIMERS: '1' }));
  await allGoHome();
  undisturbed = await renewed(url);
}, 240_000);
afterEach(allGoHome);
afterAll(async () => {
  for (const database of databases) await database.drop();
}, 60_000);

/** Without reminders, which the schedule that helps sends too. */
async function renewed(url: string): Promise<unknown[]> {
  return (await ledgerOf(url)).map((account) => {
    const { notices, ...books } = account as { notices: string[] };
    return { ...books, notices: notices.filter((key) => !key.startsWith('balance_low')) };
  });
}

/** Returns once somebody has begun a run. */
async function underWay(url: string): Promise<void> {
  for (;;) {
    const { rows } = await onDatabase(url, (db) => db.query('select from renewal_run limit 1'));
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Forty batches of three, so that everybody gets some. */
const crowd = { RUN_CLAIMERS: '4', RUN_BATCH: '3', DATABASE_POOL: '12' };

it('eight workers of two processes on one run leave the books that one leaves (rule 13)', async () => {
  const url = await aCopy();
  const [first, second] = [await starts(url, crowd), await starts(url, crowd)];
  const run = runs(first);
  await underWay(url);
  // The schedule of the other process finds the run under way and helps.
  const help = second.asks(routes.sandboxScheduler, { body: { paused: false } });
  const refused = runs(second);
  expect((await run).body).toMatchObject({ state: 'completed', parked: 0 });
  await help;
  expect([201, 409]).toContain((await refused).status);
  const counted = await onDatabase(url, (db) =>
    db.query(`select sum(accounts)::int as accounts, sum(charged)::int as charged,
                     (select count(*)::int from charge where run_id is not null) as made from renewal_run`),
  );
  const [{ accounts, charged, made }] = counted.rows;
  expect([accounts, charged]).toEqual([BOOK_ACCOUNTS, made]);
  expect(await renewed(url)).toEqual(undisturbed);
}, 120_000);

it('a batch that comes twice, because nobody heard of its end, is charged once (rule 13)', async () => {
  const url = await aCopy();
  const first = await opens(url, crowd);
  await runs(first);
  await onDatabase(url, (db) => db.query('update account set next_due = $1', [book.renewalDay]));
  const again = await runs(first);
  expect(again.body).toMatchObject({
    state: 'completed',
    accounts: BOOK_ACCOUNTS,
    charged: 0,
    suspended: 0,
    parked: 0,
  });
  expect(await renewed(url)).toEqual(undisturbed);
}, 120_000);

it('forty top-ups of one account at once, at two doors, all arrive, and suspended products wake once (rules 6, 15)', async () => {
  const url = await aCopy();
  const [first, second] = [await opens(url, crowd), await opens(url, crowd)];
  await runs(first);
  // Of every four accounts the third has nothing left, and both its products sleep.
  const poor = book.accounts[2]!;
  const one = async (id: string) =>
    (await ledgerOf(url)).find((each) => (each as { id: string }).id === id) as Record<string, unknown[]>;
  const before = await one(poor);
  expect(before['subscriptions']).toEqual([
    ['calls', 'suspended', book.renewalDay],
    ['chats', 'suspended', book.renewalDay],
  ]);
  await Promise.all(
    book.waitingReceipts.map((receipt, index) => allocate(index % 2 === 0 ? first : second, receipt, poor)),
  );
  const after = await one(poor);
  const topUps = (after['entries'] as unknown[][]).filter(([, , kind]) => kind === 'top_up');
  expect(topUps).toHaveLength(1 + BOOK_RECEIPTS);
  expect(after['charges']).toHaveLength(before['charges']!.length + 2);
  const { rows } = await onDatabase(url, (db) =>
    db.query(
      `select (select money from account where id = $1)::int as kept,
              (select sum(money) from entry where account_id = $1)::int as said,
              (select sum(amount) from receipt where account_id = $1 and state = 'credited')::int
                - (select sum(amount) from charge where account_id = $1)::int as expected`,
      [poor],
    ),
  );
  expect(rows[0].kept).toBe(rows[0].said);
  expect(rows[0].kept).toBe(rows[0].expected);
}, 120_000);

it('a paper that breaks off after its number was taken gives the number back (money-rules, Once only)', async () => {
  const url = await aCopy();
  const administrator = await opens(url, {});
  const account = book.accounts[0]!;
  const body = {
    legalName: 'ООО «Компания»',
    inn: '7707083893',
    kpp: '773601001',
    legalAddress: 'Москва',
  };
  await administrator.sends('PUT', `/accounts/${account}/profile`, { body });
  const invoices = (key: string) =>
    administrator.sends('POST', `/accounts/${account}/invoices`, {
      body: { amount: { amount: '5000.00', currency: 'RUB' } },
      key,
    });
  expect((await invoices('one')).body).toMatchObject({ number: '1' });
  await onDatabase(url, async (db) => {
    await db.query(`create function breaks() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger breaks before insert on invoice for each row execute function breaks()`);
    expect((await invoices('two')).status).toBe(500);
    await db.query('drop trigger breaks on invoice');
  });
  expect((await invoices('three')).body).toMatchObject({ number: '2' });
}, 120_000);
