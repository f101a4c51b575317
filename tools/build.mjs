// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './bootstrap.mjs';
import { BIN, run } from './process.mjs';

const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, '.built-from');

/** What the build reads: everything but what only tests, tools and readers look at. */
const SOURCES = ['apps', 'libs', 'migrations', 'offers', 'test/kit'];
const CONFIGURATION = ['package-lock.json', 'package.json', 'tsconfig.base.json', 'nx.json'];
const NOT_BUILT = /\.(spec|scenario|browser|walls)\.tsx?$|\.md$|(^|\/)(node_modules|dist|coverage)(\/|$)/;

/**
 * Builds every app unless `dist` was built from exactly these sources.
 * @returns {Promise<{ ok: boolean, built: boolean, output: string }>}
 */
export async function build() {
  const sources = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources)
    return { ok: true, built: false, output: '' };
  rmSync(STAMP, { force: true });
  const { code, output } = await run(BIN.nx, ['run-many', '-t', 'build', '--output-style=static']);
  if (code !== 0) return { ok: false, built: true, output };
  if (existsSync(DIST)) writeFileSync(STAMP, sources);
  return { ok: true, built: true, output };
}

/** A hash over the content of every source file: times and branches do not matter. */
function fingerprint() {
  const hash = createHash('sha256').update(process.env.ROCKET_API_ORIGIN ?? '');
  for (const path of [...CONFIGURATION, ...SOURCES.flatMap((folder) => filesIn(join(ROOT, folder)))]) {
    hash.update(`\0${path}\0`);
    hash.update(readFileSync(join(ROOT, path)));
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {string[]} paths from the root, sorted
 */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !NOT_BUILT.test(path))
    .sort();
}
