import { randomUUID } from 'node:crypto';
import { routes } from '@rocket/contracts';
import { bankFile, type Payment } from '../kit/bank-file';
import { staffAt } from '../kit/book';
import { cloneDatabase, onDatabase } from '../kit/clone-database';
import { startApi } from '../kit/house';
import { easyPace, printed } from './beside-plain';
import { openLargeBook, type LargeBook } from './large-book';
import { pace, saturate, type Latencies } from './load';
import { ratioOf, type Ratio } from './record';

const ACCOUNTS = Number(process.env['BENCH_ACCOUNTS'] ?? 20_000);
const RECEIPTS = Number(process.env['BENCH_RECEIPTS'] ?? 6_000);
const ROUNDS = 3;
const CLAIMERS = 2;
const CONNECTIONS = 4;
/** Facts of performance, §8, line 9. */
const GOAL = 4;

/**
 * How long a top-up waits while a book is renewed, beside how long it waits while none is: receipts of a bank statement are given to
 * accounts over HTTP at an even pace, each in its own transaction under the lock of its account, and another process runs at the
 * default batch. The two take turns on copies of one book.
 */
export async function* compareDurably(seconds: number): AsyncGenerator<string | Ratio> {
  const book = await openLargeBook(ACCOUNTS);
  try {
    await receive(book);
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { alone, during, perSecond } = await oneRound(book, seconds);
      ratios.push(during.p99 / alone.p99);
      yield `${perSecond} top-ups a second: ${printed(alone)} alone, ${printed(during)} during a run (${during.count} of them)`;
    }
    yield ratioOf('Top-up p99 during a renewal run ÷ without', 'less', ratios, GOAL);
  } finally {
    await book.database.drop();
  }
}

/** Receipts nobody has given to an account yet. */
async function receive(book: LargeBook): Promise<void> {
  const { url, program } = await startApi({ databaseUrl: book.database.url });
  try {
    const payments = Array.from({ length: RECEIPTS }, (_, index): Payment => ({
      number: String(100_000 + index),
      date: book.renewalDay,
      amount: '100.00',
      payer: { name: `ООО "ПЛАТЕЛЬЩИК ${index}"`, inn: null },
      purpose: 'Перевод средств',
    }));
    const bytes = new Blob([new Uint8Array(bankFile(payments))]);
    const administrator = await staffAt(url, 'administrator');
    await administrator.asks(routes.importStatement, { raw: { bytes, type: 'text/plain' } });
  } finally {
    await program.end();
  }
}

interface Round {
  readonly alone: Latencies;
  readonly during: Latencies;
  readonly perSecond: number;
}

async function oneRound(book: LargeBook, seconds: number): Promise<Round> {
  const copy = await cloneDatabase(book.database);
  const database = { databaseUrl: copy.url };
  const api = await startApi(database);
  const worker = await startApi({ ...database, env: { RUN_CLAIMERS: String(CLAIMERS) } });
  try {
    const administrator = await staffAt(api.url, 'administrator');
    const left = await requestsFor(copy.url, administrator.headers['authorization']!);
    const port = Number(new URL(api.url).port);
    // Each is asked once: what was sent is not sent again.
    const next = (most: number): { port: number; requests: Buffer[] } => ({
      port,
      requests: left.splice(0, most),
    });
    const perSecond = easyPace(await saturate(next(Math.floor(RECEIPTS / 3)), seconds, CONNECTIONS));
    const alone = await pace(next(Math.ceil(perSecond * (seconds * 2 + 1))), perSecond, seconds * 2);
    let isRunning = true;
    const runner = await staffAt(worker.url, 'administrator');
    const run = runner
      .asks(routes.startRun, { body: { businessDate: book.renewalDay } })
      .finally(() => (isRunning = false));
    const most = left.length / perSecond - 1;
    const during = await pace(next(left.length), perSecond, most, () => isRunning);
    await run;
    return { alone, during, perSecond };
  } finally {
    await api.program.end();
    await worker.program.end();
    await copy.drop();
  }
}

/** A receipt for each of as many accounts as there are, and again from the first: every account is topped up as often as another. */
const requestsFor = (databaseUrl: string, authorization: string): Promise<Buffer[]> =>
  onDatabase(databaseUrl, async (db) => {
    const { rows } = await db.query<{ receipt: string; account: string }>(
      `with waiting as (select id, row_number() over (order by id) - 1 as nth from receipt where state = 'unallocated'),
            given as (select id, row_number() over (order by md5(id::text)) - 1 as nth from account)
       select w.id as receipt, g.id as account from waiting w join given g on g.nth = w.nth % (select count(*) from account)`,
    );
    return rows.map(({ receipt, account }) => {
      const body = JSON.stringify({ accountId: account, reason: 'Клиент подтвердил' });
      return Buffer.from(
        [
          `POST /api/v1/receipts/${receipt}/allocation HTTP/1.1`,
          'Host: 127.0.0.1',
          `Authorization: ${authorization}`,
          `Idempotency-Key: ${randomUUID()}`,
          'Content-Type: application/json',
          `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        ].join('\r\n'),
      );
    });
  });
