import { routes } from '@rocket/contracts';
import { onDatabase } from '../kit/clone-database';
import { rub } from '../kit/customer';
import { freePort, startApi, type Program } from '../kit/house';
import { Person } from '../kit/person';
import { createTestDatabase, type TestDatabase } from '../kit/postgres';

/** As many as the longest list is promised to stand. */
export const ENTRIES = 100_000;

/** The API as it ships, and a customer with a journal of a hundred thousand entries. */
export class LongJournal {
  private constructor(
    private readonly database: TestDatabase,
    private readonly program: Program,
    readonly url: string,
    readonly accountId: string,
    readonly owner: Person,
  ) {}

  static async open(): Promise<LongJournal> {
    const database = await createTestDatabase();
    const { url, program } = await startApi({ databaseUrl: database.url, port: await freePort() });
    const stranger = new Person(url, {});
    const { account, ownerToken } = await stranger.asks(routes.sandboxAccount, {
      body: { name: 'ООО «Ромашка»', subdomain: 'romashka' },
    });
    const { token } = await stranger.asks(routes.sandboxToken, { body: { role: 'support' } });
    await new Person(url, { authorization: `Bearer ${token}` }).asks(routes.grantBonus, {
      params: { id: account.id },
      body: { amount: rub('100.00'), ground: 'review', reason: 'Отзыв' },
    });
    await onDatabase(database.url, (db) => lengthen(db, account.id));
    const owner = new Person(url, { authorization: `Bearer ${ownerToken}` });
    return new LongJournal(database, program, url, account.id, owner);
  }

  async close(): Promise<void> {
    await this.program.end();
    await this.database.drop();
  }
}

/**
 * Copies the last entry over and over, one in five minutes of the year before it, each thousandth of another kind: it is only read.
 * By their numbers they are the later ones, so no order of recording helps whoever reads by when things happened.
 */
async function lengthen(db: { query(sql: string, values?: unknown[]): Promise<unknown> }, accountId: string) {
  await db.query('set session_replication_role = replica');
  await db.query(
    `insert into entry select (jsonb_populate_record(e, jsonb_build_object(
              'seq', e.seq + n, 'id', gen_random_uuid(), 'key', e.key || ':' || n,
              'kind', case when n % 1000 = 0 then 'bonus_revoke' else e.kind end,
              'happened_at', t.at, 'business_date', t.at::date))).*
       from entry e cross join generate_series(1, $2::integer) n
       cross join lateral (select e.happened_at - ($2::integer - n) * interval '5 minutes' as at) t
      where e.account_id = $1 and e.seq = (select max(seq) from entry where account_id = $1)`,
    [accountId, ENTRIES],
  );
  await db.query('update account set last_seq = last_seq + $2 where id = $1', [accountId, ENTRIES]);
  await db.query('analyze entry');
}

/** Times of what one measure does, in milliseconds. */
export class Times {
  private readonly all: number[] = [];

  async of<T>(work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    const answer = await work();
    this.all.push(performance.now() - begun);
    return answer;
  }

  /** Prints the middle and the slow end, and begins anew. */
  tell(of = ''): void {
    const sorted = this.all.splice(0).sort((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(0);
    console.log(`    ${of}${at(0.5)} ms in the middle, ${at(0.95)} ms of 95 in 100`);
  }
}
