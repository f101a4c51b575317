import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { routes } from '@rocket/contracts';
import { BY_KEY } from '../../apps/api/src/products/entitlement.rows';
import { staffAt, writeBook } from '../kit/book';
import { cloneDatabase, onDatabase } from '../kit/clone-database';
import { Program, startApi } from '../kit/house';
import { createTestDatabase } from '../kit/postgres';
import { pace, saturate, type Latencies, type Target } from './load';

const ACCOUNTS = 60;
const PER_SECOND = 2_000;
const workers = Math.max(1, cpus().length - 1);

interface Server {
  readonly target: Target;
  readonly program: Program;
}

/** On the first core alone, where there is taskset; the load and PostgreSQL take the others. */
function pinned(args: string[], ready: RegExp, env: Record<string, string>): Promise<Program> {
  const node = [process.execPath, ...args];
  const taskset = ['/usr/bin/taskset', '/bin/taskset'].find((path) => existsSync(path));
  const command = taskset ? [taskset, '-c', '0', ...node] : node;
  return Program.start(command[0]!, command.slice(1), ready, env);
}

async function ours(databaseUrl: string, requests: readonly Buffer[], memory: 'on' | 'off'): Promise<Server> {
  const program = await pinned(
    [join(process.cwd(), 'dist/apps/api/main.js')],
    /Listening at http:\/\/[\d.]+:(\d+)/,
    {
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      DATABASE_URL: databaseUrl,
      REDIS_URL: '',
      SANDBOX: 'off',
      PORT: '0',
      PRODUCT_MEMORY: memory,
    },
  );
  return { program, target: { port: Number(program.said[1]), requests } };
}

async function plain(databaseUrl: string, requests: readonly Buffer[], from: string): Promise<Server> {
  const program = await pinned([join(process.cwd(), 'test/bench/plain-server.mjs')], /Listening at (\d+)/, {
    PLAIN: JSON.stringify({ databaseUrl, statement: BY_KEY, from }),
  });
  return { program, target: { port: Number(program.said[1]), requests } };
}

const printed = ({ p50, p99 }: Latencies): string => `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;

/** Processor time a program has taken, in seconds; null where there is no /proc. */
function processorTimeOf({ pid }: Program): number | null {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return null;
  // After the name, which may hold spaces: the 14th and 15th fields of all, in hundredths.
  const fields = readFileSync(path, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

interface Rate {
  /** By the clock. */
  readonly wall: number;
  /** For each second of processor time: what a busy machine does not change. */
  readonly core: number;
}

async function rateOf({ target, program }: Server, seconds: number): Promise<Rate> {
  const before = processorTimeOf(program);
  const wall = await saturate(target, seconds);
  const after = processorTimeOf(program);
  return { wall, core: before === null || after === null ? wall : (wall * seconds) / (after - before) };
}

/** Both in turn, twice, so that neither has the quieter machine. */
async function rates(a: Server, b: Server, seconds: number): Promise<[Rate, Rate]> {
  for (const { target } of [a, b]) await saturate(target, seconds);
  const rounds = [
    await rateOf(a, seconds),
    await rateOf(b, seconds),
    await rateOf(a, seconds),
    await rateOf(b, seconds),
  ];
  const mean = (x: Rate, y: Rate): Rate => ({ wall: (x.wall + y.wall) / 2, core: (x.core + y.core) / 2 });
  return [mean(rounds[0]!, rounds[2]!), mean(rounds[1]!, rounds[3]!)];
}

async function* against(
  name: string,
  goals: { rate: number; tail?: number },
  seconds: number,
  start: readonly [() => Promise<Server>, () => Promise<Server>],
): AsyncGenerator<string> {
  const our = await start[0]();
  const their = await start[1]();
  try {
    const [mine, theirs] = await rates(our, their, seconds);
    const share = (of: keyof Rate) =>
      `${mine[of].toFixed(0)} to ${theirs[of].toFixed(0)}, ${(mine[of] / theirs[of]).toFixed(2)}`;
    yield `${name}, requests a second to those of plain node:http: ${share('wall')} by the clock, ${share('core')} by processor time (goal ${goals.rate})`;
    const a = await pace(our.target, PER_SECOND, seconds);
    const b = await pace(their.target, PER_SECOND, seconds);
    const goal = goals.tail === undefined ? '' : ` (goal ${goals.tail})`;
    yield `${name} at ${PER_SECOND} a second: ${printed(a)}, plain ${printed(b)}: p99 ${(a.p99 / b.p99).toFixed(2)} of it${goal}`;
  } finally {
    await our.program.end();
    await their.program.end();
  }
}

/** Requests a second and latencies of `GET /entitlements` (facts of performance, §6). */
export async function* compare(seconds: number): AsyncGenerator<string> {
  const original = await createTestDatabase();
  const book = await writeBook(original, { accounts: ACCOUNTS, receipts: 0 });
  const key = await keyOf(original.url);
  const requests = await requestsOf(original.url, key);
  const copies = [await cloneDatabase(original), await cloneDatabase(original)];
  try {
    const { url } = original;
    yield* against('From the database', { rate: 0.9, tail: 1.2 }, seconds, [
      () => ours(url, requests, 'off'),
      () => plain(url, requests, 'database'),
    ]);
    yield* against('From memory', { rate: 0.7 }, seconds, [
      () => ours(url, requests, 'on'),
      () => plain(url, requests, 'map'),
    ]);
    const told = await duringRun(url, requests, book.renewalDay);
    yield `During a run of ${ACCOUNTS} accounts by ${workers} worker(s): ${printed(told)} of ${told.count} answers (goal p99 35 ms)`;
    const silent = await runOf(copies[0]!.url, book.renewalDay, true);
    const telling = await runOf(copies[1]!.url, book.renewalDay, false);
    yield `The run alone: ${telling.toFixed(0)} ms, without telling of changes ${silent.toFixed(0)} ms`;
  } finally {
    for (const database of [original, ...copies]) await database.drop();
  }
}

async function keyOf(databaseUrl: string): Promise<string> {
  const { url, program } = await startApi({ databaseUrl });
  try {
    const administrator = await staffAt(url, 'administrator');
    return (await administrator.asks(routes.createKey, { params: { code: 'calls' } })).secret;
  } finally {
    await program.end();
  }
}

const requestsOf = (databaseUrl: string, key: string): Promise<Buffer[]> =>
  onDatabase(databaseUrl, async (db) => {
    const { rows } = await db.query<{ account: string }>(
      `select a.amocrm_account_id::text as account from account a join subscription s on s.account_id = a.id
        where s.product_code = 'calls'`,
    );
    return rows.map(({ account }) =>
      Buffer.from(
        `GET /api/v1/entitlements?account=${account} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\n\r\n`,
      ),
    );
  });

/** A second process runs, as a worker does; the first answers meanwhile. */
async function duringRun(databaseUrl: string, requests: readonly Buffer[], day: string): Promise<Latencies> {
  const server = await ours(databaseUrl, requests, 'on');
  const worker = await startApi({ databaseUrl, env: { RUN_CLAIMERS: String(workers) } });
  try {
    await saturate(server.target, 1);
    let isRunning = true;
    const administrator = await staffAt(worker.url, 'administrator');
    const run = administrator
      .asks(routes.startRun, { body: { businessDate: day } })
      .finally(() => (isRunning = false));
    const latencies = await pace(server.target, PER_SECOND, 120, () => isRunning);
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
