import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { newId } from '../ids';
import { ACCOUNT, Doorway, withPostgres } from '../testing';
import { forEverybody } from '../walls/whose-rows';
import { RequestMadeStore } from './request-made.store';

withPostgres('what requests made, on a real PostgreSQL (DATABASE_URL)', () => {
  let doorway: Doorway;
  beforeAll(async () => {
    doorway = await Doorway.open();
    // Whose the requests are does not matter here, so nobody is there.
    await doorway.db.query('alter table request_made drop constraint request_made_account_id_fkey');
  }, 30_000);
  afterAll(() => doorway?.close(), 30_000);

  const remembered = async (hoursAgo: number): Promise<void> => {
    const now = new Date();
    await doorway.db.query(
      `insert into request_made (account_id, request, id, made_at, kept_since)
       values ($1, $2, $3, $4, now() - make_interval(hours => $5))`,
      [ACCOUNT, randomBytes(32), newId(now), now, hoursAgo],
    );
  };
  const hours = async (): Promise<number[]> =>
    (
      await doorway.db.query(
        `select round(extract(epoch from now() - kept_since) / 3600)::integer as ago from request_made
          where kept_since is not null order by ago`,
      )
    ).map(({ ago }: { ago: number }) => ago);

  it('is forgotten batch after batch when no key may be repeated any more, and not an hour earlier', async () => {
    for (const ago of [0, 47, 49, 51, 52, 53, 700]) await remembered(ago);
    await forEverybody(() => new RequestMadeStore(doorway.app.get(DataSource)).sweep(2));
    expect(await hours()).toEqual([0, 47, 49]);
  });

  it('of an earlier release says only when it was made, and goes by that', async () => {
    const ofBefore = async (daysAgo: number) =>
      doorway.db.query(
        `insert into request_made (account_id, request, id, made_at) values ($1, $2, $3, now() - make_interval(days => $4))`,
        [ACCOUNT, randomBytes(32), newId(new Date()), daysAgo],
      );
    for (const daysAgo of [1, 3]) await ofBefore(daysAgo);
    await forEverybody(() => new RequestMadeStore(doorway.app.get(DataSource)).sweep());
    const [{ left }] = await doorway.db.query(
      `with left_over as (select made_at from request_made where kept_since is null)
       select array_agg(date_trunc('day', now() - made_at)::text) as left from left_over`,
    );
    expect(left).toEqual(['1 day']);
  });

  it('is kept by PostgreSQL itself while it may be asked for', async () => {
    await expect(
      doorway.db.query(`delete from request_made where kept_since > now() - interval '48 hours'`),
    ).rejects.toThrow();
    expect(await hours()).toEqual([0, 47, 49]);
  });
});
