import { routes } from '@rocket/contracts';
import { addMonths, dayOf, type LocalDate } from '@rocket/kernel';
import { bankFile, type Payment } from './bank-file';
import { onDatabase } from './clone-database';
import { rub } from './customer';
import { startApi } from './house';
import { Person } from './person';
import { createTestDatabase, type TestDatabase } from './postgres';
import { createSeededDatabase } from './seeded-database';

const ZONE = 'Europe/Moscow';
/** How many of a book are at work at once while it is written. */
const AT_ONCE = 8;

export interface Book {
  readonly accounts: readonly string[];
  /** One receipt for each of the first accounts that has not been given to it yet. */
  readonly waitingReceipts: readonly string[];
  /** The business date on which everything is due. */
  readonly renewalDay: LocalDate;
}

export const as = (url: string, token?: string): Person =>
  new Person(url, token ? { authorization: `Bearer ${token}` } : {});

export async function staffAt(url: string, role: 'accountant' | 'administrator'): Promise<Person> {
  return as(url, (await as(url).asks(routes.sandboxToken, { body: { role } })).token);
}

/** What an account of the book has: some are renewed, some go half without, some run dry. */
const MONEY = ['1000.00', '500.00', '400.00', '4000.00'];

/** A few more than a run needs to be rehearsed; whoever wants many batches makes them small. `npm run crash` has the mass. */
export const BOOK_ACCOUNTS = 120;
export const BOOK_RECEIPTS = 40;
const SHARED = { accounts: BOOK_ACCOUNTS, receipts: BOOK_RECEIPTS };

/** One file at a time writes the book or copies it. */
const BOOK_LOCK = 7_205_759_408;

/**
 * The book in a database that is copied by whoever tries something out. Stories of runs share it: the first file of a test run
 * writes it, which takes longer than most stories.
 */
export async function openBook(): Promise<{ original: TestDatabase; book: Book }> {
  const template = process.env['TEST_TEMPLATE'];
  if (!template) {
    const original = await createSeededDatabase();
    return { original, book: await writeBook(original, SHARED) };
  }
  const name = `${template}_book`;
  const book = await onDatabase(process.env['TEST_DATABASE_URL']!, async (server) => {
    await server.query('select pg_advisory_lock($1)', [BOOK_LOCK]);
    const { rows } = await server.query<{ book: Book }>(
      `select shobj_description(oid, 'pg_database')::jsonb as book from pg_database where datname = $1`,
      [name],
    );
    if (rows[0]) return rows[0].book;
    const written = await createSeededDatabase();
    const made = await writeBook(written, SHARED);
    // Only what is whole gets the name others look for; nobody connects to it any more, not even a vacuum.
    const nameNow = new URL(written.url).pathname.slice(1);
    await server.query(`comment on database ${nameNow} is '${JSON.stringify(made)}'`);
    await server.query(`alter database ${nameNow} rename to ${name}`);
    await server.query(`alter database ${name} with allow_connections false`);
    return made;
  });
  return { original: await createTestDatabase(name), book };
}

/**
 * Writes a book of accounts over HTTP: two products each, charged today, and money for one, both or neither of the next
 * periods. The scheduler is left standing, with the clock at noon of the renewal day: everything is due and nothing done.
 */
export async function writeBook(
  database: TestDatabase,
  wish: { accounts: number; receipts: number },
): Promise<Book> {
  const { url, program } = await startApi({ databaseUrl: database.url });
  try {
    return await writeBookAt(url, wish);
  } finally {
    await program.end();
  }
}

/** The same at an API that runs, whichever release of it. */
export async function writeBookAt(url: string, wish: { accounts: number; receipts: number }): Promise<Book> {
  const administrator = await staffAt(url, 'administrator');
  const today = dayOf(new Date((await as(url).asks(routes.sandboxClock)).now), ZONE);
  const renewalDay = addMonths(today, 1);
  await sell(administrator, today);
  const receipts = await receive(administrator, wish.accounts + wish.receipts, today);
  const accounts = await inTurns(wish.accounts, async (index) => {
    const { account, ownerToken } = await as(url).asks(routes.sandboxAccount, {
      body: { name: `Компания ${index}`, subdomain: `company-${index}` },
    });
    await allocate(administrator, receipts[index]!, account.id);
    for (const productCode of ['calls', 'chats']) {
      const body = { productCode, quantity: 1, period: 'P1M' };
      await as(url, ownerToken).asks(routes.connectProduct, { params: { id: account.id }, body });
    }
    return account.id;
  });
  await as(url).asks(routes.sandboxScheduler, { body: { paused: true } });
  await as(url).asks(routes.sandboxMoveClock, { body: { now: `${renewalDay}T12:00:00+03:00` } });
  return { accounts, waitingReceipts: receipts.slice(wish.accounts), renewalDay };
}

export async function allocate(person: Person, receiptId: string, accountId: string): Promise<void> {
  const body = { accountId, reason: 'Клиент подтвердил' };
  await person.asks(routes.allocateReceipt, { params: { id: receiptId }, body });
}

async function sell(administrator: Person, validFrom: LocalDate): Promise<void> {
  for (const [code, price] of [
    ['calls', '300.00'],
    ['chats', '100.00'],
  ] as const) {
    await administrator.asks(routes.createProduct, {
      body: { code, name: code, kind: 'widget', seller: 'rocket-sales', tariffUnit: 'Чат', trialDays: 0 },
    });
    await administrator.asks(routes.addPrice, {
      params: { code },
      body: { period: 'P1M', unitPrice: rub(price), validFrom },
    });
  }
}

/** Money of people the seller does not know, all in one file. */
async function receive(administrator: Person, count: number, date: LocalDate): Promise<string[]> {
  const payments = Array.from({ length: count }, (_, index): Payment => ({
    number: String(index + 1),
    date,
    amount: MONEY[index % MONEY.length]!,
    payer: { name: `ООО "КОМПАНИЯ ${index}"`, inn: null },
    purpose: 'Перевод средств',
  }));
  const bytes = new Blob([new Uint8Array(bankFile(payments))]);
  const { lines } = await administrator.asks(routes.importStatement, { raw: { bytes, type: 'text/plain' } });
  return lines.map(({ receipt }) => receipt.id);
}

async function inTurns<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

/** Everything in the books that a run decides, without what only tells when and by which run it was written. */
export const ledgerOf = (url: string): Promise<unknown[]> =>
  onDatabase(url, async (db) => {
    const { rows } = await db.query(`
      select a.id, a.money, a.state, a.last_seq, a.next_due::text,
             (select jsonb_agg(jsonb_build_array(e.seq, e.key, e.kind, e.business_date, e.happened_at, e.money, e.bonus) order by e.seq)
                from entry e where e.account_id = a.id) as entries,
             (select jsonb_agg(jsonb_build_array(p.seq, p.line, p.from_account, p.to_account, p.amount) order by p.seq, p.line)
                from posting p where p.account_id = a.id) as postings,
             (select jsonb_agg(jsonb_build_array(c.subscription_id, c.period_start, c.period_end, c.amount) order by c.subscription_id, c.period_start)
                from charge c where c.account_id = a.id) as charges,
             (select jsonb_agg(jsonb_build_array(s.product_code, s.state, s.paid_to) order by s.product_code)
                from subscription s where s.account_id = a.id) as subscriptions,
             (select jsonb_agg(n.key order by n.key) from notice n where n.account_id = a.id) as notices
        from account a order by a.id`);
    return rows;
  });
