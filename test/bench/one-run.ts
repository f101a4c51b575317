import { readdirSync, readFileSync } from 'node:fs';
import { routes } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import { staffAt } from '../kit/book';
import { cloneDatabase, onDatabase } from '../kit/clone-database';
import { startApi, type Program } from '../kit/house';
import type { TestDatabase } from '../kit/postgres';
import type { LargeBook } from './large-book';

const HUNDREDTHS = 100;

/** What a renewal run of a whole book came to, for each of its subscriptions where nothing else is said. */
export interface OneRun {
  readonly seconds: number;
  readonly perSecond: number;
  readonly charged: number;
  readonly suspended: number;
  /** Processor time in microseconds. */
  readonly workerMicros: number;
  /** Of all processes of PostgreSQL; NaN where it is not on this machine. */
  readonly serverMicros: number;
  readonly walBytes: number;
  /** The most memory the process held, in MiB. */
  readonly peakMiB: number;
}

export interface RunWish {
  readonly databaseUrl: string;
  readonly businessDate: LocalDate;
  /** How many subscriptions the book has: what sums are divided by. */
  readonly subscriptions: number;
  readonly claimers: number;
  /** Accounts of a batch; left out: the default. */
  readonly batch?: number;
}

/** Renews a book by a process as it ships, started for this run alone. */
export async function oneRun(wish: RunWish): Promise<OneRun> {
  const { url, program } = await startApi({
    databaseUrl: wish.databaseUrl,
    env: { RUN_CLAIMERS: String(wish.claimers), ...(wish.batch ? { RUN_BATCH: String(wish.batch) } : {}) },
  });
  try {
    const administrator = await staffAt(url, 'administrator');
    const before = { cpu: cpuOf(program.pid), server: await serverCpu(wish), wal: await walOf(wish) };
    const begun = performance.now();
    const run = await administrator.asks(routes.startRun, { body: { businessDate: wish.businessDate } });
    const seconds = (performance.now() - begun) / 1000;
    const of = (sum: number): number => sum / wish.subscriptions;
    return {
      seconds,
      perSecond: wish.subscriptions / seconds,
      charged: run.charged,
      suspended: run.suspended,
      workerMicros: of(cpuOf(program.pid) - before.cpu) * 1e6,
      serverMicros: of((await serverCpu(wish)) - before.server) * 1e6,
      walBytes: of((await walOf(wish)) - before.wal),
      peakMiB: peakOf(program),
    };
  } finally {
    await program.end();
  }
}

/**
 * Renews a copy of a book, which stays as it was. No checkpoint comes between the copy and the run: after one, whoever changes a page first
 * writes all of it to the log. With a long journal each account has pages of its own, so that alone was three bytes of four.
 * @param afterwards what is asked of the copy when all is renewed
 */
export async function renewCopy(
  { database, renewalDay: businessDate, subscriptions }: LargeBook,
  claimers: number,
  afterwards: (copy: TestDatabase) => Promise<void> = async () => undefined,
): Promise<OneRun> {
  const copy = await cloneDatabase(database, 'wal_log');
  try {
    const run = await oneRun({ databaseUrl: copy.url, businessDate, subscriptions, claimers });
    await afterwards(copy);
    return run;
  } finally {
    await copy.drop();
  }
}

/** Processor time of a process so far, in seconds; of its ended children too when asked. */
function cpuOf(pid: number, withEnded = false): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  const ticks = fields.slice(11, withEnded ? 15 : 13).reduce((sum, field) => sum + Number(field), 0);
  return ticks / HUNDREDTHS;
}

const peakOf = ({ pid }: Program): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const walOf = ({ databaseUrl }: RunWish): Promise<number> =>
  onDatabase(databaseUrl, async (db) => {
    const { rows } = await db.query<{ bytes: string }>(`select pg_current_wal_lsn() - '0/0' as bytes`);
    return Number(rows[0]!.bytes);
  });

const parentOf = (pid: number | string): number | null => {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]);
  } catch {
    return null; // it ended meanwhile
  }
};

/** Processor time of PostgreSQL so far, in seconds: of its first process, of those that ended and of those that are there. */
const serverCpu = ({ databaseUrl }: RunWish): Promise<number> =>
  onDatabase(databaseUrl, async (db) => {
    const { rows } = await db.query<{ pid: number }>('select pg_backend_pid() as pid');
    const postmaster = parentOf(rows[0]!.pid);
    if (postmaster === null) return Number.NaN;
    const children = readdirSync('/proc').filter(
      (name) => /^\d+$/.test(name) && parentOf(name) === postmaster,
    );
    return children.reduce((sum, pid) => sum + cpuIfThere(Number(pid)), cpuOf(postmaster, true));
  });

function cpuIfThere(pid: number): number {
  try {
    return cpuOf(pid);
  } catch {
    return 0; // it ended meanwhile, and its parent counts it
  }
}
