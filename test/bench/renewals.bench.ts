import { openLargeBook, type LargeBook } from './large-book';
import { renewCopy, type OneRun } from './one-run';
import { ratioOf, type Ratio } from './record';
import { ormLoop, rawRows, rowsWritten, tpcB } from './yardsticks';

const ACCOUNTS = Number(process.env['BENCH_ACCOUNTS'] ?? 20_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const CLAIMERS = [1, 2, 4];
const LOOPED = 1000;
/** Goals of the facts of performance (§8), and of the memory a worker may take. */
const GOAL = { tpcB: 5, ormLoop: 100, raw: 0.65, walBytes: 900, peakMiB: 256 };

/**
 * Renewed subscriptions a second, beside what PostgreSQL does on the same machine in the same run (facts of performance, §4): pgbench's
 * TPC-B, rows that nothing decides about, and the usual loop of an ORM. They take turns.
 */
export async function* compareDurably(seconds: number): AsyncGenerator<string | Ratio> {
  const book = await openLargeBook(ACCOUNTS);
  try {
    yield `A book of ${ACCOUNTS} accounts and ${book.subscriptions} subscriptions, all due`;
    const runs: OneRun[] = [];
    for (const claimers of CLAIMERS) {
      const besideTpcB: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const yardstick = await tpcB(seconds);
        const run = await renewCopy(book, claimers);
        runs.push(run);
        yield `${claimers} claimer(s): ${told(run)}${yardstick === null ? '' : `; TPC-B ${yardstick.toFixed(0)} a second`}`;
        if (yardstick !== null) besideTpcB.push(run.perSecond / yardstick);
      }
      if (besideTpcB.length > 0)
        yield ratioOf(`Renewals ÷ TPC-B, ${claimers} claimer(s)`, 'more', besideTpcB, GOAL.tpcB);
    }
    yield* besideRowsAndLoop(book);
    yield ratioOf('Bytes of WAL of a renewed subscription', 'less', of(runs, 'walBytes'), GOAL.walBytes);
    yield ratioOf('Memory of a process that renews, MiB', 'less', of(runs, 'peakMiB'), GOAL.peakMiB);
  } finally {
    await book.database.drop();
  }
}

async function* besideRowsAndLoop(book: LargeBook): AsyncGenerator<string | Ratio> {
  const besideRows: number[] = [];
  const besideLoop: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    let written = 0;
    let rows = 0;
    const run = await renewCopy(book, 2, async (copy) => {
      written = await rowsWritten(copy);
      rows = await rawRows(copy);
    });
    const loop = await ormLoop(book.database, LOOPED);
    yield `${written} rows written; rows nothing decides about: ${rows.toFixed(0)} a second; the usual loop: ${loop.toFixed(0)} subscriptions a second`;
    besideRows.push(written / run.seconds / rows);
    besideLoop.push(run.perSecond / loop);
  }
  yield ratioOf('Rows a run writes ÷ rows of INSERT … SELECT', 'more', besideRows, GOAL.raw);
  yield ratioOf('Renewals ÷ the usual ORM loop', 'more', besideLoop, GOAL.ormLoop);
}

const of = (runs: readonly OneRun[], what: 'walBytes' | 'peakMiB'): number[] => runs.map((run) => run[what]);

const told = (run: OneRun): string =>
  [
    `${run.perSecond.toFixed(0)} subscriptions a second (${run.charged} charged, ${run.suspended} suspended in ${run.seconds.toFixed(1)} s)`,
    `${run.workerMicros.toFixed(0)} µs of the worker and ${run.serverMicros.toFixed(0)} µs of the server each`,
    `${run.walBytes.toFixed(0)} bytes of WAL each`,
    `${run.peakMiB.toFixed(0)} MiB at most`,
  ].join(', ');
