// @ts-check
// Plain Node without dependencies: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const STAMP = join(ROOT, 'node_modules', '.bootstrap-stamp');
const LOCK = join(ROOT, '.bootstrap.lock');
const NODE_MAJOR = Number(process.versions.node.split('.')[0]);

/**
 * Makes sure that this Node will do and that node_modules is what package-lock.json says; installs it
 * otherwise. Two terminals may call it at once: the second waits for the first.
 * Ends the process with one sentence when it cannot.
 */
export function bootstrap() {
  refuseOldNode();
  const wanted = stampOf(readFileSync(join(ROOT, 'package-lock.json')));
  if (isInstalled(wanted)) return;
  takeLock(wanted);
  try {
    if (!isInstalled(wanted)) install(wanted);
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function refuseOldNode() {
  const minor = Number(process.versions.node.split('.')[1]);
  const enough = (NODE_MAJOR === 20 && minor >= 19) || (NODE_MAJOR === 22 && minor >= 12) || NODE_MAJOR >= 24;
  if (enough) return;
  console.error(
    `Node ${process.versions.node} will not do: 20.19 or newer, 22.12 or newer, or 24 is needed.`,
  );
  process.exit(1);
}

/** @param {Buffer} packageLock */
const stampOf = (packageLock) =>
  createHash('sha256')
    .update(packageLock)
    .update(`\0${process.platform}-${process.arch}-${NODE_MAJOR}`)
    .digest('hex');

/** @param {string} wanted */
function isInstalled(wanted) {
  if (existsSync(STAMP)) return readFileSync(STAMP, 'utf8') === wanted;
  if (!matchesHiddenLock()) return false;
  writeFileSync(STAMP, wanted);
  return true;
}

/** True after somebody's own `npm ci`, which leaves no stamp of ours but npm's record of what it installed. */
function matchesHiddenLock() {
  const hidden = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(
    ([path, entry]) =>
      path === '' ||
      entry.optional ||
      entry.devOptional ||
      (installed[path]?.version === entry.version && existsSync(join(ROOT, path))),
  );
}

/** @param {string} wanted */
function takeLock(wanted) {
  for (let told = false; ;) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    const holder = lockHolder();
    if (holder === undefined || !isAlive(holder)) {
      rmSync(LOCK, { force: true });
      continue;
    }
    if (!told) console.log(`Dependencies are being installed by process ${holder}; waiting for it…`);
    told = true;
    sleep(500);
    if (isInstalled(wanted)) return;
  }
}

/** The process that holds the lock; a lock just being written is given a moment. */
function lockHolder() {
  for (let attempt = 0; attempt < 5; attempt++) {
    const pid = Number(existsSync(LOCK) ? readFileSync(LOCK, 'utf8') : NaN);
    if (pid > 0) return pid;
    sleep(50);
  }
  return undefined;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {number} milliseconds */
const sleep = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

/** @param {string} wanted */
function install(wanted) {
  const started = performance.now();
  console.log('Installing dependencies (npm ci); the first time takes about half a minute…');
  // The build needs the developers' packages under NODE_ENV=production too.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // Inside an npm script this names the very npm the user called.
  const npm = process.env.npm_execpath;
  const run = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: ROOT, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
  if (run.status !== 0) {
    rmSync(LOCK, { force: true });
    console.error(`npm ci failed${run.error ? `: ${run.error.message}` : ''}; what it said stands above.`);
    process.exit(run.status || 1);
  }
  writeFileSync(STAMP, wanted);
  console.log(`Dependencies are installed (${Math.ceil((performance.now() - started) / 1000)} s).`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) bootstrap();
