// @ts-check
// Turns one protection of docs/security.md off at a time, in a copy of the house, and expects the story, spec or rule named for it to
// notice.
//   npm run mutate -- --protections [words of a hole's name, or of the file that notices] [--from 5]
// `--from` leaves out the holes before the nth. First all that is named is seen to pass as it stands.
// Prints a table; ends with 1 when a hole stayed open unseen. Works in the OS temp folder; the repository is not touched.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './bootstrap.mjs';
import { MutatedHouse } from './mutated-house.mjs';
import { planted } from './planted.mjs';
import { BIN } from './process.mjs';
import { HOLES, changesOf } from './protections/holes.mjs';

/** @typedef {import('./protections/holes.mjs').Hole} Hole */
/** @typedef {{ name: string, assertionResults: { fullName: string, status: string, failureMessages: string[] }[], message: string }} FileResult */

/** The linter with our rules, where no test can tell. */
const LINT = 'lint';
const VITE = 'node_modules/vite/bin/vite.js';
/** Campaigns of `npm run fuzz`, which no other command runs. */
const FUZZ = 'test/fuzz';
/** The room whose Jest runs a test: a library, an application, or test/. @param {string} by */
const roomOf = (by) => (by === LINT ? LINT : (/^(?:libs|apps)\/[^/]+|^test\/fuzz|^test/.exec(by)?.[0] ?? by));

const { values, positionals } = parseArgs({
  options: { from: { type: 'string' }, protections: { type: 'boolean' } },
  allowPositionals: true,
});
const words = positionals.join(' ');
const chosen = HOLES.slice(Number(values.from ?? 1) - 1).filter(
  ({ hole, by }) => hole.includes(words) || by.includes(words),
);
const json = join(tmpdir(), `protections-${process.pid}.json`);
process.once('exit', () => rmSync(json, { force: true }));

for (const change of HOLES.flatMap(changesOf)) planted(change, ROOT);
const begun = performance.now();
const house = await MutatedHouse.raise();
try {
  await seeAllPass();
  await openEach();
} finally {
  await house.leave();
}

/** What fails without any hole proves nothing with one. */
async function seeAllPass() {
  for (const [key, holes] of grouped(chosen)) {
    const besides = /** @type {import('./planted.mjs').Change[]} */ (JSON.parse(key).besides);
    await house.with(besides, () => seePass(roomOf(holes[0]?.by ?? ''), holes));
  }
  console.log(`All that is to notice passes as it stands, in ${since(begun)} s.\n`);
}

/** By room, and by what else is off. @param {readonly Hole[]} holes */
function grouped(holes) {
  /** @type {Map<string, Hole[]>} */
  const groups = new Map();
  for (const hole of holes) {
    const key = JSON.stringify({ room: roomOf(hole.by), besides: hole.besides ?? [] });
    groups.set(key, [...(groups.get(key) ?? []), hole]);
  }
  return groups;
}

/** @param {string} room @param {readonly Hole[]} holes */
async function seePass(room, holes) {
  if (room === LINT) {
    const troubles = await lint([...new Set(holes.map(({ file }) => file))]);
    if (troubles !== null) throw new Error(`The linter complains before anything was done:\n${troubles}`);
    return;
  }
  const files = await play(room, holes);
  if (files === null) throw new Error('What is to notice does not come to rest as it stands');
  for (const hole of holes) {
    const named = testsOf(files, hole);
    const isThere = named.length > 0;
    if (!isThere || named.some(({ status }) => status !== 'passed'))
      throw new Error(
        `«${hole.test ?? hole.by}» is to notice «${hole.hole}» and ${isThere ? 'fails' : 'is not there'} as it stands:\n${causeIn(files)}`,
      );
  }
}

async function openEach() {
  const open = [];
  for (const hole of chosen) {
    const started = performance.now();
    const noticed = await house.with(changesOf(hole), () => noticedBy(hole));
    if (noticed === null) open.push(hole.hole);
    console.log(
      `${noticed === null ? 'UNNOTICED' : 'noticed  '} ${since(started).padStart(6)} s  ${hole.hole}`,
    );
    if (noticed !== null) console.log(`                    ${noticed}`);
  }
  console.log(
    `\n${chosen.length - open.length} of ${chosen.length} holes were noticed, in ${since(begun)} s.`,
  );
  process.exitCode = open.length > 0 ? 1 : 0;
}

/**
 * @param {Hole} hole
 * @returns {Promise<string | null>} what noticed it, in a line
 */
async function noticedBy(hole) {
  const room = roomOf(hole.by);
  if (room === LINT) return lint([hole.file]);
  const files = await play(room, [hole]);
  if (files === null) return 'it did not come to rest';
  // What does not compile is noticed by anything.
  const unread = files.find(({ message }) => /Syntax ?Error/.test(message));
  if (unread) throw new Error(`«${hole.hole}» does not compile:\n${unread.message}`);
  return testsOf(files, hole).some(({ status }) => status === 'failed') ? causeIn(files) : null;
}

/** @param {readonly FileResult[]} files @param {Hole} hole */
function testsOf(files, { by, test = '' }) {
  return files
    .filter(({ name }) => name.endsWith(by))
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName, status }) => fullName.includes(test) && status !== 'pending');
}

/**
 * Runs what the holes name, of one room.
 * @param {string} room
 * @param {readonly Hole[]} holes
 * @returns {Promise<FileResult[] | null>} null when it did not come to rest
 */
async function play(room, holes) {
  rmSync(json, { force: true });
  const names = holes.map(({ test }) => test);
  const only = names.every((name) => name !== undefined) ? ['-t', names.map(literal).join('|')] : [];
  const paths = [...new Set(holes.map(({ by }) => by))];
  if (paths.some(startsAProcess)) await house.runs(VITE, ['build', 'apps/api']);
  const { code, output } = await house.runs(
    BIN.jest,
    [
      ...['-c', `${room === FUZZ ? 'test' : room}/jest.config.mjs`, '--silent', '--json'],
      // A machine may be busy with other things.
      ...[
        `--outputFile=${json}`,
        '--testTimeout=120000',
        ...(room === FUZZ ? ['--testMatch=**/*.fuzz.ts'] : []),
        ...only,
      ],
      ...paths.map((path) => `--testPathPatterns=/${literal(path)}$`),
    ],
    {
      env: room === 'apps/api' ? { DATABASE_URL: process.env.TEST_DATABASE_URL ?? '', REDIS_URL: '' } : {},
      patienceMs: 300_000 + 300_000 * paths.length,
    },
  );
  if (code === null) return null;
  if (!existsSync(json)) throw new Error(`The tests were not run:\n${output.slice(-4_000)}`);
  return JSON.parse(readFileSync(json, 'utf8')).testResults;
}

/** A story that starts the API as a process of its own starts what was built. @param {string} path */
function startsAProcess(path) {
  return readFileSync(join(ROOT, path), 'utf8').includes("/kit/house'");
}

/** @param {readonly string[]} files @returns {Promise<string | null>} the first complaint */
async function lint(files) {
  const { code, output } = await house.runs(BIN.eslint, [...files, '--max-warnings=0']);
  return code === 0 ? null : (/\d+:\d+ +error +([^\n]+)/.exec(output)?.[1] ?? output).slice(0, 150);
}

/** @param {readonly FileResult[]} files */
function causeIn(files) {
  const failed = files
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed');
  if (!failed) return files.map(({ message }) => message).join('\n');
  const said = (failed.failureMessages[0] ?? '').split('\n', 1)[0] ?? '';
  return `${failed.fullName}: ${said}`.replaceAll(/\s+/g, ' ').slice(0, 200);
}

/** @param {string | undefined} text */
function literal(text = '') {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** @param {number} start */
function since(start) {
  return ((performance.now() - start) / 1000).toFixed(1);
}
