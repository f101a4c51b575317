import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOORS, OUR_ENV, requestOf } from './api-doors';
import { ours } from './beside-plain';
import { openCustomers } from './customers';
import { pace } from './load';
import { ratioOf, type Ratio } from './record';

const ACCOUNTS = 400;
const MIB = 2 ** 20;
const HOUR_MS = 3_600_000;
/** Reads and writes a second: what an ordinary hour of many customers asks, and little enough for any machine to keep. */
const PER_SECOND = Number(process.env['BENCH_PER_SECOND'] ?? 50);
/** A one-time token of amoCRM lives for an hour, and the load ends before it. */
const MOST_MINUTES = 58;

interface Sample {
  /** Since the process began, in milliseconds. */
  readonly at: number;
  readonly rss: number;
  readonly live: number;
  readonly external: number;
}

/** Memory of the API under a load that goes on: what is held after garbage is collected has to stand still. */
export async function* compareAtLength(minutes: number): AsyncGenerator<string | Ratio> {
  const { book, customers } = await openCustomers(ACCOUNTS);
  const folder = mkdtempSync(join(tmpdir(), 'rocket-bench-'));
  const told = join(folder, 'memory');
  writeFileSync(told, '');
  const length = Math.min(minutes, MOST_MINUTES) * 60;
  const requests = customers.flatMap((each, index) => DOORS.map((door) => requestOf(door, each, index)));
  try {
    const { program, target } = await ours(book.database.url, requests, {
      flags: ['--import', join(process.cwd(), 'test/bench/told-memory.mjs')],
      env: { ...OUR_ENV, TOLD_MEMORY: told, TOLD_MEMORY_EVERY_MS: String((length * 1000) / 120) },
    });
    try {
      const { count, p50, p99 } = await pace(target, PER_SECOND, length);
      yield `${count} answers in ${(length / 60).toFixed(0)} minutes, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
    } finally {
      await program.end();
    }
    yield* judged(
      readFileSync(told, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Sample),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await book.database.drop();
  }
}

/** The first quarter is warming up: code is compiled and caches are filled. */
function* judged(all: readonly Sample[]): Generator<string | Ratio> {
  const samples = all.slice(Math.floor(all.length / 4));
  for (const of of ['live', 'rss'] as const) {
    const { perHour, error } = slopeOf(samples, of);
    const held = samples.map((sample) => sample[of] / MIB);
    const name = of === 'live' ? 'Heap after collection' : 'Resident memory';
    yield `${name}: ${Math.min(...held).toFixed(1)} to ${Math.max(...held).toFixed(1)} MiB, slope ${perHour.toFixed(2)} ± ${error.toFixed(2)} MiB an hour`;
  }
  const third = Math.floor(samples.length / 3);
  const rounds = samples
    .slice(-third)
    .map(({ live }, index) => live / samples[Math.min(index, third - 1)]!.live);
  yield ratioOf('Heap after collection: last third of the load ÷ first', 'less', rounds, 1.05);
}

/** A straight line through the samples by least squares, in MiB an hour, and its standard error doubled. */
function slopeOf(samples: readonly Sample[], of: 'live' | 'rss'): { perHour: number; error: number } {
  const xs = samples.map(({ at }) => at / HOUR_MS);
  const ys = samples.map((sample) => sample[of] / MIB);
  const mean = (values: readonly number[]): number => values.reduce((sum, it) => sum + it, 0) / values.length;
  const [x0, y0] = [mean(xs), mean(ys)];
  const spread = xs.reduce((sum, x) => sum + (x - x0) ** 2, 0);
  const perHour = xs.reduce((sum, x, index) => sum + (x - x0) * (ys[index]! - y0), 0) / spread;
  const rest = ys.reduce((sum, y, index) => sum + (y - y0 - perHour * (xs[index]! - x0)) ** 2, 0);
  return { perHour, error: 2 * Math.sqrt(rest / (samples.length - 2) / spread) };
}
