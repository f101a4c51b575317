import { routes } from '@rocket/contracts';
import { loadApi } from './api/load-api';
import { onDatabase } from './clone-database';
import { FreshStart } from './fresh-start';
import { Person } from './person';
import { createTestDatabase, type TestDatabase } from './postgres';

/** In MiB; stories sign in often, and what a guess costs is said by specs of passwords and settings. */
export const CHEAP_PASSWORDS = '1';

/** One file at a time makes the template or copies it. */
const TEMPLATE_LOCK = 7_205_759_407;

/**
 * A database of one's own as a sandbox leaves it that has just started: migrated and seeded. The first file of a test run makes
 * the template, every other one copies it, which takes a tenth of the time.
 */
export async function createSeededDatabase(): Promise<TestDatabase> {
  const template = process.env['TEST_TEMPLATE'];
  if (!template) return createTestDatabase();
  await onDatabase(process.env['TEST_DATABASE_URL']!, async (server) => {
    await server.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await server.query('select 1 from pg_database where datname = $1', [template]);
    if (rowCount !== 0) return;
    const original = await createTestDatabase();
    await fill(original.url);
    // Only what is whole gets the name others look for; nobody connects to it any more, not even a vacuum.
    await server.query(`alter database ${nameOf(original)} rename to ${template}`);
    await server.query(`alter database ${template} with allow_connections false`);
  });
  return createTestDatabase(template);
}

const nameOf = (database: TestDatabase): string => new URL(database.url).pathname.slice(1);

async function fill(databaseUrl: string): Promise<void> {
  const { createApp, listen, readConfig } = await loadApi();
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'silent',
    PASSWORD_MEMORY_MIB: CHEAP_PASSWORDS,
  });
  const app = await createApp(config);
  await new Person(await listen(app, config), {}).asks(routes.sandboxReset);
  await app.close();
  await FreshStart.keep(databaseUrl);
}
