// @ts-check
// Figures of speed, never a test: a slow machine prints small figures and ends well.
//   npm run bench -- [papers …] [--seconds 3] [--strict]
//   npm run bench -- record api …
//   npm run bench -- memory [--minutes 60]
//   npm run bench -- plot
// Runs the files test/bench/*.bench.ts named, or all of them, built as they ship. Ratios stand beside those recorded last
// (test/bench/recorded), red when a fifth worse; with --strict it then ends with 1. `record` keeps those of this run instead.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { build as buildApps } from './build.mjs';
import { bundlePrograms } from './bundle.mjs';
import { startPostgres } from './postgres.mjs';
import { keepRatios, ratioBesideRecord, recordedRatios } from './recorded-ratios.mjs';

/** @typedef {import('../test/bench/measure').Measure} Measure */
/** @typedef {import('../test/bench/measure').Compare} Compare */
/** @typedef {import('../test/bench/record').Ratio} Ratio */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '60' },
    strict: { type: 'boolean', default: false },
  },
});
if (positionals[0] === 'plot') {
  bootstrap();
  const { plotRatios } = await import('./plot-ratios.mjs');
  console.log(`Drawn in ${(await plotRatios()).join(' and ')}`);
  process.exit(0);
}
const isRecording = positionals[0] === 'record';
const asked = isRecording ? positionals.slice(1) : positionals;
const seconds = Number(values.seconds);
const minutes = Number(values.minutes);
const folder = join(ROOT, 'test/bench');
const OUT = join(ROOT, 'dist/bench');
const known = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => basename(name, '.bench.ts'));
const unknown = asked.find((name) => !known.includes(name));
if (unknown !== undefined || !(seconds > 0) || !(minutes > 0)) {
  console.error(
    unknown === undefined
      ? '--seconds and --minutes are above zero.'
      : `There is no bench "${unknown}"; there are ${known.join(', ')}.`,
  );
  process.exit(2);
}

/** Turns that a figure is made of. */
const ROUNDS = 3;
const PAGE = Array.from({ length: 100 }, (_, id) => ({
  id,
  name: `Строка ${id}`,
  amount: `${id}.00`,
  at: [id, id],
}));
/** What any machine does in plain JavaScript: a page of a hundred rows printed as JSON and read again. */
const YARDSTICK = { run: () => JSON.parse(JSON.stringify(PAGE)) };

bootstrap();
/** They take as long as they are told to: nobody who asks for all figures means them. */
const LONG = ['memory'];
const names = asked.length > 0 ? asked : known.filter((name) => !LONG.includes(name));
await bundlePrograms(Object.fromEntries(names.map((name) => [name, join(folder, `${name}.bench.ts`)])), OUT);
/** @type {typeof import('../test/kit/jest/services.mjs') | undefined} */
let services;
/** How many ratios are worse than what is recorded. */
let worse = 0;
try {
  for (const name of names) {
    /** @type {{ measures?: readonly Measure[], compare?: Compare, compareDurably?: Compare, compareAtLength?: Compare }} */
    const {
      measures = [],
      compare,
      compareDurably,
      compareAtLength,
    } = await import(pathToFileURL(join(OUT, `${name}.js`)).href);
    console.log(name);
    /** @type {Ratio[]} */
    const ratios = [];
    const tell = teller(name, ratios);
    if (compare) {
      await buildIfStale();
      await startServices();
      for await (const said of compare(seconds)) tell(said);
    }
    if (compareAtLength) {
      await buildIfStale();
      await startServices();
      for await (const said of compareAtLength(minutes)) tell(said);
    }
    if (compareDurably) await onDurablePostgres(compareDurably, tell);
    for (const measure of measures) {
      if (measure.needsBuild) await buildIfStale();
      if (measure.needsPostgres) await startServices();
      await figureOf(measure, tell);
    }
    if (isRecording && ratios.length > 0) console.log(`  Kept in ${await keepRatios(name, ratios)}`);
  }
} finally {
  await services?.stop();
}
if (values.strict && worse > 0) process.exitCode = 1;

/**
 * Prints what a bench says.
 * @param {string} name
 * @param {Ratio[]} ratios where its ratios are gathered
 * @returns {(said: string | Ratio) => void}
 */
function teller(name, ratios) {
  const recorded = recordedRatios(name);
  return (said) => {
    if (typeof said === 'string') return console.log(`  ${said}`);
    ratios.push(said);
    const { line, isWorse } = ratioBesideRecord(said, recorded);
    if (isWorse) worse += 1;
    console.log(`  ${line}`);
  };
}

async function startServices() {
  if (services) return;
  services = await import('../test/kit/jest/services.mjs');
  await services.start();
}

/**
 * On a PostgreSQL as customers' money needs it, where a commit is on the disk.
 * @param {Compare} measure
 * @param {(said: string | Ratio) => void} tell
 */
async function onDurablePostgres(measure, tell) {
  await buildIfStale();
  const folder = mkdtempSync(join(tmpdir(), 'rocket-bench-'));
  const settings = { shared_buffers: sharedBuffers(), max_wal_size: '16GB', max_connections: '100' };
  const postgres = await startPostgres({ dataDir: folder, database: 'bench', settings });
  const before = process.env.TEST_DATABASE_URL;
  process.env.TEST_DATABASE_URL = postgres.url;
  try {
    for await (const said of measure(seconds)) tell(said);
  } finally {
    process.env.TEST_DATABASE_URL = before;
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As the facts of performance measured: 4 GB, and no more than the quarter of a machine that PostgreSQL advises. */
function sharedBuffers() {
  return `${Math.floor(Math.min(4096, totalmem() / 2 ** 20 / 4))}MB`;
}

async function buildIfStale() {
  const { ok, output } = await buildApps();
  if (!ok) throw new Error(`${output}\nThe build failed: the reason stands above.`);
}

/**
 * Runs it for the time given after a warm-up. The figure of one core counts processor time, so a busy machine and the
 * threads that compress do not flatter or spoil it. What is done in this process alone takes turns with a yardstick.
 * @param {Measure} measure
 * @param {(said: string | Ratio) => void} tell
 */
async function figureOf(measure, tell) {
  await measure.prepare?.();
  await runFor(measure, seconds / 4);
  const isOurs = !measure.needsPostgres && !measure.needsBuild;
  /** @type {number[]} */
  const rounds = [];
  const all = { runs: 0, wall: 0, cpu: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { runs, wall, cpu } = await runFor(measure, seconds / ROUNDS);
    all.runs += runs;
    all.wall += wall;
    all.cpu += cpu;
    if (!isOurs) continue;
    const yardstick = await runFor(YARDSTICK, seconds / ROUNDS / 2);
    rounds.push((runs * (measure.perRun ?? 1)) / cpu / (yardstick.runs / yardstick.cpu));
  }
  await measure.finish?.();
  const count = all.runs * (measure.perRun ?? 1);
  const goal = measure.goal === undefined ? '' : ` (goal ${measure.goal})`;
  tell(
    `${measure.name}: ${printed(count / all.cpu)} ${measure.unit} a second of one core${goal}, ` +
      `${printed(count / all.wall)} a second by the clock, ${count} in ${all.wall.toFixed(1)} s`,
  );
  if (isOurs) tell(ratioOf(`${measure.name}: ${measure.unit} ÷ pages of JSON`, rounds));
}

/**
 * @param {string} name
 * @param {number[]} rounds
 * @returns {Ratio}
 */
function ratioOf(name, rounds) {
  const sorted = rounds.sort((a, b) => a - b);
  const ratio = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return { name, better: 'more', ratio, spread: [sorted[0] ?? 0, sorted.at(-1) ?? 0] };
}

/**
 * @param {Pick<Measure, 'run'>} measure
 * @param {number} time in seconds
 */
async function runFor(measure, time) {
  const begun = performance.now();
  const before = process.cpuUsage();
  let runs = 0;
  do {
    await measure.run();
    runs += 1;
  } while (performance.now() - begun < time * 1000);
  const { user, system } = process.cpuUsage(before);
  return { runs, wall: (performance.now() - begun) / 1000, cpu: (user + system) / 1e6 };
}

/** @param {number} figure */
function printed(figure) {
  return figure >= 100 ? figure.toFixed(0) : figure.toFixed(1);
}
