import { setTimeout as pause } from 'node:timers/promises';
import { Clock } from '@rocket/kernel';
import { createApp } from '../app';
import { FEATURES } from '../features';
import { SandboxClock } from './clock';
import { WrongConfig, readConfig } from './config';
import { sqlStateOf, withTransaction } from './database';
import { Doorway, withPostgres } from './testing';

withPostgres('the database, on a real PostgreSQL (DATABASE_URL)', () => {
  let doorway: Doorway;

  beforeAll(async () => {
    doorway = await Doorway.open();
  }, 30_000);

  afterAll(() => doorway?.close(), 30_000);

  describe('the sandbox clock', () => {
    it('stands still, goes forward and never back', async () => {
      const clock = doorway.app.get(Clock);
      const sandbox = doorway.app.get(SandboxClock);
      const before = await clock.now();
      await pause(20);
      expect(await clock.now()).toEqual(before);
      const later = new Date(before.getTime() + 86_400_000);
      await sandbox.forward(doorway.db, later);
      expect(await clock.now()).toEqual(later);
      await expect(sandbox.forward(doorway.db, before)).rejects.toMatchObject({ code: 'clock_backwards' });
      await sandbox.set(doorway.db, before);
      expect(await clock.now()).toEqual(before);
    });
  });

  describe('a transaction', () => {
    it('that met a deadlock is done again, both of them to the end', async () => {
      await doorway.db.query('create table counter (id int primary key, n int not null)');
      await doorway.db.query('insert into counter values (1, 0), (2, 0)');
      const cross = (first: number, second: number) =>
        withTransaction(doorway.db, async (tx) => {
          await tx.query('update counter set n = n + 1 where id = $1', [first]);
          await pause(50);
          await tx.query('update counter set n = n + 1 where id = $1', [second]);
        });
      await Promise.all([cross(1, 2), cross(2, 1)]);
      expect(await doorway.db.query('select n from counter order by id')).toEqual([{ n: 2 }, { n: 2 }]);
    });

    it('that broke a rule is not tried again', async () => {
      let tries = 0;
      const work = withTransaction(doorway.db, async (tx) => {
        tries += 1;
        await tx.query('insert into counter values (1, 0)');
      });
      const error: unknown = await work.catch((reason: unknown) => reason);
      expect([sqlStateOf(error), tries]).toEqual(['23505', 1]);
    });

    it('reads a business date as the text it is, in UTC', async () => {
      const [row] = (await doorway.db.query(
        `select date '2026-03-01' as day, current_setting('timezone') as zone`,
      )) as object[];
      expect(row).toEqual({ day: '2026-03-01', zone: 'UTC' });
    });
  });

  it('two processes that start at once migrate once', async () => {
    const other = await createApp(doorway.config);
    await other.init();
    const [row] = (await doorway.db.query(
      'select count(*)::int as many, count(distinct name)::int as names from migrations',
    )) as {
      many: number;
      names: number;
    }[];
    expect(row?.many).toBe(row?.names);
    await other.close();
  });
});

describe('a database that is not there', () => {
  it('stops the start with one sentence that holds no password', async () => {
    FEATURES.splice(0, FEATURES.length);
    const DATABASE_URL = 'postgres://user:hunter2@127.0.0.1:1/rocket';
    const start = createApp(readConfig({ DATABASE_URL, NODE_ENV: 'test', LOG_LEVEL: 'silent' }));
    const error: unknown = await start.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WrongConfig);
    expect((error as Error).message).toMatch(/^DATABASE_URL .+\.$/);
    expect((error as Error).message).not.toContain('hunter2');
  });
});
