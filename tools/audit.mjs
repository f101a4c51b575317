// @ts-check
// Known holes in what we stand on, as the registry reports them: npm run audit [-- another folder than this repository]. What is
// accepted stands with its reason and a last day in tools/accepted-advisories.json. A machine that cannot ask the registry says so and
// fails nothing.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';
import { advisoryTroubles } from './dependencies.mjs';

const folder = process.argv[2] ?? ROOT;
const args = ['audit', '--json', '--fetch-retries=0', '--fetch-timeout=20000'];
const npm = process.env.npm_execpath;
const { stdout } = npm
  ? spawnSync(process.execPath, [npm, ...args], { cwd: folder, encoding: 'utf8' })
  : spawnSync('npm', args, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
const audit = answerOf(stdout ?? '');
if (!audit) console.log('The registry answers no audit here: not reachable, skipped.');
else {
  const accepted = JSON.parse(readFileSync(join(folder, 'tools/accepted-advisories.json'), 'utf8'));
  const troubles = advisoryTroubles(audit, accepted, new Date().toISOString().slice(0, 10));
  for (const trouble of troubles) console.error(trouble);
  process.exitCode = troubles.length > 0 ? 1 : 0;
}

/**
 * @param {string} text
 * @returns {import('./dependencies.mjs').Audit | null} null when there was no report
 */
function answerOf(text) {
  try {
    const answer = JSON.parse(text);
    return answer.vulnerabilities ? answer : null;
  } catch {
    return null;
  }
}
