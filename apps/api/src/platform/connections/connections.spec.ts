import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import { sqlStateOf, withTransaction } from '../database';
import { rehearse } from '../rehearse';
import { Doorway, withPostgres } from '../testing';
import { raiseWalls } from '../walls/raise-walls';
import { decideWhoseRows, forAccount, forEverybody, forRequest } from '../walls/whose-rows';

type Asked = Pick<EntityManager, 'query'>;

withPostgres('connections to the database (DATABASE_URL)', () => {
  let doorway: Doorway;
  /** As the API itself asks, in its roles. */
  let db: DataSource;
  const [one, other] = [randomUUID(), randomUUID()];

  beforeAll(async () => {
    doorway = await Doorway.open();
    db = doorway.app.get(DataSource);
    await doorway.db.query(
      'create table tried (account_id uuid not null, id integer primary key, n integer)',
    );
    await doorway.db.query('create table tried_too (account_id uuid not null, id integer primary key)');
    await raiseWalls(doorway.db);
    await forEverybody(() =>
      db.query(
        'insert into tried select x.account_id, x.id, 0 from unnest($1::uuid[], $2::int[]) x(account_id, id)',
        [
          [one, other],
          [1, 2],
        ],
      ),
    );
  }, 30_000);

  afterAll(() => doorway?.close(), 30_000);

  const asRequestOf = <T>(account: string, work: () => Promise<T>): Promise<T> =>
    forRequest(() => {
      decideWhoseRows(account);
      return work();
    });
  const times = async <T>(count: number, ask: () => Promise<T>): Promise<T> => {
    for (let nth = 1; nth < count; nth += 1) await ask();
    return ask();
  };
  const backend = async (asked: Asked): Promise<number> =>
    ((await asked.query('select pg_backend_pid() as pid')) as { pid: number }[])[0]!.pid;
  const prepared = async (tx: Asked, like: string): Promise<number> =>
    (
      (await tx.query(
        `select count(*)::int as n from pg_prepared_statements where statement like '${like}'`,
      )) as {
        n: number;
      }[]
    )[0]!.n;

  const untilItWaits = async (like: string): Promise<void> => {
    for (;;) {
      const waiting = (await doorway.db.query(
        `select 1 from pg_stat_activity where query like $1 and wait_event_type = 'Lock'`,
        [like],
      )) as unknown[];
      if (waiting.length > 0) return;
      await pause(20);
    }
  };

  describe('a statement that comes again', () => {
    it('is planned once for a connection', async () => {
      const found = await forEverybody(() =>
        withTransaction(db, async (tx) => {
          await times(6, () => tx.query('select n + $1::int as planned_once from tried', [1]));
          return prepared(tx, '%planned_once%');
        }),
      );
      expect(found).toBe(1);
    });

    it('is told what its columns are once for a connection, and of each connection as it has planned it', async () => {
      const ask = (asked: Asked) => asked.query('select id, n from tried where id >= $1 order by id', [1]);
      await forEverybody(async () => {
        const [before, after] = [db.createQueryRunner(), db.createQueryRunner()];
        try {
          const { connection } = (await before.connect()) as { connection: NodeJS.EventEmitter };
          let described = 0;
          connection.on('rowDescription', () => (described += 1));
          const rows = await times(6, () => ask(before.manager));
          // Twice it was not worth a plan.
          expect(described).toBe(3);
          expect(rows).toEqual([
            { id: 1, n: 0 },
            { id: 2, n: 0 },
          ]);
          await doorway.db.query('alter table tried alter column n type bigint');
          expect(await ask(after.manager)).toEqual([expect.objectContaining({ n: '0' }), expect.anything()]);
          expect(await ask(before.manager)).toEqual([expect.objectContaining({ n: '0' }), expect.anything()]);
          await doorway.db.query('alter table tried alter column n type integer');
        } finally {
          await before.release();
          await after.release();
        }
      });
    });

    it('of very many is let go when others came since', async () => {
      await forEverybody(() =>
        withTransaction(db, async (tx) => {
          for (let nth = 0; nth < 260; nth += 1)
            await times(3, () => tx.query(`select $1::int + ${nth} as of_many`, [1]));
          expect(await prepared(tx, '%of_many%')).toBeLessThanOrEqual(250);
          expect(await tx.query('select $1::int + 0 as of_many', [1])).toEqual([{ of_many: 1 }]);
        }),
      );
    }, 60_000);

    it('shows each account its own rows, whoever it was planned for', async () => {
      const ask = (account: string) =>
        forAccount(account, () => db.query('select id from tried where id = any($1::int[])', [[1, 2]]));
      for (let nth = 0; nth < 12; nth += 1) {
        expect(await ask(one)).toEqual([{ id: 1 }]);
        expect(await ask(other)).toEqual([{ id: 2 }]);
        expect(await ask(randomUUID())).toEqual([]);
      }
    });

    it('sees the column that a migration adds, in a transaction and without one', async () => {
      const all = (asked: Asked) => asked.query('select * from tried where id = $1', [1]);
      const inTransaction = () => withTransaction(db, all);
      await forEverybody(async () => {
        await times(5, () => all(db));
        await times(5, inTransaction);
        await doorway.db.query('alter table tried add column added integer default 7');
        expect(await all(db)).toEqual([expect.objectContaining({ added: 7 })]);
        expect(await inTransaction()).toEqual([expect.objectContaining({ added: 7 })]);
      });
    });

    it('is planned anew when a migration changes a type it gives, and its transaction or rehearsal is done again', async () => {
      let tries = 0;
      const read = (asked: Asked) => asked.query('select n from tried where id = $1', [2]);
      const inTransaction = () =>
        withTransaction(db, (tx) => {
          tries += 1;
          return read(tx);
        });
      await forEverybody(async () => {
        await times(5, inTransaction);
        tries = 0;
        await doorway.db.query('alter table tried alter column n type bigint');
        expect(await inTransaction()).toEqual([{ n: '0' }]);
        expect(tries).toBe(2);
        await times(5, () => read(db));
        await doorway.db.query('alter table tried alter column n type text');
        expect(await read(db)).toEqual([{ n: '0' }]);
        await times(5, () => rehearse(db, read));
        await doorway.db.query('alter table tried alter column n type bigint using n::bigint');
        expect(await rehearse(db, read)).toEqual([{ n: '0' }]);
      });
    });
  });

  describe('what a transaction asks together', () => {
    it('is answered in its order; where one is refused, that is what is told, and nothing of it stays', async () => {
      await forEverybody(async () => {
        const numbers = await withTransaction(db, (tx) =>
          Promise.all([1, 2, 3].map((n) => tx.query('select $1::int as n', [n]))),
        );
        expect(numbers).toEqual([[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]]);
        const refused: unknown = await withTransaction(db, (tx) =>
          Promise.all([
            tx.query('insert into tried values ($1, $2, 0)', [one, 3]),
            tx.query('insert into tried values ($1, $2, 0)', [one, 1]),
            tx.query('select id from tried where id >= $1', [1]),
          ]),
        ).catch((reason: unknown) => reason);
        expect(sqlStateOf(refused)).toBe('23505');
        expect(await db.query('select id from tried where id >= $1 order by id', [1])).toEqual([
          { id: 1 },
          { id: 2 },
        ]);
      });
    });
  });

  describe('a question in no transaction', () => {
    it('is answered and refused as in one', async () => {
      await forEverybody(async () => {
        expect(await db.query('update tried set id = id where id < $1', [0])).toEqual([[], 0]);
        const refused: unknown = await db
          .query('insert into tried values ($1, $2)', [one, 1])
          .catch((reason: unknown) => reason);
        expect(refused).toBeInstanceOf(QueryFailedError);
        expect(sqlStateOf(refused)).toBe('23505');
      });
    });

    it('is asked again when PostgreSQL ended it to break a deadlock with a migration', async () => {
      const migration = doorway.db.createQueryRunner();
      await migration.startTransaction();
      await migration.query('lock table tried_too in access exclusive mode');
      const answer = forEverybody(() =>
        db.query('select count(*)::int as held_up from tried, tried_too where tried.id < $1', [0]),
      );
      await untilItWaits('%held_up%');
      // The question has waited longer, so it is the first to look for a deadlock.
      await migration.query('lock table tried in access exclusive mode');
      await migration.commitTransaction();
      await migration.release();
      expect(await answer).toEqual([{ held_up: 0 }]);
    }, 30_000);

    it('stays on its connection while its request asks on, together or one after the other', async () => {
      const seen = await Promise.all(
        Array.from({ length: 40 }, (_, nth) =>
          asRequestOf(nth % 2 ? one : other, async () => {
            const first = await backend(db);
            const rest = await Promise.all([backend(db), backend(db), backend(db)]);
            return [first, ...rest, await backend(db)];
          }),
        ),
      );
      for (const pids of seen) expect(new Set(pids).size).toBe(1);
    });

    it('holds no connection while its request waits for something else', async () => {
      const arrived: Promise<unknown>[] = [];
      let open: () => void = () => undefined;
      const gate = new Promise<void>((done) => (open = done));
      const requests = Array.from({ length: doorway.config.databasePool + 5 }, () =>
        asRequestOf(one, async () => {
          const asked = backend(db);
          arrived.push(asked);
          await asked;
          await gate;
          return backend(db);
        }),
      );
      await Promise.all(arrived);
      open();
      expect(await Promise.all(requests)).toHaveLength(requests.length);
    });

    it('leaves its connection to the transaction that follows, and to nobody else while that lasts', async () => {
      await asRequestOf(one, async () => {
        const before = await backend(db);
        await withTransaction(db, async (tx) => {
          expect(await backend(tx)).toBe(before);
          await pause(5);
          const others = Array.from({ length: 30 }, () => forAccount(other, () => backend(db)));
          expect(await Promise.all(others)).not.toContain(before);
          expect(await tx.query('select id from tried where id = any($1::int[])', [[1, 2]])).toEqual([
            { id: 1 },
          ]);
        });
        expect(await db.query('select id from tried where id = any($1::int[])', [[1, 2]])).toEqual([
          { id: 1 },
        ]);
      });
    });
  });
});
