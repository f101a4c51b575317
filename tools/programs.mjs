// @ts-check
// Programs that npm does not bring: looked for on PATH, installed by apt where we may, else done without.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What a program may be called, and the Debian package that brings it. */
const PROGRAMS = {
  'redis-server': { names: ['redis-server', 'valkey-server'], variable: undefined, debian: 'redis-server' },
  chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    variable: 'CHROMIUM_PATH',
    debian: 'chromium',
  },
  pdftotext: { names: ['pdftotext'], variable: undefined, debian: 'poppler-utils' },
  pdftoppm: { names: ['pdftoppm'], variable: undefined, debian: 'poppler-utils' },
  xmllint: { names: ['xmllint'], variable: undefined, debian: 'libxml2-utils' },
  hledger: { names: ['hledger'], variable: undefined, debian: 'hledger' },
  ledger: { names: ['ledger'], variable: undefined, debian: 'ledger' },
};

/** @typedef {keyof typeof PROGRAMS} Program */

/** @type {Program[]} */
export const PROGRAM_NAMES = /** @type {Program[]} */ (Object.keys(PROGRAMS));

/**
 * @param {Program} program
 * @returns {string | undefined} its full path
 */
export function findProgram(program) {
  const { names, variable } = PROGRAMS[program];
  const named = variable && process.env[variable];
  if (named) return named;
  for (const name of names)
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const file = join(folder || '.', name);
      if (isExecutable(file)) return file;
    }
  return undefined;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Installs what is missing by apt-get, as root on Debian or Ubuntu only.
 * @param {Program[]} wanted
 * @returns {{ missing: Program[], reason: string }} what is still missing, and why
 */
export function provide(wanted) {
  const missing = wanted.filter((program) => !findProgram(program));
  if (missing.length === 0) return { missing, reason: '' };
  if (!isDebian())
    return { missing, reason: 'not on PATH, and this is no Debian or Ubuntu to install it on' };
  if (process.getuid?.() !== 0)
    return { missing, reason: 'not on PATH, and only root may apt-get install it' };
  const packages = [...new Set(missing.map((program) => PROGRAMS[program].debian))];
  console.log(`Installing ${packages.join(', ')} (apt-get)…`);
  if (!aptInstall(packages)) {
    apt(['update']);
    // One by one, so that a package this release does not have costs only itself.
    for (const name of packages) aptInstall([name]);
  }
  return {
    missing: missing.filter((program) => !findProgram(program)),
    reason: 'not on PATH, and apt-get could not install it',
  };
}

function isDebian() {
  if (!existsSync('/etc/os-release') || !findOnPath('apt-get')) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** @param {string} name */
const findOnPath = (name) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => isExecutable(join(folder || '.', name)));

/** @param {string[]} packages */
const aptInstall = (packages) => apt(['install', '-y', '--no-install-recommends', ...packages]);

/** @param {string[]} args */
function apt(args) {
  const run = spawnSync('apt-get', ['-qq', ...args], {
    // RUNLEVEL=1: a server package must not start its service on the machine it is installed on.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    stdio: 'ignore',
    timeout: 5 * 60_000,
  });
  return run.status === 0;
}
