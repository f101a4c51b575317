// @ts-check
// Knocks at every door of the API: by everybody whom it does not admit, and with anything in the hand, on a PostgreSQL of its own.
//   npm run fuzz -- [--seed 42] [--requests 3000]
// Prints the seed it began from; the same seed knocks in the same way. Ends with 1 when a door let a stranger in, told something or broke.
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap } from './bootstrap.mjs';
import { BIN, run, stopRunning } from './process.mjs';

const { values } = parseArgs({ options: { seed: { type: 'string' }, requests: { type: 'string' } } });
const seed = whole('seed', values.seed ?? String(randomInt(2 ** 31)));
const requests = whole('requests', values.requests ?? '3000');

const folder = mkdtempSync(join(tmpdir(), 'rocket-fuzz-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.once(signal, () => {
    stopRunning();
    process.exit(1);
  });

bootstrap();
console.log(`Seed ${seed}: npm run fuzz -- --seed ${seed} --requests ${requests}`);
const report = join(folder, 'report.json');
const { code, output } = await run(
  BIN.jest,
  [
    ...['-c', 'test/jest.config.mjs', '--testMatch', '**/*.fuzz.ts', '--testTimeout=86400000'],
    `--globals=${JSON.stringify({ FUZZ: { runs: requests, seed, report } })}`,
  ],
  { NODE_ENV: 'test', NO_COLOR: '1', FORCE_COLOR: '0' },
);
if (existsSync(report)) {
  /** @type {{ knocks: number, strangers: number, answers: Record<string, number> }} */
  const { knocks, strangers, answers } = JSON.parse(readFileSync(report, 'utf8'));
  const told = Object.entries(answers).map(([status, times]) => `${status}: ${times}`);
  console.log(`${strangers} knocks of strangers, ${knocks} with anything in the hand (${told.join(', ')})`);
}
if (code !== 0) console.log(output);
process.exitCode = code;

/**
 * @param {string} name
 * @param {string} text
 */
function whole(name, text) {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  console.error(`--${name} is a whole number; "${text}" is not.`);
  process.exit(2);
}
