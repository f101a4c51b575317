// @ts-check
// Plants one small bug at a time in a copy of the whole system and expects the laws of random histories to notice.
//   npm run mutate -- --system [words of a mutation's name] [--seed 1] [--histories 12] [--from 5]
// `--from` leaves out the bugs before the nth.
// Prints a table; ends with 1 when a bug survived. Works in the OS temp folder; the repository is not touched.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './bootstrap.mjs';
import { copyHouse, planted } from './planted-copy.mjs';
import { SYSTEM_MUTATIONS } from './system-mutations.mjs';

const { values, positionals } = parseArgs({
  options: {
    from: { type: 'string' },
    seed: { type: 'string' },
    histories: { type: 'string' },
    system: { type: 'boolean' },
  },
  allowPositionals: true,
});
const runs = Number(values.histories ?? 12);
const seed = Number(values.seed ?? 1);
const chosen = SYSTEM_MUTATIONS.slice(Number(values.from ?? 1) - 1).filter(({ bug }) =>
  bug.includes(positionals.join(' ')),
);
/** A mutant that never comes to rest is noticed too. */
const LONGEST_MS = 600_000;

/** @type {import('node:child_process').ChildProcess | undefined} */
let child;
let isLeaving = false;

for (const mutation of SYSTEM_MUTATIONS) planted(mutation, ROOT);
const house = copyHouse();
// In the copy: what it leans on is found there.
const { start, stop } = await import(join(house, 'test/kit/jest/services.mjs'));
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.once(signal, async () => {
    console.error(`Ended by ${signal}.`);
    isLeaving = true;
    child?.kill('SIGKILL');
    await stop();
    process.exit(1);
  });
await start();
// Every play is of other sources: it bundles its own API.
delete process.env.TEST_API;
try {
  await proveAll();
} finally {
  await stop();
}

async function proveAll() {
  const sound = await play();
  if (sound.broken !== null) throw new Error(`The laws are broken before anything was:\n${sound.output}`);
  console.log(`${runs} histories of seed ${seed} keep the laws in ${sound.seconds} s.\n`);
  const survivors = [];
  for (const mutation of chosen) {
    const file = join(house, mutation.file);
    const source = readFileSync(file, 'utf8');
    writeFileSync(file, planted(mutation, house));
    const { broken, seconds, output } = await play(mutation.by);
    writeFileSync(file, source);
    // What does not compile is noticed by anything.
    if (/Syntax ?Error/.test(output)) throw new Error(`«${mutation.bug}» does not compile:\n${output}`);
    if (broken === null) survivors.push(mutation.bug);
    console.log(`${broken === null ? 'SURVIVED' : 'noticed '} ${seconds.padStart(6)} s  ${mutation.bug}`);
    if (broken !== null) console.log(`                   ${broken}`);
  }
  console.log(`\n${chosen.length - survivors.length} of ${chosen.length} bugs were noticed.`);
  process.exitCode = survivors.length > 0 ? 1 : 0;
}

/**
 * Plays the histories in the copy, or a scenario.
 * @param {string} [scenario]
 * @returns {Promise<{ broken: string | null, seconds: string, output: string }>} `broken`: what noticed first, in a line
 */
function play(scenario) {
  const begun = performance.now();
  const globals = JSON.stringify({ SIMULATE: { runs, seed, shrinks: false } });
  const jest = join(house, 'node_modules/jest/bin/jest.js');
  const what = scenario
    ? [scenario]
    : ['--testMatch', '**/*.simulation.ts', `--globals=${globals}`, `--testTimeout=${LONGEST_MS}`];
  const args = ['-c', 'test/jest.config.mjs', '--silent', '--bail', ...what];
  return new Promise((done) => {
    child = spawn(process.execPath, [jest, ...args], {
      cwd: house,
      env: { ...process.env, NODE_ENV: 'test', NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('close', (code, signal) => {
      if (isLeaving) return;
      const took = performance.now() - begun;
      // Ended from outside it has proved nothing; only one that never comes to rest is ended by us.
      if (signal !== null && took < LONGEST_MS) throw new Error(`The histories were ended by ${signal}`);
      const seconds = (took / 1000).toFixed(1);
      done({ broken: code === 0 ? null : causeIn(output), seconds, output });
    });
  });
}

/** @param {string} output of Jest */
function causeIn(output) {
  const cause = /Cause:\s*\n\s*([^\n]+)/.exec(output)?.[1] ?? /●[^\n]*\n\s*\n\s*([^\n]+)/.exec(output)?.[1];
  return (cause ?? 'it did not come to rest').trim().slice(0, 150);
}
