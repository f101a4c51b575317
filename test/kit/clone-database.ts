import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from './postgres';

/** A copy of a database that nobody is connected to, to try two endings of one story. */
export const cloneDatabase = (
  original: TestDatabase,
  strategy?: 'file_copy' | 'wal_log',
): Promise<TestDatabase> => createTestDatabase(new URL(original.url).pathname.slice(1), strategy);

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
