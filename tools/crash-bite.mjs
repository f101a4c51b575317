// @ts-check
// Takes one protection away at a time, in a copy, and expects a short campaign of crashes to notice.
//   npm run crash -- --bite [words of a bug] [--again]
// `--again` plays each campaign that noticed once more, and expects the same order and the same kind of trouble.
// Prints a table; ends with 1 when a bug survived. The sound house plays the longest of these campaigns first.
import { spawn } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { build } from './build.mjs';
import { CRASH_MUTATIONS } from './crash-mutations.mjs';
import { copyHouse, planted } from './planted-copy.mjs';

const { values, positionals } = parseArgs({
  options: { again: { type: 'boolean' }, bite: { type: 'boolean' } },
  allowPositionals: true,
});
const words = positionals.join(' ');
const chosen = CRASH_MUTATIONS.filter(({ bug }) => bug.includes(words));
if (chosen.length === 0) {
  console.error(`No bug is named «${words}».`);
  process.exit(2);
}
/** A campaign that never comes to rest is noticed too. */
const LONGEST_MS = 900_000;

bootstrap();
for (const mutation of CRASH_MUTATIONS) planted(mutation, ROOT);
const { ok, output } = await build();
if (!ok) throw new Error(`${output}\nThe build failed: the reason stands above.`);
const house = copyHouse();
cpSync(join(ROOT, 'dist'), join(house, 'dist'), {
  recursive: true,
  filter: (path) => !path.includes(join('dist', 'releases')),
});
/** @type {import('node:child_process').ChildProcess | undefined} */
let child;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.once(signal, () => {
    end();
    process.exit(1);
  });

const longest = chosen.reduce((one, other) => (other.harms > one.harms ? other : one));
const sound = await play(longest);
if (sound.broken.length > 0) throw new Error(`The sound house is broken:\n${sound.broken.join('\n')}`);
console.log(`The sound house holds: seed ${longest.seed}, ${longest.harms} harms, ${sound.seconds} s\n`);
let survivors = 0;
for (const mutation of chosen) {
  const file = join(house, mutation.file);
  const source = readFileSync(file, 'utf8');
  writeFileSync(file, planted(mutation, house));
  await bundleApi();
  const first = await play(mutation);
  const isNoticed = first.broken.length > 0;
  if (!isNoticed) survivors += 1;
  console.log(`${isNoticed ? 'noticed ' : 'SURVIVED'} ${first.seconds.padStart(5)} s  ${mutation.bug}`);
  print(first);
  if (isNoticed && values.again) print(await play(mutation));
  writeFileSync(file, source);
}
console.log(`\n${chosen.length - survivors} of ${chosen.length} bugs were noticed.`);
process.exitCode = survivors > 0 ? 1 : 0;

/** @param {{ order: string, broken: readonly string[] }} played */
function print({ order, broken }) {
  console.log(`            order ${order}, ${broken.length} broken`);
  for (const one of broken) console.log(`            ${one.slice(0, 600)}`);
}

async function bundleApi() {
  const vite = join(house, 'node_modules/vite/bin/vite.js');
  const { code, said } = await program([vite, 'build', 'apps/api', '--logLevel', 'error']);
  if (code !== 0) throw new Error(`It does not compile:\n${said}`);
}

/** @param {{ seed: number, harms: number, only?: string }} campaign */
async function play({ seed, harms, only }) {
  const begun = performance.now();
  const args = ['--as-built', '--seed', String(seed), '--harms', String(harms)];
  if (only) args.push('--only', only);
  const { said } = await program([join(house, 'tools/crash.mjs'), ...args]);
  const broken = said.split('\n').filter((line) => line.startsWith('✘ '));
  const order = /harmed when: (\w+)/.exec(said)?.[1] ?? 'unknown';
  const isJudged = / checks .* broken$/m.test(said);
  // What did not get as far as the verdict ended over the first thing that was not as it should be.
  if (!isJudged) broken.push(`It did not end: ${said.trim().split('\n').slice(-14).join(' ').slice(0, 600)}`);
  return { order, broken, seconds: ((performance.now() - begun) / 1000).toFixed(0) };
}

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, said: string }>}
 */
function program(args) {
  return new Promise((done) => {
    child = spawn(process.execPath, args, {
      cwd: house,
      env: { ...process.env, NX_DAEMON: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that it ends with everything it started.
      detached: true,
    });
    const patience = setTimeout(end, LONGEST_MS);
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (said += text));
    child.once('close', (code) => {
      clearTimeout(patience);
      child = undefined;
      done({ code, said });
    });
  });
}

function end() {
  if (child?.pid) process.kill(-child.pid, 'SIGKILL');
}
