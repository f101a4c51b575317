import { Client } from 'pg';
import { createTestDatabase } from './postgres';

const inside = async <T>(url: string, use: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
};

describe('a database for a scenario', () => {
  it('is empty, is not shared with another scenario, and is gone after drop', async () => {
    const [mine, theirs] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await inside(mine.url, (client) => client.query('create table mark (id int)'));
    const seen = await inside(theirs.url, (client) => client.query("select to_regclass('mark') as mark"));
    expect(seen.rows).toEqual([{ mark: null }]);

    await Promise.all([mine.drop(), theirs.drop()]);
    await expect(inside(mine.url, (client) => client.query('select 1'))).rejects.toThrow('does not exist');
  });

  it('speaks UTC and sorts Russian by code point, like the one in production', async () => {
    const database = await createTestDatabase();
    const { rows } = await inside(database.url, (client) =>
      client.query("select current_setting('TimeZone') as zone, 'Ё' < 'А' as by_code_point"),
    );
    expect(rows).toEqual([{ zone: 'UTC', by_code_point: true }]);
    await database.drop();
  });
});
