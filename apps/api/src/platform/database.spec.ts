import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Clock } from '@rocket/kernel';
import { createApp } from '../app';
import { FEATURES } from '../features';
import { SandboxClock } from './clock';
import { WrongConfig, readConfig } from './config';
import { DataSource, type EntityManager } from 'typeorm';
import { sqlStateOf, withTransaction } from './database';
import { Doorway, withPostgres } from './testing';
import { DeafPooler } from './walls/deaf-pooler';
import { forAccount, forEverybody } from './walls/whose-rows';

withPostgres('the database, on a real PostgreSQL (DATABASE_URL)', () => {
  let doorway: Doorway;
  /** As the API itself asks, in its roles. */
  let db: DataSource;

  beforeAll(async () => {
    doorway = await Doorway.open();
    db = doorway.app.get(DataSource);
  }, 30_000);

  afterAll(() => doorway?.close(), 30_000);

  describe('the sandbox clock', () => {
    it('stands still, goes forward and never back', async () => {
      const clock = doorway.app.get(Clock);
      const sandbox = doorway.app.get(SandboxClock);
      const now = () => forEverybody(() => clock.now());
      const before = await now();
      await pause(20);
      expect(await now()).toEqual(before);
      const later = new Date(before.getTime() + 86_400_000);
      await sandbox.forward(doorway.db, later);
      expect(await now()).toEqual(later);
      await expect(sandbox.forward(doorway.db, before)).rejects.toMatchObject({ code: 'clock_backwards' });
      await sandbox.set(doorway.db, before);
      expect(await now()).toEqual(before);
    });
  });

  describe('whose rows it is about (decision 0022)', () => {
    const [one, other] = [randomUUID(), randomUUID()];
    const whom = async (db: Pick<EntityManager, 'query'>): Promise<unknown> =>
      (
        (await db.query(
          `select current_setting('market.account', true) as said, current_user as role`,
        )) as object[]
      )[0];
    const account = (said: string) => ({ said, role: 'market_account' });

    it('has to be said: nothing is asked of the database before', async () => {
      await expect(whom(db)).rejects.toThrow('before it was said whose rows');
      await expect(withTransaction(db, (tx) => whom(tx))).rejects.toThrow('before it was said whose rows');
    });

    it('is never what it was for the request before, however many share the connections', async () => {
      const asked = Array.from({ length: 120 }, (_, nth) =>
        nth % 3 === 0 ? one : nth % 3 === 1 ? other : null,
      );
      const heard = await Promise.all(
        asked.map((id, nth) => {
          const work = () => (nth % 2 === 0 ? whom(db) : withTransaction(db, (tx) => whom(tx)));
          return id === null ? forEverybody(work) : forAccount(id, work);
        }),
      );
      expect(heard).toEqual(
        asked.map((id) =>
          id === null ? expect.objectContaining({ role: 'market_everybody' }) : account(id),
        ),
      );
    });

    it('holds for what a question sets off later, and not for what others do meanwhile', async () => {
      await forAccount(one, async () => {
        await pause(5);
        expect(await forEverybody(() => whom(db))).toMatchObject({ role: 'market_everybody' });
        expect(await whom(db)).toEqual(account(one));
      });
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
      for (const ask of [forEverybody, forAccount.bind(null, randomUUID())])
        expect(
          await ask(() => db.query(`select date '2026-03-01' as day, current_setting('timezone') as zone`)),
        ).toEqual([{ day: '2026-03-01', zone: 'UTC' }]);
    });
  });

  it('is not worked on through a pooler that keeps the role of a connection to itself', async () => {
    const pooler = await DeafPooler.before(doorway.config.databaseUrl);
    try {
      const config = readConfig({
        DATABASE_URL: pooler.url,
        PORT: '0',
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
      });
      await expect(createApp(config)).rejects.toThrow(/does not pass on the role of a connection/);
    } finally {
      pooler.close();
    }
  }, 30_000);

  it('two processes that start at once migrate once', async () => {
    const other = await createApp(doorway.config);
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
