// @ts-check
// Gives the suites the services that the environment does not name: a PostgreSQL in a temporary folder, and a
// Redis where redis-server is installed. The suites read TEST_DATABASE_URL, TEST_REDIS_URL and CHROMIUM_PATH and
// know nothing of this. `npm test` calls it once for all of its Jest runs, a single `npx jest` by globalSetup.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../../tools/postgres.mjs';
import { startRedis } from '../../../tools/redis.mjs';
import { findProgram } from '../../../tools/programs.mjs';
import { bundleApi } from './bundle-api.mjs';

/** A file system of memory, on Linux. */
const MEMORY = '/dev/shm';
/** Bytes that have to be free there: whatever the stories start beside the databases wants memory too. */
const PLENTY = 4 * 1024 ** 3;

/** @type {(() => Promise<void> | void)[]} */
const undo = [];

/** Jest's globalSetup: runs once, before the workers, which inherit the environment. */
export async function start() {
  try {
    await startWhatIsMissing();
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startWhatIsMissing() {
  if (!process.env.TEST_DATABASE_URL) {
    const folder = mkdtempSync(join(roomForDatabases(), 'rocket-test-'));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    const postgres = await startPostgres({
      dataDir: folder,
      database: 'test',
      settings: {
        max_connections: '200',
        // Nothing here has to outlive a power cut.
        fsync: 'off',
        synchronous_commit: 'off',
        full_page_writes: 'off',
        wal_level: 'minimal',
        max_wal_size: '256MB',
        max_wal_senders: '0',
        // No database lives long enough to need it, and it looks into every one there is again and again.
        autovacuum: 'off',
        // Tables of a story are tiny: looking for the best of all ways to join them cost more than answering.
        plan_cache_mode: 'force_generic_plan',
        join_collapse_limit: '1',
        from_collapse_limit: '1',
      },
    });
    undo.push(postgres.stop);
    process.env.TEST_DATABASE_URL = postgres.url;
  }
  if (!process.env.TEST_TEMPLATE) {
    const template = `test_template_${randomBytes(8).toString('hex')}`;
    undo.push(() => dropDatabase(template));
    undo.push(() => dropDatabase(`${template}_book`));
    process.env.TEST_TEMPLATE = template;
  }
  if (!process.env.TEST_API) {
    const bundle = await bundleApi();
    undo.push(bundle.remove);
    process.env.TEST_API = bundle.file;
  }
  const redisServer = findProgram('redis-server');
  if (!process.env.TEST_REDIS_URL && redisServer) {
    const redis = await startRedis(redisServer);
    undo.push(redis.stop);
    process.env.TEST_REDIS_URL = redis.url;
  }
  const chromium = findProgram('chromium');
  if (!process.env.CHROMIUM_PATH && chromium) process.env.CHROMIUM_PATH = chromium;
}

/**
 * Memory where there is plenty, else the disk: each file of stories makes and drops a database of several hundred files, and the
 * journal of a disk's file system is most of what that costs.
 */
function roomForDatabases() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize >= PLENTY) return MEMORY;
  } catch {
    // Not a machine that has it.
  }
  return tmpdir();
}

/** @param {string} name */
async function dropDatabase(name) {
  const { Client } = (await import('pg')).default;
  const server = new Client({ connectionString: process.env.TEST_DATABASE_URL });
  await server.connect();
  await server.query(`drop database if exists ${name} with (force)`);
  await server.end();
}

/** Jest's globalTeardown. */
export async function stop() {
  for (const step of undo.splice(0).reverse()) await step();
}
