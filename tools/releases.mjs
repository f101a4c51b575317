// @ts-check
// Earlier releases as programs: their sources come out of the history of git and are built with the packages that are installed now.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';
import { run } from './process.mjs';

const VITE = 'node_modules/vite/bin/vite.js';

/**
 * Builds the API as it was at a commit, once.
 * @param {string} commit
 * @returns {Promise<string | null>} its main program; null where the history does not reach so far back
 */
export async function buildRelease(commit) {
  const home = join(ROOT, 'dist/releases', commit.slice(0, 12));
  const main = join(home, 'dist/apps/api/main.js');
  if (existsSync(main)) return main;
  if (spawnSync('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: ROOT, stdio: 'ignore' }).status !== 0)
    return null;
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const sources = spawnSync('git', ['archive', commit], { cwd: ROOT, maxBuffer: 1 << 30 });
  const out = spawnSync('tar', ['-x', '-C', home], { input: sources.stdout });
  if (sources.status !== 0 || out.status !== 0) throw new Error(`git archive ${commit}: ${sources.stderr}`);
  const { code, output } = await run(VITE, ['build', join(home, 'apps/api'), '--logLevel', 'error']);
  if (code !== 0) throw new Error(`${commit} does not build:\n${output}`);
  return main;
}
