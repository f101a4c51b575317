import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabase {
  /** Connection string of an empty database that nobody else uses. */
  readonly url: string;
  /** Removes it, cutting off whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * Makes a database of its own for one scenario file, so that Jest's workers do not meet: empty, or a copy of one that nobody
 * is connected to.
 * @throws Error when TEST_DATABASE_URL is not set: run the file with `npx jest -c test/jest.config.mjs`, which
 *   starts a PostgreSQL when nobody named one
 * @param strategy files are copied, unless the log is to be told of every page: copying files ends in a checkpoint, and whoever
 *   changes a page first after one writes all of it to the log
 */
export async function createTestDatabase(
  template = 'template0',
  strategy: 'file_copy' | 'wal_log' = 'file_copy',
): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run this by test/jest.config.mjs');
  const name = `test_${randomBytes(8).toString('hex')}`;
  // Not template1: two workers copying it at once get in each other's way.
  await execute(server, `create database ${name} template ${template} strategy ${strategy}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(server, `drop database if exists ${name} with (force)`) };
}

async function execute(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
