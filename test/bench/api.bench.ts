import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressOf, DOORS, OUR_ENV, requestOf, type Door } from './api-doors';
import { besidePlain, ours, plain } from './beside-plain';
import { openCustomers, type BookCustomer } from './customers';
import { compare as licences } from './entitlements.bench';
import type { Ratio } from './record';

const ACCOUNTS = 200;
const GOALS = { rate: 0.5 };
/** What people wait for, each beside a plain server that makes the same statements and prints the same answer. */
export async function* compare(seconds: number): AsyncGenerator<string | Ratio> {
  const { book, customers } = await openCustomers(ACCOUNTS);
  const folder = mkdtempSync(join(tmpdir(), 'rocket-bench-'));
  const { url } = book.database;
  try {
    for (const door of DOORS) {
      const requests = customers.map((each, index) => requestOf(door, each, index));
      const reads = join(folder, `${door.name}.json`);
      const made = await learn(url, door, customers, { reads, told: join(folder, 'told') });
      yield `${door.name}: ${made} statements a request`;
      const theirs = customers.map((each, index) => requestOf(door, each, index, `/${index}`));
      yield* besidePlain(door.name, GOALS, seconds, [
        () => ours(url, requests, { env: OUR_ENV }),
        () => plain('plain-reads.mjs', { databaseUrl: url, reads }, theirs),
      ]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await book.database.drop();
  }
  yield* licences(seconds);
}

/** Asks for each customer once, and writes down what ours asked PostgreSQL and what it answered. How many statements the last one was. */
async function learn(
  databaseUrl: string,
  door: Door,
  customers: readonly BookCustomer[],
  { reads, told }: { reads: string; told: string },
): Promise<number> {
  writeFileSync(told, '');
  const flags = ['--import', join(process.cwd(), 'test/bench/told-statements.mjs')];
  const server = await ours(databaseUrl, [], { flags, env: { ...OUR_ENV, TOLD_STATEMENTS: told } });
  const known: { statements: unknown[]; answer: unknown }[] = [];
  try {
    for (const [index, customer] of customers.entries()) {
      const ask = (): Promise<unknown> => answerOf(server.target.port, door, customer, index);
      // The first visit is noted, and its credential as used; what comes again and again is only read.
      await ask();
      truncateSync(told);
      const answer = await ask();
      known.push({ statements: statementsIn(readFileSync(told, 'utf8')), answer });
    }
  } finally {
    await server.program.end();
  }
  writeFileSync(reads, JSON.stringify(known));
  return known.at(-1)!.statements.length;
}

/** What is read, and no more: setting up a connection or a transaction is a way of doing it. */
const statementsIn = (lines: string): unknown[] =>
  lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { text: string })
    .filter(({ text }) => /^\s*(select|with)\b(?!\s+set_config)/i.test(text));

async function answerOf(port: number, door: Door, customer: BookCustomer, index: number): Promise<unknown> {
  const [name, value] = door.credential(customer).split(': ') as [string, string];
  const answer = await fetch(`http://127.0.0.1:${port}${door.path(customer)}`, {
    headers: { [name]: value, 'x-forwarded-for': addressOf(index) },
  });
  if (!answer.ok) throw new Error(`${door.name} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
