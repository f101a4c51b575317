// Plants one small bug at a time in a copy of the money core and expects its specs to notice.
//   node libs/billing/mutations.mjs [words of a mutation's name]
// Prints survivors and ends with 1 when there are any. Works in the OS temp folder; the repository is not touched.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BOOKS } from './mutations-of-books.mjs';
import { RENEWALS } from './mutations-of-renewals.mjs';

/** @typedef {readonly [bug: string, file: string, found: RegExp | string, by: string]} Mutation */

const MUTATIONS = [...RENEWALS, ...BOOKS];

const root = fileURLToPath(new URL('../../', import.meta.url));
const wanted = process.argv.slice(2).join(' ');
const chosen = MUTATIONS.filter(([name]) => name.includes(wanted));

/** A copy of the core as it lies in the repository, with its neighbours in reach. */
function copyCore() {
  const folder = mkdtempSync(join(tmpdir(), 'billing-mutations-'));
  const house = join(folder, 'house');
  mkdirSync(join(house, 'libs'), { recursive: true });
  for (const lib of ['billing', 'kernel']) {
    cpSync(join(root, 'libs', lib), join(house, 'libs', lib), { recursive: true });
  }
  for (const file of ['jest.preset.mjs', 'package.json']) cpSync(join(root, file), join(house, file));
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'dir');
  // Calendars and samples lie beside the repository where they are present.
  const beside = join(root, '..', 'shared');
  if (existsSync(beside)) symlinkSync(beside, join(folder, 'shared'), 'dir');
  return { folder, core: join(house, 'libs', 'billing') };
}

/**
 * @param {string} core
 * @returns whether the specs are green; the examples are asked first, they are quicker than the properties
 */
function specsPass(core) {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const pass = (/** @type {string[]} */ ...specs) =>
    spawnSync(process.execPath, [jest, '--bail', '--silent', '--runInBand', ...specs], {
      cwd: core,
      encoding: 'utf8',
      // A mutant that never stops is noticed too; it hears no other signal.
      timeout: 180_000,
      killSignal: 'SIGKILL',
    }).status === 0;
  return pass('--testPathIgnorePatterns', 'naive-ledger') && pass('--testPathPatterns', 'naive-ledger');
}

/**
 * @param {string} core
 * @param {Mutation} mutation
 */
const fileOf = (core, [, room]) => join(core, 'src', `${room}.ts`);

/**
 * The source with the bug in it. A pattern that fits nowhere, or twice, is out of date.
 * @param {string} source
 * @param {Mutation} mutation
 */
function broken(source, [name, room, pattern, replacement]) {
  const found = source.match(new RegExp(pattern, 'g'))?.length ?? 0;
  if (found !== 1)
    throw new Error(`«${name}» is found ${found} times in ${room}.ts: bring the list up to date`);
  return source.replace(pattern, () => replacement);
}

/**
 * Plants a bug; answers how to take it out again.
 * @param {string} core
 * @param {Mutation} mutation
 */
function plant(core, mutation) {
  const file = fileOf(core, mutation);
  const source = readFileSync(file, 'utf8');
  writeFileSync(file, broken(source, mutation));
  return () => writeFileSync(file, source);
}

for (const mutation of MUTATIONS) {
  broken(readFileSync(fileOf(join(root, 'libs', 'billing'), mutation), 'utf8'), mutation);
}
const { folder, core } = copyCore();
const survivors = [];
try {
  if (!specsPass(core)) throw new Error('The specs are red before anything was broken');
  for (const mutation of chosen) {
    const restore = plant(core, mutation);
    const survived = specsPass(core);
    restore();
    if (survived) survivors.push(mutation[0]);
    console.log(`${survived ? 'SURVIVED' : 'noticed '}  ${mutation[0]}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${chosen.length - survivors.length} of ${chosen.length} mutations were noticed.`);
process.exitCode = survivors.length > 0 ? 1 : 0;
