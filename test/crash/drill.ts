import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { routes } from '@rocket/contracts';
import { ledgerOf, writeBook } from '../kit/book';
import { onDatabase } from '../kit/clone-database';
import { freePort, startApi } from '../kit/house';
import { Person } from '../kit/person';
import type { StartPostgres } from './postgres-process';

const DATABASE = 'drill';
const ACCOUNTS = 30;

/**
 * A backup and a restore to a moment, as docs/runbook.md tells it: a base backup of a running server, the log archived as it is
 * written, a mistake an hour later; the books as they stood before the mistake come back, and their chain verifies.
 * @returns what was done, line by line
 * @throws Error when what came back differs from what was there
 */
export async function* drill(startPostgres: StartPostgres): AsyncGenerator<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rocket-drill-'));
  chmodSync(folder, 0o755);
  const archive = join(folder, 'archive');
  mkdirSync(archive, { mode: 0o777 });
  chmodSync(archive, 0o777);
  const live = join(folder, 'live');
  try {
    const settings = {
      wal_level: 'replica',
      archive_mode: 'on',
      archive_command: `test ! -f '${archive}/%f' && cp '%p' '${archive}/%f'`,
    };
    const server = await startPostgres({
      dataDir: live,
      port: await freePort(),
      database: DATABASE,
      settings,
    });
    const database = { url: server.url, drop: () => Promise.resolve() };
    await writeBook(database, { accounts: ACCOUNTS, receipts: 10 });
    const begun = performance.now();
    const backup = await backUp(server.url, folder);
    yield `A base backup of a running server with ${ACCOUNTS} accounts: ${since(begun)}`;

    await renew(server.url);
    const before = await ledgerOf(server.url);
    const moment = await instantOf(server.url);
    await pause(1_100);
    // The mistake: somebody empties a table by hand, triggers and all.
    await onDatabase(server.url, async (db) => {
      await db.query('set session_replication_role = replica');
      await db.query('delete from posting');
      await db.query('select pg_switch_wal()');
    });
    const lost = await ledgerOf(server.url);
    if (JSON.stringify(lost) === JSON.stringify(before)) throw new Error('The mistake did no harm');
    yield `After ${moment} the postings of all accounts were deleted`;
    await archived(server.url);
    await server.stop();

    const restoring = performance.now();
    const restored = await restore(startPostgres, { ...backup, archive, moment });
    yield `Restored to ${moment} from the backup and ${readdirSync(archive).length} pieces of log: ${since(restoring)}`;
    const after = await ledgerOf(restored.url);
    if (JSON.stringify(after) !== JSON.stringify(before))
      throw new Error('The restored books are not those of the moment');
    const { broken, entries } = await verify(restored.url);
    if (broken.length > 0) throw new Error(`The restored books do not verify: ${JSON.stringify(broken)}`);
    yield `The books are those of that moment to the last posting; ${entries} entries and their chain verify`;
    await restored.stop();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const since = (begun: number): string => `${((performance.now() - begun) / 1000).toFixed(1)} s`;

const instantOf = (url: string): Promise<string> =>
  onDatabase(url, async (db) => {
    const { rows } = await db.query<{ at: Date }>('select clock_timestamp() as at');
    return rows[0]!.at.toISOString();
  });

interface Backup {
  readonly home: string;
}

/** The files of a server that works, with the label that says from where in the log they become whole. */
async function backUp(url: string, folder: string): Promise<Backup> {
  return onDatabase(url, async (db) => {
    const { rows: places } = await db.query<{ cluster: string }>(
      `select current_setting('data_directory') as cluster`,
    );
    const { cluster } = places[0]!;
    const home = join(folder, 'restored');
    await db.query(`select pg_backup_start('drill', true)`);
    mkdirSync(home, { mode: 0o700 });
    // What is written or removed meanwhile is in the log; a file that vanished under it is no mistake.
    spawnSync('cp', ['-a', cluster, join(home, 'cluster')]);
    copyFileSync(join(dirname(cluster), 'password'), join(home, 'password'));
    const { rows } = await db.query<{ labelfile: string }>('select labelfile from pg_backup_stop()');
    writeFileSync(join(home, 'cluster/backup_label'), rows[0]!.labelfile, { mode: 0o600 });
    for (const name of ['postmaster.pid', 'postmaster.opts'])
      rmSync(join(home, 'cluster', name), { force: true });
    for (const name of readdirSync(join(home, 'cluster/pg_wal')))
      rmSync(join(home, 'cluster/pg_wal', name), { recursive: true, force: true });
    return { home };
  });
}

/** Waits until everything written so far lies in the archive. */
async function archived(url: string): Promise<void> {
  await onDatabase(url, async (db) => {
    const { rows } = await db.query<{ name: string }>('select pg_walfile_name(pg_switch_wal()) as name');
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const { rows: told } = await db.query<{ last: string | null }>(
        'select last_archived_wal as last from pg_stat_archiver',
      );
      if ((told[0]!.last ?? '') >= rows[0]!.name) return;
      await pause(100);
    }
    throw new Error(`${rows[0]!.name} was not archived`);
  });
}

async function restore(
  startPostgres: StartPostgres,
  { home, archive, moment }: Backup & { archive: string; moment: string },
) {
  writeFileSync(join(home, 'cluster/recovery.signal'), '', { mode: 0o600 });
  const server = await startPostgres({
    dataDir: home,
    port: await freePort(),
    database: DATABASE,
    settings: {
      restore_command: `cp '${archive}/%f' '%p'`,
      // PostgreSQL reads this before it knows what Z means.
      recovery_target_time: moment.replace('T', ' ').replace('Z', '+00'),
      recovery_target_action: 'promote',
    },
  });
  await onDatabase(server.url, async (db) => {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      const { rows } = await db.query<{ is: boolean }>('select pg_is_in_recovery() as is');
      if (!rows[0]!.is) return;
      await pause(100);
    }
    throw new Error('The restored server stays in recovery');
  });
  return server;
}

async function renew(databaseUrl: string): Promise<void> {
  const { url, program } = await startApi({ databaseUrl });
  try {
    const { token } = await new Person(url, {}).asks(routes.sandboxToken, {
      body: { role: 'administrator' },
    });
    const administrator = new Person(url, { authorization: `Bearer ${token}` });
    const { now } = await administrator.asks(routes.sandboxClock);
    const run = await administrator.asks(routes.startRun, { body: { businessDate: now.slice(0, 10) } });
    if (run.charged === 0) throw new Error('The run charged nothing');
  } finally {
    await program.end();
  }
}

async function verify(databaseUrl: string) {
  const { url, program } = await startApi({ databaseUrl });
  try {
    const { token } = await new Person(url, {}).asks(routes.sandboxToken, { body: { role: 'accountant' } });
    return await new Person(url, { authorization: `Bearer ${token}` }).asks(routes.verifyLedger);
  } finally {
    await program.end();
  }
}
