// @ts-check
// `npm test`, the whole check. `npm test -- static spec walls scenarios offers browser` runs only the parts named.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { build } from './build.mjs';
import { BIN, run, stopRunning } from './process.mjs';
import { provide, PROGRAM_NAMES } from './programs.mjs';
import { Totals } from './test-totals.mjs';

/** @typedef {typeof import('../test/kit/jest/services.mjs')} Services */

const PARTS = ['static', 'spec', 'walls', 'scenarios', 'offers', 'browser'];
/** The suites of test/ by the names of their files. */
const SUITES = {
  walls: /\.walls\.ts$/,
  scenarios: /(\/scenarios\/[^/]+\.scenario|\.spec)\.ts$/,
  offers: /\/offers\/[^/]+\.scenario\.ts$/,
  browser: /\.browser\.ts$/,
};
/** A test file that names a program, or what is made of it, cannot run without it. */
const NEEDS = {
  'redis-server': /redis-server|TEST_REDIS_URL/,
  chromium: /CHROMIUM_PATH/,
  pdftotext: /\bpdftotext\b/,
  pdftoppm: /\bpdftoppm\b/,
  xmllint: /\bxmllint\b/,
  hledger: /\bhledger\b/,
  ledger: /\bhledger\b/,
};

/** For a linter in Go that reads types of all rooms at once: a quarter less to do when it collects what it drops seldom. */
const ROOMY_IN_GO = { GOGC: '400' };
const CORES = availableParallelism();
const started = performance.now();
const isCi = Boolean(process.env.CI) && process.env.CI !== 'false';
const totals = new Totals();
const folder = mkdtempSync(join(tmpdir(), 'rocket-check-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
/** @type {Services | undefined} */
let services;
let leaving = false;
for (const [signal, number] of /** @type {const} */ ([
  ['SIGINT', 2],
  ['SIGTERM', 15],
  ['SIGHUP', 1],
]))
  process.on(signal, async () => {
    if (leaving) return;
    leaving = true;
    stopRunning();
    await services?.stop();
    process.exit(128 + number);
  });

const asked = process.argv.slice(2);
const unknown = asked.find((part) => !PARTS.includes(part));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}"; there are ${PARTS.join(', ')}.`);
  process.exit(2);
}
const wants = (/** @type {string} */ part) => asked.length === 0 || asked.includes(part);

bootstrap();
const rooms = roomsWithSpecs();
const suites = /** @type {(keyof typeof SUITES)[]} */ (Object.keys(SUITES)).filter(wants);
const left = leaveOut([
  ...(wants('spec') ? rooms.flatMap((room) => testFiles(room, /\.spec\.tsx?$/)) : []),
  ...suites.flatMap((suite) => testFiles('test', SUITES[suite])),
]);

const patterns = suites.filter((suite) =>
  testFiles('test', SUITES[suite]).some((file) => !left.includes(file)),
);
const specs = wants('spec') ? rooms : [];

// The linters keep one core busy for about as long as everything before the specs takes; nobody waits for them.
await Promise.all([
  wants('static') && lint(),
  wants('static') && step('known holes of packages', tool(BIN.audit, [])),
  (async () => {
    if (wants('static')) await checkStatics();
    if (suites.some((suite) => suite !== 'walls')) await step('build', build);
    if (specs.length + patterns.length === 0 || !(await startServices())) return;
    if (specs.length > 0) await jest('specs', ['--projects', ...specs], [], CORES);
    if (patterns.length > 0) await tellStories();
  })(),
]);
await services?.stop();
if (leaving) await new Promise(() => {});

totals.printTimes();
console.log(`\nThe check took ${seconds(started)}.`);
process.exitCode = totals.print() || process.exitCode;

/** Stories wait for clocks, pages and processes a fifth of their time: one worker more than there are cores fills it. */
async function tellStories() {
  const files = patterns.map((suite) => SUITES[suite].source);
  await jest(patterns.join(', '), ['-c', 'test/jest.config.mjs'], files, CORES + 1);
}

/** One PostgreSQL and one Redis for all of the run. */
async function startServices() {
  // Only now: what it leans on has just been installed.
  services = await import('../test/kit/jest/services.mjs');
  try {
    await services.start();
    return true;
  } catch (error) {
    services = undefined;
    totals.addStep('PostgreSQL and Redis for the run', false, String(error));
    return false;
  }
}

async function lint() {
  await step('lint', tool(BIN.eslint, ['.', '--max-warnings=0']));
  const where = ['--tsconfig', 'tsconfig.lint.json', '--ignore-pattern', 'test/walls/canaries'];
  await step('lint by types', tool(BIN.oxlint, [...where, '--threads=1'], ROOMY_IN_GO));
}

/** What the sources are checked for without running them, but for the linters' rules. */
async function checkStatics() {
  const shipped = ['apps', 'libs', 'migrations', 'offers'].filter((room) => existsSync(join(ROOT, room)));
  await step('format', tool(BIN.oxfmt, ['--check']));
  await step('licences', tool(BIN.licences, ['--check']));
  await step(
    'walls inside the API',
    tool(BIN.depcruise, [...shipped, '--config', '.dependency-cruiser.cjs']),
  );
  await step('types', tool(BIN.nx, ['run-many', '-t', 'typecheck', '--output-style=static', '--parallel=1']));
}

/**
 * @param {string} name
 * @param {() => Promise<{ ok: boolean, output: string }>} work
 */
async function step(name, work) {
  const begun = performance.now();
  const { ok, output } = await work();
  const skipped = ok ? /^.+ skipped\.$/m.exec(output)?.[0] : undefined;
  console.log(`${ok ? '✔' : '✘'} ${name} (${seconds(begun)})${skipped ? `: ${skipped}` : ''}`);
  totals.parts.push({ name, ms: performance.now() - begun });
  totals.addStep(name, ok, output);
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function tool(program, args, env = {}) {
  return async () => {
    const { code, output } = await run(program, args, { NO_COLOR: '1', FORCE_COLOR: '0', ...env });
    // Nx says a lot about what went well.
    const errors = output.split('\n').filter((line) => /error TS\d+|^- /.test(line));
    return { ok: code === 0, output: errors.length > 0 ? errors.join('\n') : output };
  };
}

/**
 * @param {string} name
 * @param {string[]} args
 * @param {string[]} files patterns of the files to run; all when empty
 * @param {number} workers
 */
async function jest(name, args, files, workers) {
  const begun = performance.now();
  const json = join(folder, `${totals.passed}.json`);
  // Said again, because patterns given here replace the ones of the configuration.
  const ignored = left.length > 0 ? ['/node_modules/', '/kit/amocrm-emulator/.*', ...left.map(ending)] : [];
  const result = await run(
    BIN.jest,
    [
      ...args,
      ...['--json', `--outputFile=${json}`, `--maxWorkers=${workers}`, '--passWithNoTests'],
      ...(isCi ? ['--ci'] : []),
      ...ignored.map((pattern) => `--testPathIgnorePatterns=${pattern}`),
      ...files.map((pattern) => `--testPathPatterns=${pattern}`),
    ],
    // Whatever database and Redis the developer works with, tests do not come near them.
    { NODE_ENV: 'test', DATABASE_URL: process.env.TEST_DATABASE_URL ?? '', REDIS_URL: '' },
  );
  totals.addJest(name, json, result);
  console.log(`${result.code === 0 ? '✔' : '✘'} ${name} (${seconds(begun)})`);
  totals.parts.push({ name, ms: performance.now() - begun });
}

/** Folders that have a Jest of their own; test/ has another, with services. */
function roomsWithSpecs() {
  return ['libs', 'apps', 'test/kit']
    .filter((parent) => existsSync(join(ROOT, parent)))
    .flatMap((parent) => readdirSync(join(ROOT, parent)).map((name) => `${parent}/${name}`))
    .filter((room) => existsSync(join(ROOT, room, 'jest.config.mjs')));
}

/**
 * @param {string} folder
 * @param {RegExp} name
 * @returns {string[]} paths from the root
 */
function testFiles(folder, name) {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => name.test(path) && !path.includes('/node_modules/'))
    .filter((path) => folder !== 'test' || !path.startsWith('test/kit/amocrm-emulator/'));
}

/**
 * Gets the programs the test files need, and names those that have to be left out for want of one.
 * On a build server leaving out is failing: nobody reads the last lines there.
 * @param {string[]} files
 */
function leaveOut(files) {
  const needs = files.map((file) => ({ file, programs: programsOf(file) }));
  const wanted = PROGRAM_NAMES.filter((program) => needs.some(({ programs }) => programs.includes(program)));
  const { missing, reason } = provide(wanted);
  const out = needs.filter(({ programs }) => programs.some((program) => missing.includes(program)));
  for (const { file, programs } of out) {
    const why = `needs ${programs.filter((program) => missing.includes(program)).join(', ')}: ${reason}`;
    if (isCi) totals.addStep(file, false, why);
    else totals.addSkip(file, why);
  }
  return out.map(({ file }) => file);
}

/** @param {string} file */
function programsOf(file) {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return PROGRAM_NAMES.filter(
    (program) => NEEDS[program].test(text) || (program === 'chromium' && SUITES.browser.test(file)),
  );
}

/**
 * @param {string} path
 * @returns {string} a pattern for the full path of that one file
 */
function ending(path) {
  return `/${path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
}

/** @param {number} since */
function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
