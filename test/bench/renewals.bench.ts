import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { routes } from '@rocket/contracts';
import { staffAt } from '../kit/book';
import { cloneDatabase, onDatabase } from '../kit/clone-database';
import { startApi, type Program } from '../kit/house';
import { openLargeBook, type LargeBook } from './large-book';

const ACCOUNTS = Number(process.env['BENCH_ACCOUNTS'] ?? 20_000);
const HUNDREDTHS = 100;
const WORKERS = [1, 2, 4];

/** Renewed subscriptions a second, beside what PostgreSQL does on the same machine in the same run (facts of performance, §4). */
export async function* compareDurably(seconds: number): AsyncGenerator<string> {
  const book = await openLargeBook(ACCOUNTS);
  try {
    yield `A book of ${ACCOUNTS} accounts and ${book.subscriptions} subscriptions, all due`;
    for (const workers of WORKERS) {
      const yardstick = await tpcB(seconds);
      const run = await renew(book, workers);
      yield `${workers} claimer(s): ${run.told}${yardstick === null ? '' : `; ${(run.perSecond / yardstick).toFixed(2)} × TPC-B of ${yardstick.toFixed(0)} a second (goal 5)`}`;
    }
  } finally {
    await book.database.drop();
  }
}

interface Renewed {
  readonly perSecond: number;
  readonly told: string;
}

async function renew(book: LargeBook, claimers: number): Promise<Renewed> {
  const copy = await cloneDatabase(book.database);
  const { url, program } = await startApi({
    databaseUrl: copy.url,
    env: { RUN_CLAIMERS: String(claimers) },
  });
  try {
    const before = { cpu: cpuOf(program), wal: await walOf(copy.url), at: performance.now() };
    const administrator = await staffAt(url, 'administrator');
    const run = await administrator.asks(routes.startRun, { body: { businessDate: book.renewalDay } });
    const took = (performance.now() - before.at) / 1000;
    const cpu = cpuOf(program) - before.cpu;
    const wal = (await walOf(copy.url)) - before.wal;
    const of = (sum: number): number => sum / book.subscriptions;
    const told = [
      `${(book.subscriptions / took).toFixed(0)} subscriptions a second (${run.charged} charged, ${run.suspended} suspended in ${took.toFixed(1)} s)`,
      `${(of(cpu) * 1e6).toFixed(0)} µs of the worker each`,
      `${of(wal).toFixed(0)} bytes of WAL each (goal 900)`,
      `${peakOf(program)} MiB at most (goal 256)`,
    ];
    return { perSecond: book.subscriptions / took, told: told.join(', ') };
  } finally {
    await program.end();
    await copy.drop();
  }
}

/** Processor time so far, in seconds. */
function cpuOf({ pid }: Program): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / HUNDREDTHS;
}

/** The most memory it has held, in MiB. */
const peakOf = ({ pid }: Program): string =>
  (Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024).toFixed(0);

const walOf = (url: string): Promise<number> =>
  onDatabase(url, async (db) => {
    const { rows } = await db.query<{ bytes: string }>(`select pg_current_wal_lsn() - '0/0' as bytes`);
    return Number(rows[0]!.bytes);
  });

/** Transactions a second of pgbench's TPC-B, prepared, 8 clients; null where there is no pgbench. */
async function tpcB(seconds: number): Promise<number | null> {
  const url = process.env['TEST_DATABASE_URL']!;
  const pgbench = (args: string[]) => spawnSync('pgbench', [...args, url], { encoding: 'utf8' });
  if (pgbench(['--version']).error) return null;
  const has = await onDatabase(
    url,
    async (db) => (await db.query(`select to_regclass('pgbench_accounts') as t`)).rows[0].t,
  );
  if (!has) pgbench(['-i', '-q', '-s', '20']);
  const { stdout } = pgbench(['-M', 'prepared', '-c', '8', '-j', '2', '-T', String(seconds), '-n']);
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1] ?? Number.NaN);
}
