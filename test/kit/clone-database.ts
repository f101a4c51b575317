import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from './postgres';

/** A copy of a database that nobody is connected to, to try two endings of one story. */
export async function cloneDatabase(original: TestDatabase): Promise<TestDatabase> {
  const copy = await createTestDatabase();
  const name = (url: string): string => new URL(url).pathname.slice(1);
  await onDatabase(process.env['TEST_DATABASE_URL']!, async (server) => {
    await server.query(`drop database ${name(copy.url)}`);
    await server.query(`create database ${name(copy.url)} template ${name(original.url)}`);
  });
  return copy;
}

/** Does something over a connection of its own. */
export async function onDatabase<T>(url: string, work: (db: Client) => Promise<T>): Promise<T> {
  const db = new Client({ connectionString: url });
  await db.connect();
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}
