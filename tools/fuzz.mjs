// @ts-check
// Knocks at every door of the API: by everybody whom it does not admit, and with anything in the hand; then sends spoilt bank files,
// forms of payment providers, queries of amoCRM and uploads to whoever reads them. On a PostgreSQL of its own.
//   npm run fuzz -- [doors|parsers] [--seed 42] [--requests 3000]
// Prints the seed it began from; the same seed sends the same. Ends with 1 when a door let a stranger in, told something, broke, was
// stuck or refused and left something behind.
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap } from './bootstrap.mjs';
import { BIN, run, stopRunning } from './process.mjs';

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' }, requests: { type: 'string' } },
  allowPositionals: true,
});
const [only = '*', ...others] = positionals;
if (!['*', 'doors', 'parsers'].includes(only) || others.length > 0) {
  console.error(`There is doors and parsers; "${positionals.join(' ')}" is neither.`);
  process.exit(2);
}
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
const named = only === '*' ? '' : `${only} `;
console.log(`Seed ${seed}: npm run fuzz -- ${named}--seed ${seed} --requests ${requests}`);
const report = join(folder, 'report.json');
const { code, output } = await run(
  BIN.jest,
  [
    ...['-c', 'test/jest.config.mjs', '--testMatch', `**/${only}.fuzz.ts`, '--testTimeout=86400000'],
    `--globals=${JSON.stringify({ FUZZ: { runs: requests, seed, report } })}`,
  ],
  { NODE_ENV: 'test', NO_COLOR: '1', FORCE_COLOR: '0' },
);
/** @param {Record<string, number>} answers */
const told = (answers) =>
  Object.entries(answers)
    .map(([status, times]) => `${status}: ${times}`)
    .join(', ');
if (existsSync(report)) {
  /** @type {{ knocks: number, strangers: number, slowest: { ms: number, what: string }, answers: Record<string, number> }} */
  const { knocks, strangers, answers, slowest } = JSON.parse(readFileSync(report, 'utf8'));
  console.log(`${strangers} knocks of strangers, ${knocks} with anything in the hand (${told(answers)})`);
  console.log(`The slowest answer, of ${slowest.what}, took ${slowest.ms} ms`);
}
const parsers = report.replace('.json', '-parsers.json');
if (existsSync(parsers)) {
  /** @type {{ answers: Record<string, number>, slowest: { ms: number, what: string } } & Record<string, number>} */
  const { answers, slowest, ...sent } = JSON.parse(readFileSync(parsers, 'utf8'));
  for (const [what, times] of Object.entries(sent)) console.log(`${what}: ${times}`);
  console.log(`Answers: ${told(answers)}; the slowest, to ${slowest.what}, took ${slowest.ms} ms`);
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
