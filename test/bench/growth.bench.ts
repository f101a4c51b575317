import { routes } from '@rocket/contracts';
import { addMonths, type LocalDate } from '@rocket/kernel';
import { cloneDatabase, onDatabase } from '../kit/clone-database';
import { as } from '../kit/book';
import { startApi } from '../kit/house';
import type { TestDatabase } from '../kit/postgres';
import { openLargeBook, type LargeBook } from './large-book';
import { oneRun, renewCopy, type OneRun } from './one-run';
import { middleOf, ratioOf, type Ratio } from './record';

const SMALL = Number(process.env['BENCH_SMALL'] ?? 4000);
const LARGE = Number(process.env['BENCH_LARGE'] ?? 40_000);
const OLD_ENTRIES = Number(process.env['BENCH_OLD_ENTRIES'] ?? 2_000_000);
const MONTHS = 12;
const ROUNDS = 3;
const CLAIMERS = 2;
const GOAL = { exponent: 1.05, old: 1.15, months: 1.15 };

/** How the server's work for a subscription grows: with the book, with what was posted before, and from month to month. */
export async function* compareDurably(): AsyncGenerator<string | Ratio> {
  const small = await openLargeBook(SMALL);
  try {
    yield* asTheBookGrows(small);
    yield* withOldEntries(small);
    yield* monthByMonth(small);
  } finally {
    await small.database.drop();
  }
}

/** The exponent of the server's processor time from the small book to the large one: 1 is in step. */
async function* asTheBookGrows(small: LargeBook): AsyncGenerator<string | Ratio> {
  const large = await openLargeBook(LARGE);
  try {
    const exponents: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = await renewed(small);
      const other = await renewed(large);
      const more = large.subscriptions / small.subscriptions;
      exponents.push(1 + Math.log(other.serverMicros / one.serverMicros) / Math.log(more));
      yield `${small.subscriptions} subscriptions: ${told(one)}; ${large.subscriptions}: ${told(other)}`;
    }
    yield ratioOf('Exponent of server time as the book grows', 'less', exponents, GOAL.exponent);
  } finally {
    await large.database.drop();
  }
}

async function* withOldEntries(book: LargeBook): AsyncGenerator<string | Ratio> {
  const old = await cloneDatabase(book.database);
  try {
    await onDatabase(old.url, async (db) => {
      await db.query('set session_replication_role = replica');
      await db.query('update account set last_seq = last_seq + $1::integer', [1_000_000]);
      // Years of entries of the same accounts, before those of today.
      await db.query(
        `insert into entry (account_id, seq, id, key, fingerprint, kind, happened_at, recorded_at, business_date, actor, subject, money, bonus)
         select a.id, 100000 + n, gen_random_uuid(), 'old:' || n, '\\x00', 'charge', timestamptz '2020-01-01' + n * interval '1 hour',
                timestamptz '2020-01-01' + n * interval '1 hour', date '2020-01-01' + n / 24, 'system:old', null, -1, 0
           from account a cross join generate_series(1, $1::integer) n`,
        [Math.max(1, Math.round(OLD_ENTRIES / (book.subscriptions / 5)))],
      );
      await db.query(
        `insert into posting (account_id, seq, line, from_account, to_account, amount)
         select account_id, seq, 0, 'customer_money', 'revenue', 1 from entry where key like 'old:%'`,
      );
      await db.query('vacuum analyze');
    });
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const without = await renewed(book);
      const beside = await renewed({ ...book, database: old });
      ratios.push(beside.serverMicros / without.serverMicros);
      yield `${OLD_ENTRIES} old entries: ${told(beside)}; none: ${told(without)}`;
    }
    yield ratioOf('Server time with old entries ÷ without', 'less', ratios, GOAL.old);
  } finally {
    await old.drop();
  }
}

/** Twelve monthly runs of one book, one after the other: the last beside the first. */
async function* monthByMonth(book: LargeBook): AsyncGenerator<string | Ratio> {
  const copy = await cloneDatabase(book.database);
  try {
    const times: number[] = [];
    let day = book.renewalDay;
    for (let month = 0; month < MONTHS; month += 1, day = addMonths(book.renewalDay, month)) {
      if (month > 0) await moveClock(copy, day);
      const run = await runOf({ ...book, database: copy, renewalDay: day });
      times.push(run.serverMicros);
      yield `month ${month + 1}: ${run.charged} charged, ${told(run)}`;
    }
    // A month in which PostgreSQL wrote a checkpoint or cleaned a table says nothing of the others.
    const ratio = middleOf(times.slice(-3)) / middleOf(times.slice(0, 3));
    yield ratioOf(
      'Server time of the last three of twelve months ÷ the first three',
      'less',
      [ratio],
      GOAL.months,
    );
  } finally {
    await copy.drop();
  }
}

async function moveClock(database: TestDatabase, day: LocalDate): Promise<void> {
  const { url, program } = await startApi({ databaseUrl: database.url });
  try {
    await as(url).asks(routes.sandboxScheduler, { body: { paused: true } });
    await as(url).asks(routes.sandboxMoveClock, { body: { now: `${day}T12:00:00+03:00` } });
  } finally {
    await program.end();
  }
}

const runOf = ({ database, renewalDay: businessDate, subscriptions }: LargeBook): Promise<OneRun> =>
  oneRun({ databaseUrl: database.url, businessDate, subscriptions, claimers: CLAIMERS });

const renewed = (book: LargeBook): Promise<OneRun> => renewCopy(book, CLAIMERS);

const told = (run: OneRun): string =>
  `${run.serverMicros.toFixed(0)} µs of the server and ${run.walBytes.toFixed(0)} bytes of WAL each, ${run.perSecond.toFixed(0)} a second`;
