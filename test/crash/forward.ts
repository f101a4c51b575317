import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { routes } from '@rocket/contracts';
import { RELEASES, type Release } from '../../migrations/releases';
import { staffAt, writeBookAt, type Book } from '../kit/book';
import { onDatabase } from '../kit/clone-database';
import { rub } from '../kit/customer';
import { freePort, startApi } from '../kit/house';
import type { Person } from '../kit/person';
import type { StartPostgres } from './postgres-process';
import { Traffic } from './traffic';

/** A release whose program was built. */
interface Built extends Release {
  readonly main: string;
}

const SIZE = { accounts: 12, receipts: 8 };
/** How long the old program works alone before, and beside the new one after. */
const BESIDE_MS = 2_000;
const SETTINGS = { fsync: 'off', max_connections: '60' };

/**
 * From an empty database, and from what each earlier release itself wrote, forward to this one while the old program is still at work:
 * the books are what they were, everything acknowledged is there once, the schema is the same from everywhere, and the next run works.
 * @returns what was done, line by line
 * @throws Error when anything of it does not hold
 */
export async function* forward(
  startPostgres: StartPostgres,
  build: (commit: string) => Promise<string | null>,
): AsyncGenerator<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rocket-forward-'));
  const server = await startPostgres({
    dataDir,
    port: await freePort(),
    database: 'empty',
    settings: SETTINGS,
  });
  try {
    const { program } = await startApi({ databaseUrl: server.url });
    await program.end();
    const wanted = await schemaOf(server.url);
    yield `From empty: ${wanted.length} columns, keys and constraints`;
    for (const [nth, release] of RELEASES.entries()) {
      const name = `${release.commit.slice(0, 7)}, ${release.landed}`;
      const main = await build(release.commit);
      if (main === null) {
        yield `${name}: not tried, the history of git does not reach so far back`;
        continue;
      }
      const url = server.url.replace(/empty$/, `release_${nth}`);
      await onDatabase(server.url, (db) => db.query(`create database release_${nth}`));
      yield `From ${name}: ${await forwardFrom(url, { ...release, main }, wanted)}`;
    }
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function forwardFrom(databaseUrl: string, release: Built, wanted: readonly string[]): Promise<string> {
  const old = await startApi({ databaseUrl, main: release.main, isHeard: true });
  let traffic: Traffic;
  let book: Book;
  let before: string;
  try {
    await expectLastMigration(databaseUrl, release);
    book = await writeBookAt(old.url, SIZE);
    before = await booksOf(databaseUrl);
    traffic = await Traffic.at(old.url, book);
    await pause(BESIDE_MS);
    traffic.phase = 'during';
    const begun = performance.now();
    const fresh = await startApi({ databaseUrl });
    const took = performance.now() - begun;
    try {
      traffic.phase = 'beside';
      await pause(BESIDE_MS);
      await traffic.end();
      await old.program.end();
      if (!(await booksOf(databaseUrl)).startsWith(before.slice(0, -1)))
        throw new Error(`${release.commit}: entries written before are not what they were`);
      await expectSameSchema(databaseUrl, wanted);
      const administrator = await staffAt(fresh.url, 'administrator');
      await traffic.repeatUnanswered(fresh.url);
      await expectGrants(databaseUrl, traffic);
      await renew(administrator, book);
      const { broken, entries } = await administrator.asks(routes.verifyLedger);
      if (broken.length > 0) throw new Error(`The books do not verify: ${JSON.stringify(broken)}`);
      const told = `forward and ready in ${(took / 1000).toFixed(1)} s; ${traffic.told()}; ${entries} entries verify`;
      return [told, ...reasonsOf(traffic, old.program.output())].join('\n  ');
    } finally {
      await fresh.program.end();
    }
  } finally {
    await old.program.end();
  }
}

/** Why requests of the old program failed: what each was answered, and what the program said of errors meanwhile. */
const reasonsOf = ({ failures }: Traffic, output: string): string[] =>
  failures.length === 0
    ? []
    : [...failures, ...output.split('\n').filter((line) => / (ERROR|FATAL) |"level":[56]0/.test(line))];

/** The next run charges what is due of the book that the old release wrote. */
async function renew(administrator: Person, { renewalDay, accounts }: Book): Promise<void> {
  const body = { businessDate: renewalDay };
  const run = await administrator.asks(routes.startRun, { body, idempotencyKey: randomUUID() });
  if (run.charged === 0) throw new Error('The run charged nothing');
  const params = { id: accounts[0]! };
  await administrator.asks(routes.adjustBalance, {
    params,
    body: { amount: rub('1.00'), reason: 'Проверка' },
  });
}

/** The list of releases says what its program really brings a database to. */
async function expectLastMigration(databaseUrl: string, { commit, lastMigration }: Release): Promise<void> {
  await onDatabase(databaseUrl, async (db) => {
    const { rows } = await db.query<{ name: string }>(
      'select name from migrations order by timestamp desc limit 1',
    );
    if (rows[0]!.name !== lastMigration)
      throw new Error(`${commit} ends with ${rows[0]!.name}, migrations/releases.ts says ${lastMigration}`);
  });
}

/** All entries and postings in the order they were recorded, as text. */
const booksOf = (databaseUrl: string): Promise<string> =>
  onDatabase(databaseUrl, async (db) => {
    const { rows } = await db.query(
      `select e.account_id, e.seq, e.key, e.kind, e.business_date::text, e.money::text, e.bonus::text,
              (select jsonb_agg(jsonb_build_array(p.line, p.from_account, p.to_account, p.amount) order by p.line)
                 from posting p where p.account_id = e.account_id and p.seq = e.seq) as postings
         from entry e where e.key not like 'grant:%' order by e.account_id, e.seq`,
    );
    return JSON.stringify(rows);
  });

/** Columns, indexes and constraints, each in a line. */
const schemaOf = (databaseUrl: string): Promise<string[]> =>
  onDatabase(databaseUrl, async (db) => {
    const { rows } = await db.query<{ line: string }>(`
      select format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line
        from information_schema.columns where table_schema = 'public'
      union all select indexdef from pg_indexes where schemaname = 'public'
      union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
        from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
      union all select tgrelid::regclass || ' ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
      order by 1`);
    return rows.map(({ line }) => line);
  });

async function expectSameSchema(databaseUrl: string, wanted: readonly string[]): Promise<void> {
  const there = await schemaOf(databaseUrl);
  const differs = [
    ...wanted.filter((line) => !there.includes(line)).map((line) => `missing: ${line}`),
    ...there.filter((line) => !wanted.includes(line)).map((line) => `not in a fresh one: ${line}`),
  ];
  if (differs.length > 0) throw new Error(`The schema is another one:\n${differs.slice(0, 10).join('\n')}`);
}

async function expectGrants(databaseUrl: string, { acknowledged }: Traffic): Promise<void> {
  await onDatabase(databaseUrl, async (db) => {
    const { rows } = await db.query<{ reason: string }>(
      `select reason from bonus_grant where ground = 'support'`,
    );
    const there = rows.map(({ reason }) => reason).sort();
    const wanted = [...acknowledged].sort();
    if (JSON.stringify(there) !== JSON.stringify(wanted))
      throw new Error(`${wanted.length} bonuses were acknowledged, ${there.length} are there`);
  });
}
