// @ts-check
// Random histories, more of them than `npm test` has time for: the pure rules of the money core against an independent
// day-by-day ledger, then the whole system over HTTP on a PostgreSQL of its own, each history played twice: by one worker in
// jumps of the clock, and by a crowd at two processes day by day.
//   npm run simulate -- [--seed 42] [--histories 10000] [--system 40]
// Prints the seed it began from; the same seed plays the same histories. Ends with 1 when a law was broken.
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap } from './bootstrap.mjs';
import { BIN, run, stopRunning } from './process.mjs';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, histories: { type: 'string' }, system: { type: 'string' } },
});
const seed = whole('seed', values.seed ?? String(randomInt(2 ** 31)));
const histories = whole('histories', values.histories ?? '10000');
const system = whole('system', values.system ?? '40');

const folder = mkdtempSync(join(tmpdir(), 'rocket-simulate-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.once(signal, () => {
    stopRunning();
    process.exit(1);
  });

bootstrap();
console.log(`Seed ${seed}: npm run simulate -- --seed ${seed} --histories ${histories} --system ${system}`);
if (histories > 0) {
  const files = ['--projects', 'libs/billing', '--testPathPatterns=naive-ledger\\.spec'];
  await simulate('Money core', histories, files);
}
if (system > 0) {
  const files = ['-c', 'test/jest.config.mjs', '--testMatch', '**/*.simulation.ts'];
  await simulate('Whole system', system, files);
}

/**
 * @param {string} name
 * @param {number} count of each property
 * @param {string[]} files how Jest finds them
 */
async function simulate(name, count, files) {
  const begun = performance.now();
  const report = join(folder, 'report.json');
  const globals = JSON.stringify({ SIMULATE: { runs: count, seed, report } });
  const { code, output } = await run(
    BIN.jest,
    [...files, `--globals=${globals}`, '--testTimeout=86400000', '--silent'],
    { NODE_ENV: 'test', NO_COLOR: '1', FORCE_COLOR: '0' },
  );
  /** @type {Record<string, number | Record<string, number>>} */
  const figures = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  rmSync(report, { force: true });
  const took = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✔' : '✘'} ${name}: ${said(figures)}${took} s`);
  if (code === 0) return;
  // The seed, the path to the shrunk counterexample and the counterexample itself stand in what Jest says.
  console.log(output);
  process.exitCode = 1;
}

/** @param {Record<string, number | Record<string, number>>} figures */
function said(figures) {
  return Object.entries(figures)
    .map(([name, figure]) => {
      if (typeof figure === 'number') return `${figure} ${name}, `;
      if (name === 'checks')
        return `${Object.keys(figure).length} laws asked ${Object.values(figure).reduce((sum, n) => sum + n, 0)} times, `;
      const most = Object.entries(figure).sort(([, a], [, b]) => b - a);
      return `\n    ${name}: ${most.map(([what, times]) => `${what} ${times}`).join(', ')}\n    `;
    })
    .join('');
}

/**
 * @param {string} name
 * @param {string} text
 */
function whole(name, text) {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  console.error(`--${name} is a whole number; "${text}" is not.`);
  process.exit(2);
}
