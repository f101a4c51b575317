import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { onDatabase } from '../kit/clone-database';
import { freePort, Program } from '../kit/house';
import { pace, saturate, type Latencies, type Target } from './load';
import { ratioOf, type Ratio } from './record';

/** Pairs of rounds: each ratio is of two that stood side by side. */
const ROUNDS = 3;
const HUNDREDTHS = 100;
/** Of what the slower of two answers with nothing to wait for: so much both keep, and other work beside it. */
const EASY_SHARE = 1 / 3;
/** When half of all answers take longer, requests come faster than they are answered. */
const QUEUE_MS = 50;

/** A program that answers, and what it is asked. */
export interface Server {
  readonly target: Target;
  readonly program: Program;
}

/** On the first core alone, where there is taskset; the load and PostgreSQL take the others. */
export function pinned(args: string[], ready: RegExp, env: Record<string, string>): Promise<Program> {
  const node = [process.execPath, ...args];
  const taskset = ['/usr/bin/taskset', '/bin/taskset'].find((path) => existsSync(path));
  const command = taskset ? [taskset, '-c', '0', ...node] : node;
  return Program.start(command[0]!, command.slice(1), ready, env);
}

/** What production has to be told. The secret is that of the sandbox: what a bench signs is believed. */
const PRODUCTION = {
  NODE_ENV: 'production',
  SECRETS_KEY: Buffer.alloc(32, 'bench').toString('base64'),
  AMO_CLIENT_ID: '00000000-0000-4000-8000-000000000000',
  AMO_CLIENT_SECRETS: 'sandbox-client-secret',
  AMO_REDIRECT_URI: 'http://127.0.0.1/api/v1/amocrm/oauth/callback',
};

/** The API as it ships and as customers have it: in production, the real clock, logs as JSON. */
export async function ours(
  databaseUrl: string,
  requests: readonly Buffer[],
  { env = {}, flags = [] }: { env?: Record<string, string>; flags?: string[] } = {},
): Promise<Server> {
  const port = String(await freePort());
  const program = await pinned(
    [...flags, join(process.cwd(), 'dist/apps/api/main.js')],
    /Listening at http:\/\/[\d.]+:(\d+)/,
    {
      ...PRODUCTION,
      LOG_LEVEL: 'info',
      DATABASE_URL: databaseUrl,
      REDIS_URL: '',
      PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      LEAVE_AFTER_MS: '0',
      ...env,
    },
  );
  return { program, target: { port: Number(program.said[1]), requests } };
}

/** A program of this folder with nothing but node:http and node-pg; `wish` is what its variable PLAIN says. */
export async function plain(file: string, wish: object, requests: readonly Buffer[]): Promise<Server> {
  const program = await pinned([join(process.cwd(), 'test/bench', file)], /Listening at (\d+)/, {
    PLAIN: JSON.stringify(wish),
  });
  return { program, target: { port: Number(program.said[1]), requests } };
}

export const printed = ({ p50, p99 }: Latencies): string =>
  `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;

/** Processor time of a process, in seconds, and of those it waited for when they ended; null where there is no /proc, or it has gone. */
function processorTimeOf(pid: number): { own: number; ended: number } | null {
  try {
    // After the name, which may hold spaces: the 14th to 17th fields of all, in hundredths.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const sum = (...at: number[]): number => at.reduce((all, each) => all + Number(fields[each]), 0);
    return { own: sum(11, 12) / HUNDREDTHS, ended: sum(13, 14) / HUNDREDTHS };
  } catch {
    return null;
  }
}

const parentOf = (pid: number): number | null => {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]);
  } catch {
    return null;
  }
};

/** Processor time of the PostgreSQL the benches use, all its processes together; null where there is no /proc. */
async function openPostgresMeter(): Promise<() => number | null> {
  const backend = await onDatabase(process.env['TEST_DATABASE_URL']!, async (db) => {
    const { rows } = await db.query<{ pid: number }>('select pg_backend_pid() as pid');
    return { pid: rows[0]!.pid, parent: parentOf(rows[0]!.pid) };
  });
  const postmaster = backend.parent;
  if (postmaster === null) return () => null;
  return () => {
    const children = readdirSync('/proc').filter(
      (pid) => /^\d+$/.test(pid) && parentOf(Number(pid)) === postmaster,
    );
    const living = children.reduce((all, pid) => all + (processorTimeOf(Number(pid))?.own ?? 0), 0);
    const itself = processorTimeOf(postmaster);
    return itself && itself.own + itself.ended + living;
  };
}

interface Rate {
  /** Requests a second by the clock. */
  readonly wall: number;
  /** Requests for each second of the program's processor time: what a busy machine does not change. */
  readonly core: number;
  /** Processor time of PostgreSQL for a request, in microseconds. */
  readonly postgres: number;
}

async function rateOf(
  { target, program }: Server,
  seconds: number,
  postgres: () => number | null,
): Promise<Rate> {
  const before = { program: processorTimeOf(program.pid), postgres: postgres() };
  const wall = await saturate(target, seconds);
  const after = { program: processorTimeOf(program.pid), postgres: postgres() };
  const asked = wall * seconds;
  return {
    wall,
    core: after.program === null ? wall : asked / (after.program.own - before.program!.own),
    postgres: after.postgres === null ? Number.NaN : ((after.postgres - before.postgres!) / asked) * 1e6,
  };
}

const mean = (rates: readonly Rate[], of: keyof Rate): number =>
  rates.reduce((sum, rate) => sum + rate[of], 0) / rates.length;

export interface Goals {
  readonly rate: number;
  readonly tail?: number;
}

/** One door of ours beside a plain server, turn about: rates with nothing to wait for, then waits at a third of the slower one's. */
export async function* besidePlain(
  name: string,
  goals: Goals,
  seconds: number,
  start: readonly [() => Promise<Server>, () => Promise<Server>],
): AsyncGenerator<string | Ratio> {
  const our = await start[0]();
  const their = await start[1]();
  try {
    const postgres = await openPostgresMeter();
    for (const { target } of [our, their]) await saturate(target, seconds);
    const mine: Rate[] = [];
    const theirs: Rate[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      mine.push(await rateOf(our, seconds, postgres));
      theirs.push(await rateOf(their, seconds, postgres));
    }
    const both = (of: keyof Rate): string => `${mean(mine, of).toFixed(0)} to ${mean(theirs, of).toFixed(0)}`;
    yield `${name}: ${both('wall')} requests a second by the clock, ${both('core')} for a second of the program's core, ${both('postgres')} µs of PostgreSQL each`;
    const rounds = mine.map((rate, round) => rate.core / theirs[round]!.core);
    yield ratioOf(`${name}: requests ÷ plain node:http, by processor time`, 'more', rounds, goals.rate);
    const perSecond = easyPace(Math.min(mean(mine, 'wall'), mean(theirs, 'wall')));
    yield* waits(name, goals, { seconds, perSecond }, [our, their]);
  } finally {
    await our.program.end();
    await their.program.end();
  }
}

/** Requests a second that a server keeps without a queue, which answers so many when it has nothing to wait for. */
export const easyPace = (rate: number): number => Math.max(1, Math.floor(rate * EASY_SHARE));

async function* waits(
  name: string,
  goals: Goals,
  { seconds, perSecond }: { seconds: number; perSecond: number },
  [our, their]: readonly [Server, Server],
): AsyncGenerator<string | Ratio> {
  const mine: Latencies[] = [];
  const theirs: Latencies[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    mine.push(await pace(our.target, perSecond, seconds));
    theirs.push(await pace(their.target, perSecond, seconds));
  }
  const middle = (all: readonly Latencies[]): Latencies =>
    [...all].sort((a, b) => a.p99 - b.p99)[Math.floor(all.length / 2)]!;
  yield `${name} at ${perSecond} a second: ${printed(middle(mine))}, plain ${printed(middle(theirs))}`;
  if ([...mine, ...theirs].some(({ p50 }) => p50 > QUEUE_MS)) {
    yield `${name}: the machine does not keep ${perSecond} a second now, so what is waited for is the queue: no ratio`;
    return;
  }
  for (const of of ['p50', 'p99'] as const) {
    const rounds = mine.map((wait, round) => wait[of] / theirs[round]![of]);
    const goal = of === 'p99' ? goals.tail : undefined;
    yield ratioOf(`${name}: ${of} ÷ that of plain node:http, at an even pace`, 'less', rounds, goal);
  }
}
