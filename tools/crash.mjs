// @ts-check
// Breaks the house while it works, and looks afterwards whether anything was lost or done twice.
//   npm run crash -- [--seed 42] [--harms 100] [--only 'the API is killed']      → only harms with these words
//   npm run crash -- --bite [words of a bug] [--again]      → plants bugs in a copy and expects campaigns to notice: crash-bite.mjs
//   npm run crash -- rolling [--seed 42] [--rounds 3]     → two API processes and three workers replaced in turn under load
// Kills the API, a worker, PostgreSQL and one of its processes, empties Redis, stops the mail server, shuts the card shop, holds amoCRM up
// and fills the disk, while customers, staff and the bank insist on their commands. Prints the seed; ends with 1 when something is missing
// or there twice. The disk is filled where the machine allows a mount namespace: the database then lies on a small tmpfs.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { build } from './build.mjs';
import { bundlePrograms } from './bundle.mjs';
import { startPostgres } from './postgres.mjs';
import { provide } from './programs.mjs';

if (process.argv.includes('--bite')) {
  await import('./crash-bite.mjs');
  process.exit();
}
const { values, positionals } = parseArgs({
  options: {
    'as-built': { type: 'boolean' },
    harms: { type: 'string' },
    only: { type: 'string' },
    rounds: { type: 'string' },
    seed: { type: 'string' },
  },
  allowPositionals: true,
});
const seed = Number(values.seed ?? randomInt(2 ** 31));
const harms = Number(values.harms ?? 100);
const rounds = Number(values.rounds ?? 3);
const isRolling = positionals[0] === 'rolling';
const areCounts = [seed, harms, rounds].every((one) => Number.isInteger(one) && one >= 0);
if (!areCounts || positionals.length > Number(isRolling)) {
  console.error('npm run crash -- [rolling] [--seed 42] [--harms 100] [--rounds 3], all whole numbers.');
  process.exit(2);
}

// In a namespace of our own we may mount, and nothing of it outlives us.
const OWN = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
const NAMESPACES = [OWN, ['--user', '--map-root-user', ...OWN]];
const canMount = (/** @type {string[]} */ flags) =>
  spawnSync('unshare', [...flags, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' }).status === 0;
if (!process.env.CRASH_NAMESPACE) {
  const flags = NAMESPACES.find(canMount);
  if (!flags) console.log('This machine lets nobody mount: the disk is not filled in this campaign.');
  else {
    const again = [process.execPath, ...process.argv.slice(1), '--seed', String(seed)];
    const env = { ...process.env, CRASH_NAMESPACE: 'own' };
    const { status } = spawnSync('unshare', [...flags, ...again], { stdio: 'inherit', env });
    process.exit(status ?? 1);
  }
}

bootstrap();
const { missing, reason } = provide(['redis-server']);
if (missing.length > 0) {
  console.error(`redis-server: ${reason}.`);
  process.exit(1);
}
if (!values['as-built']) {
  const { ok, output } = await build();
  if (!ok) throw new Error(`${output}\nThe build failed: the reason stands above.`);
}
const out = join(ROOT, 'dist/crash');
await bundlePrograms(
  { campaign: join(ROOT, 'test/crash/campaign.ts'), rolling: join(ROOT, 'test/crash/rolling.ts') },
  out,
);
const program = (/** @type {string} */ name) => import(pathToFileURL(join(out, `${name}.js`)).href);
const begun = performance.now();
const tell = (/** @type {string} */ line) => console.log(`… ${line}`);
const listed = (/** @type {Readonly<Record<string, number>>} */ figures) =>
  Object.entries(figures)
    .sort(([, a], [, b]) => b - a)
    .map(([what, times]) => `${what} ${times}`)
    .join(', ');

/** @typedef {import('../test/crash/report').Counts} Counts */
const total = (/** @type {Counts} */ figures) => Object.values(figures).reduce((sum, n) => sum + n, 0);
/** @param {{ commands: Counts, reads: number, unanswered: number, done: Counts }} report */
function printWork({ commands, reads, unanswered, done }) {
  console.log(`${total(commands)} commands answered: ${listed(commands)}`);
  console.log(`${reads} questions answered, ${unanswered} times asked again. Done: ${listed(done)}`);
}

/** @returns {Promise<{ checks: Counts, broken: readonly string[] }>} */
async function campaign() {
  /** @typedef {{ seed: number, harms: number, only: string, startPostgres: typeof startPostgres, tell: (line: string) => void }} Campaign */
  /** @typedef {import('../test/crash/harms').Harm} Harm */
  /** @type {{ play(campaign: Campaign): Promise<import('../test/crash/report').Report>, isKill(harm: Harm): boolean }} */
  const { play, isKill } = await program('campaign');
  console.log(
    `Seed ${seed}: npm run crash -- --seed ${seed} --harms ${harms}${values.only ? ` --only '${values.only}'` : ''}`,
  );
  const { only = '' } = values;
  const report = await play({ seed, harms, only, startPostgres, tell });
  const kills = Object.entries(report.harms).filter(([harm]) => isKill(/** @type {Harm} */ (harm)));
  console.log(
    `${total(report.harms)} harms, ${total(Object.fromEntries(kills))} of them kills and stops: ${listed(report.harms)}`,
  );
  if (report.noSpace !== null) console.log(`PostgreSQL met a full disk ${report.noSpace} times`);
  console.log(`Who did what and was harmed when: ${report.order}, the same for this seed`);
  printWork(report);
  return report;
}

/** @returns {Promise<{ checks: Counts, broken: readonly string[] }>} */
async function rolling() {
  /** @typedef {{ seed: number, rounds: number, startPostgres: typeof startPostgres, tell: (line: string) => void }} Rolling */
  /** @type {{ roll(rolling: Rolling): Promise<import('../test/crash/report').RolledReport> }} */
  const { roll } = await program('rolling');
  console.log(`Seed ${seed}: npm run crash -- rolling --seed ${seed} --rounds ${rounds}`);
  const report = await roll({ seed, rounds, startPostgres, tell });
  console.log(`Processes replaced under load: ${listed(report.restarts)}`);
  console.log(`${report.passed} requests passed on`);
  printWork(report);
  return report;
}

const { checks, broken } = await (isRolling ? rolling() : campaign());
console.log(
  `${total(checks)} checks (${listed(checks)}) in ${((performance.now() - begun) / 1000).toFixed(0)} s, ${broken.length} broken`,
);
for (const one of broken) console.log(`✘ ${one}`);
process.exit(broken.length > 0 ? 1 : 0);
