import { Client } from 'pg';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
let db: Client;
beforeAll(async () => {
  world = await World.open();
  await world.begin('2027-06-01T09:00:00+03:00');
  await world.product('chats', { price: '100.00' });
  romashka = await world.account('ООО «Ромашка»');
  await world.topUp(romashka, '500.00');
  await world.grants(romashka, '30.00');
  await romashka.connects('chats');
  // The address the application itself uses: whoever holds it cannot rewrite the books.
  db = new Client({ connectionString: world.databaseUrl });
  await db.connect();
});
afterAll(async () => {
  await db?.end();
  await world?.end();
});

describe('the database itself refuses (money-rules, The journal)', () => {
  const SET = { entry: 'money = money + 1', posting: 'amount = amount + 1', charge: 'amount = amount + 1' };

  it.each(['entry', 'posting', 'charge'] as const)(
    'to change, remove or empty %s, and raises',
    async (table) => {
      const [before] = await world.sql<{ rows: string }>(`select count(*) as rows from ${table}`);
      expect(Number(before!.rows)).toBeGreaterThan(0);
      await expect(db.query(`update ${table} set ${SET[table]}`)).rejects.toThrow(
        `${table} is append-only: UPDATE`,
      );
      await expect(db.query(`delete from ${table}`)).rejects.toThrow(`${table} is append-only: DELETE`);
      await expect(db.query(`truncate ${table}`)).rejects.toThrow(`${table} is append-only: TRUNCATE`);
      await expect(db.query(`truncate ${table} cascade`)).rejects.toThrow(
        `${table} is append-only: TRUNCATE`,
      );
      expect(await world.sql(`select count(*) as rows from ${table}`)).toEqual([before]);
    },
  );

  it('a posting without its entry', async () => {
    const insert = `insert into posting (account_id, seq, line, from_account, to_account, amount)
      values ($1, 999, 1, 'unallocated', 'customer_money', 100)`;
    await expect(db.query(insert, [romashka.id])).rejects.toThrow('a posting without its entry');
  });

  it('a posting without its entry among others that have theirs', async () => {
    const insert = `insert into posting (account_id, seq, line, from_account, to_account, amount)
      select $1, seq, 99, 'unallocated', 'customer_money', 100 from unnest($2::integer[]) as x(seq)`;
    const [{ last }] = (
      await db.query('select max(seq) as last from entry where account_id = $1', [romashka.id])
    ).rows as [{ last: number }];
    expect(last).toBeGreaterThan(1);
    for (const seqs of [
      [1, last + 1],
      [last, last + 2],
      [0, 1],
      [0, last],
    ])
      await expect(db.query(insert, [romashka.id, seqs])).rejects.toThrow('a posting without its entry');
    await db.query('begin');
    try {
      await db.query(
        `insert into entry select (jsonb_populate_record(e, '{"seq": 1000, "key": "far", "reverses": null}')).* from entry e where account_id = $1 and seq = 1`,
        [romashka.id],
      );
      expect((await db.query(insert, [romashka.id, [1, last, 1000]])).rowCount).toBe(3);
    } finally {
      await db.query('rollback');
    }
  });

  it.each([
    ['a posting of nothing', `'unallocated', 'customer_money', 0`, 'posting_amount_check'],
    ['a posting of less than nothing', `'unallocated', 'customer_money', -1`, 'posting_amount_check'],
    ['a posting from an account to itself', `'revenue', 'revenue', 1`, 'posting_check'],
    ['a bonus of no grant', `'promotion_expense', 'customer_bonus', 1`, 'posting_check'],
  ])('%s', async (_, values, constraint) => {
    const insert = `insert into posting (account_id, seq, line, from_account, to_account, amount) values ($1, 1, 99, ${values})`;
    await expect(db.query(insert, [romashka.id])).rejects.toThrow(constraint);
  });

  it('money below zero, and a grant with less than nothing or more than was given', async () => {
    const id = [romashka.id];
    await expect(db.query('update account set money = -1 where id = $1', id)).rejects.toThrow(
      'account_money_check',
    );
    await expect(db.query('update bonus_grant set remaining = -1 where account_id = $1', id)).rejects.toThrow(
      'bonus_grant_check',
    );
    await expect(
      db.query('update bonus_grant set remaining = amount + 1 where account_id = $1', id),
    ).rejects.toThrow('bonus_grant_check');
  });

  it('a second charge of the same period, a second entry under the same key, a second reversal', async () => {
    const copy = (table: string, changes: string) =>
      db.query(
        `insert into ${table} select (jsonb_populate_record(t, ${changes})).* from ${table} t where account_id = $1 limit 1`,
        [romashka.id],
      );
    await expect(copy('charge', `'{"seq": 77}'`)).rejects.toThrow('charge_pkey');
    await expect(copy('entry', `'{"seq": 77}'`)).rejects.toThrow('entry_account_id_key_key');
    await db.query('begin');
    const first = '00000000-0000-7000-8000-000000000001';
    await copy('entry', `'{"seq": 78, "key": "a", "reverses": "${first}"}'`);
    await expect(copy('entry', `'{"seq": 79, "key": "b", "reverses": "${first}"}'`)).rejects.toThrow(
      'entry_reversed_once',
    );
    await db.query('rollback');
  });
});

describe('the shape of the database (decision 0005)', () => {
  /** Tables with an `account_id` that are not one account's rows, each with its reason. */
  const NOT_BY_ACCOUNT: Readonly<Record<string, string>> = {
    receipt: 'received before its owner is known: a table of the seller',
    approval: 'a queue of the staff, found by the request',
    audit_event: 'acts of people, many of no account: read by time over all',
    api_token: 'looked up by the hash alone: who calls is not known yet',
    panel_session: 'looked up by the hash alone: who calls is not known yet',
    one_time_link: 'looked up by the hash alone: who calls is not known yet',
  };

  const uniqueKeys = () =>
    world.sql<{ table: string; index: string; first: string }>(
      `select c.relname as table, i.relname as index, a.attname as first
         from pg_index x
         join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
         join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and x.indisunique
          and exists (select from pg_attribute b where b.attrelid = c.oid and b.attname = 'account_id' and not b.attisdropped)
        order by 1, 2`,
    );

  it('has account_id first in every unique key of every table of an account', async () => {
    const keys = await uniqueKeys();
    const tables = new Set(keys.map(({ table }) => table));
    for (const known of ['entry', 'posting', 'charge', 'subscription', 'bonus_grant', 'document', 'notice'])
      expect(tables).toContain(known);
    const others = keys.filter(({ table, first }) => first !== 'account_id' && !(table in NOT_BY_ACCOUNT));
    expect(others).toEqual([]);
    for (const excepted of Object.keys(NOT_BY_ACCOUNT)) expect(tables).toContain(excepted);
  });

  it('knows one uniqueness over accounts: an account of amoCRM is opened once with a seller', async () => {
    const keys = await world.sql<{ name: string }>(
      `select i.relname as name from pg_index x join pg_class i on i.oid = x.indexrelid
        where x.indrelid = 'account'::regclass and x.indisunique order by 1`,
    );
    // Written once at an install and never by a renewal; on several machines it becomes a lookup table.
    expect(keys.map(({ name }) => name)).toEqual([
      'account_amocrm_account_id_seller_code_key',
      'account_pkey',
    ]);
  });

  it('gives every table a primary key', async () => {
    const without = await world.sql(
      `select relname from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and not exists (select from pg_index x where x.indrelid = c.oid and x.indisprimary)`,
    );
    expect(without).toEqual([]);
  });

  it('has no sequence but that of the list of migrations: programs make the ids', async () => {
    const sequences = await world.sql<{ relname: string }>(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S'`,
    );
    expect(sequences.map(({ relname }) => relname)).toEqual(['migrations_id_seq']);
  });

  it('has no column that reads the clock by itself', async () => {
    const defaults = await world.sql(
      `select c.relname, pg_get_expr(d.adbin, d.adrelid) as value from pg_attrdef d join pg_class c on c.oid = d.adrelid
        where c.relnamespace = 'public'::regnamespace and pg_get_expr(d.adbin, d.adrelid) ~* '(now|clock|timestamp|current_)'`,
    );
    expect(defaults).toEqual([]);
  });

  it('holds money in whole minor units: no float anywhere', async () => {
    const floats = await world.sql(
      `select table_name, column_name from information_schema.columns
        where table_schema = 'public' and data_type in ('real', 'double precision', 'money')`,
    );
    expect(floats).toEqual([]);
  });
});

it('stored balances are a cache: the postings give the same numbers (money-rules, The journal)', async () => {
  const rebuilt = await world.sql(
    `select a.id, a.money::text as stored,
            coalesce(sum(case when p.to_account = 'customer_money' then p.amount
                              when p.from_account = 'customer_money' then -p.amount end), 0)::text as rebuilt
       from account a left join posting p on p.account_id = a.id group by a.id`,
  );
  expect(rebuilt).toEqual([{ id: romashka.id, stored: '43000', rebuilt: '43000' }]);
  const lines = await world.sql(
    `select e.key, e.money, e.bonus from entry e cross join lateral (
       select coalesce(sum(case when to_account = 'customer_money' then amount when from_account = 'customer_money' then -amount end), 0) as money,
              coalesce(sum(case when to_account = 'customer_bonus' then amount when from_account = 'customer_bonus' then -amount end), 0) as bonus
         from posting p where p.account_id = e.account_id and p.seq = e.seq) said
      where (e.money, e.bonus) <> (said.money, said.bonus)`,
  );
  expect(lines).toEqual([]);
});

describe('the walls between accounts (decision 0022)', () => {
  let other: Customer;
  beforeAll(async () => {
    other = await world.account('ООО «Василёк»');
    await world.topUp(other, '700.00');
    await other.connects('chats');
  });

  /** Asks as a connection of the API does: in its role, and for an account when one is named. Undone afterwards. */
  async function inRole<R extends object>(
    role: 'account' | 'everybody',
    account: string | null,
    statement: string,
  ): Promise<R[]> {
    await db.query('begin');
    try {
      await db.query(`set local role market_${role}`);
      if (account !== null) await db.query(`select set_config('market.account', $1, true)`, [account]);
      return (await db.query<R>(statement)).rows;
    } finally {
      await db.query('rollback');
    }
  }

  const tables = (ofAccounts: boolean) =>
    world.sql<{ table: string; key: string }>(
      `select c.relname as table, case c.relname when 'account' then 'id' else 'account_id' end as key from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and (c.relname = 'account' or exists (select from pg_attribute a
                where a.attrelid = c.oid and a.attname = 'account_id' and not a.attisdropped)) = ${ofAccounts} order by 1`,
    );

  it('stand around every table of accounts, for its owner too, and one rule for each role', async () => {
    const walls = await world.sql<{ table: string; stands: boolean; rules: string }>(
      `select c.relname as table, c.relrowsecurity and c.relforcerowsecurity as stands,
              (select string_agg(p.polname || ' ' || p.polroles::regrole[]::text || ' ' || p.polcmd::text || ' '
                        || regexp_replace(pg_get_expr(p.polqual, p.polrelid), '\\s+', ' ', 'g'), E'\\n' order by p.polname)
                 from pg_policy p where p.polrelid = c.oid and p.polname <> 'owner_at_work') as rules
         from pg_class c where c.relname = any ($1) and c.relnamespace = 'public'::regnamespace`,
      [(await tables(true)).map(({ table }) => table)],
    );
    expect(walls.length).toBeGreaterThan(65);
    expect(walls.filter(({ stands }) => !stands)).toEqual([]);
    const said = `( SELECT (NULLIF(current_setting('market.account'::text, true), ''::text))::uuid AS "nullif")`;
    const others = walls.filter(
      ({ rules }) =>
        rules !== `everybody {market_everybody} * true\nown_rows {market_account} * (account_id = ${said})`,
    );
    expect(others.map(({ table }) => table).sort()).toEqual(['account', 'receipt', 'subscription_transfer']);
  });

  it('show an account its own rows in every table, nobody else’s, and none to whom nothing was said', async () => {
    const seen: string[] = [];
    for (const { table, key } of await tables(true)) {
      const count = `select count(*)::int as rows from ${table}`;
      const [mine] = await world.sql<{ rows: number }>(`${count} where ${key} = $1`, [romashka.id]);
      const [all] = await world.sql<{ rows: number }>(count);
      const heard = {
        mine: await inRole<{ rows: number }>('account', romashka.id, count),
        asked: await inRole<{ rows: number }>(
          'account',
          other.id,
          `${count} where ${key} = '${romashka.id}'`,
        ),
        unsaid: await inRole<{ rows: number }>('account', null, count),
        all: await inRole<{ rows: number }>('everybody', null, count),
      };
      expect({ table, ...heard }).toEqual({
        table,
        mine: [mine],
        asked: [{ rows: 0 }],
        unsaid: [{ rows: 0 }],
        all: [all],
      });
      if (mine!.rows > 0 && all!.rows > mine!.rows) seen.push(table);
    }
    // Both have something to hide in these at least: what is shown above is not shown of empty tables.
    for (const table of [
      'account',
      'charge',
      'entry',
      'posting',
      'notice',
      'subscription',
      'account_user',
      'api_token',
    ])
      expect(seen).toContain(table);
  });

  it('let nobody write a row of somebody else’s, or change one', async () => {
    const add = `insert into third_party_payer select (jsonb_populate_record(null::third_party_payer, '{"account_id": "${romashka.id}"}')).*`;
    await expect(inRole('account', other.id, add)).rejects.toThrow('row-level security');
    for (const change of [
      `update account set name = 'x' where id = '${romashka.id}' returning 1`,
      `delete from notice where account_id = '${romashka.id}' returning 1`,
      `update subscription set auto_renew = false where account_id = '${romashka.id}' returning 1`,
    ])
      expect(await inRole('account', other.id, change)).toEqual([]);
  });

  it('shut secrets, staff and statements to work for one account', async () => {
    const open = new Set<string>();
    for (const { table } of await tables(false))
      await inRole('account', romashka.id, `select * from ${table} limit 1`).then(
        () => open.add(table),
        (error: Error) => expect(error.message).toBe(`permission denied for table ${table}`),
      );
    for (const shut of [
      'staff_member',
      'staff_factor',
      'webhook_secret',
      'signing_key',
      'product_key',
      'bank_statement',
      'bank_statement_line',
      'report_answer',
      'sign_in_failure',
      'oauth_state',
    ])
      expect(open).not.toContain(shut);
    expect(open).toContain('price');
  });

  it.each(['account', 'everybody'] as const)(
    'leave %s no right to change what is written once, to empty a table or to touch the schema',
    async (role) => {
      for (const table of ['entry', 'posting', 'charge', 'audit_event', 'entry_seal'])
        for (const change of [
          `update ${table} set account_id = account_id`,
          `delete from ${table}`,
          `truncate ${table}`,
        ])
          await expect(inRole(role, romashka.id, change)).rejects.toThrow(
            `permission denied for table ${table}`,
          );
      for (const change of [
        'alter table notice disable row level security',
        'drop policy own_rows on notice',
        'alter table entry disable trigger all',
        'create table mine (id int)',
        'drop table notice',
      ])
        await expect(inRole(role, romashka.id, change)).rejects.toThrow(/must be owner|permission denied/);
      await expect(inRole(role, romashka.id, 'set session_replication_role = replica')).rejects.toThrow(
        'permission denied',
      );
    },
  );
});

it('spreads over machines by account: what ties rows of accounts together ties them within one account', async () => {
  const across = await world.sql<{ from: string; to: string }>(
    `select k.conrelid::regclass::text as from, k.confrelid::regclass::text as to from pg_constraint k
      where k.contype = 'f' and pg_get_constraintdef(k.oid) !~ 'FOREIGN KEY \\(account_id'
        and (k.confrelid = 'account'::regclass or exists (select from pg_attribute a
              where a.attrelid = k.confrelid and a.attname = 'account_id' and not a.attisdropped)) order by 1`,
  );
  // A payment comes before anybody knows whose it is: these stay together with the books of the seller (docs/scale-out.md).
  expect(across).toEqual([
    { from: 'bank_statement_line', to: 'receipt' },
    { from: 'receipt_alias', to: 'receipt' },
    { from: 'receipt_part', to: 'receipt' },
  ]);
});
