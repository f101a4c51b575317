import { routes } from '@rocket/contracts';
import { addDays, type LocalDate } from '@rocket/kernel';
import type { Client } from 'pg';
import { loadApi } from '../kit/api/load-api';
import { openBook, type Book } from '../kit/book';
import { cloneDatabase, onDatabase } from '../kit/clone-database';
import { openOffice, type Office } from '../kit/office';
import type { TestDatabase } from '../kit/postgres';

/** Something that only a plan of its own can answer for, put on an account and its connection of chats. */
type Oddity = (db: Client, accountId: string, day: LocalDate) => Promise<unknown>;

const chats = (set: string): Oddity => {
  return (db, accountId) =>
    db.query(`update subscription set ${set} where account_id = $1 and product_code = 'chats'`, [accountId]);
};
const account = (set: string): Oddity => {
  return (db, accountId) => db.query(`update account set ${set} where id = $1`, [accountId]);
};
const pricedOtherwise =
  (columns: string, values: string): Oddity =>
  (db, accountId) =>
    db.query(
      `with other as (
         insert into price (id, product_code, period, valid_from, version, created_at, ${columns})
         select gen_random_uuid(), product_code, period, valid_from, version + 100 + (random() * 1e6)::int, created_at, ${values}
           from price where product_code = 'chats' limit 1 returning id)
       update subscription set price_id = (select id from other) where account_id = $1 and product_code = 'chats'`,
      [accountId],
    );

const bonus =
  (amount: number, expires = 'null'): Oddity =>
  (db, accountId) =>
    db.query(
      `insert into bonus_grant (account_id, id, priority, effective_at, expires_at, amount, remaining, ground, reason, granted_by, created_at)
       select id, gen_random_uuid(), 100, timestamptz '2025-01-01', ${expires}, $2, $2, 'promotion', 'Акция', 'test', installed_at
         from account where id = $1`,
      [accountId, amount],
    );

const ODDITIES: Readonly<Record<string, Oddity>> = {
  'renewal switched off': chats('auto_renew = false'),
  'one more period asked for by hand': chats('auto_renew = false, renews_once = true'),
  'renewed anyhow and asked for by hand': chats('renews_once = true'),
  'a credit': chats('credit = 5000'),
  'free units in the period in use': chats('free_quantity = 1'),
  'seats to follow': chats('follows_seats = true, seats = 3, quantity = 5'),
  'a package': chats('package_no = 1'),
  'a trial that ends': chats(`state = 'trial', trial_ends_at = started_at, period_start = null`),
  'a missed day': (db, accountId, day) =>
    db.query('update subscription set paid_to = $2 where account_id = $1', [accountId, addDays(day, -1)]),
  'something suspended': (db, accountId, day) =>
    db.query(
      `update subscription set state = 'suspended', suspended_on = $2, period_start = null, paid_to = $2 where account_id = $1 and product_code = 'chats'`,
      [accountId, addDays(day, -2)],
    ),
  'a project': (db, accountId) =>
    db.query(
      `with made as (insert into project (account_id, id, product_code, name, created_at, created_by)
         select $1, gen_random_uuid(), 'chats', 'Север', started_at, 'test' from subscription where account_id = $1 and product_code = 'chats' returning id)
       update subscription set project_id = (select id from made) where account_id = $1 and product_code = 'chats'`,
      [accountId],
    ),
  'metered use': (db, accountId, day) =>
    db.query(
      `insert into usage_accrual (account_id, subscription_id, unit, period_start, quantity, amount)
       select account_id, id, 'message', $2, 3, 12.345 from subscription where account_id = $1 and product_code = 'chats'`,
      [accountId, addDays(day, -20)],
    ),
  'a free term that waits': (db, accountId) =>
    db.query(
      `insert into access_grant (account_id, id, product_code, quantity, days, reason, granted_by, granted_at)
       select account_id, gen_random_uuid(), 'chats', 1, 10, 'Подарок', 'test', started_at from subscription where account_id = $1 and product_code = 'chats'`,
      [accountId],
    ),
  'a threshold to watch': (db, accountId) =>
    db.query('insert into balance_alert (account_id, threshold, armed) values ($1, 100000000, true)', [
      accountId,
    ]),
  'a hold by staff': account(`held_ground = 'other', held_reason = 'Спор', held_by = 'test'`),
  'an account for developers': account('is_technical = true'),
  'a contract that has ended': account(`state = 'terminated'`),
  'a price announced after it was chosen': (db, accountId, day) =>
    db.query(
      `with told as (
         insert into price_change (id, product_code, period, price_id, effective_on, announced_at, announced_by)
         select gen_random_uuid(), p.product_code, p.period, p.id, s.pinned_on, s.started_at, 'test'
           from subscription s join price p on p.id = s.price_id where s.account_id = $1 and s.product_code = 'chats')
       update subscription set pinned_on = pinned_on - 10 where account_id = $1 and product_code = 'chats' and paid_to = $2`,
      [accountId, day],
    ),
};

/** Of these nothing but money decides, though they are not all alike. */
const PLAIN: Readonly<Record<string, Oddity>> = {
  'a bonus for a part': bonus(15_000),
  'a bonus for all': bonus(100_000),
  'a bonus that is over': bonus(20_000, `timestamptz '2026-01-01'`),
  'several bonuses': async (db, accountId, day) => {
    for (const amount of [5_000, 12_345, 3_000]) await bonus(amount)(db, accountId, day);
  },
  'another quantity': chats('quantity = 2'),
  'another anchor': (db, accountId, day) =>
    db.query(`update subscription set anchor = $2 where account_id = $1 and product_code = 'chats'`, [
      accountId,
      addDays(day, -2),
    ]),
  'another order': (db, accountId) =>
    db.query('update subscription set rank = 10 - rank where account_id = $1', [accountId]),
  'paid further ahead': (db, accountId, day) =>
    db.query(`update subscription set paid_to = $2 where account_id = $1 and product_code = 'chats'`, [
      accountId,
      addDays(day, 3),
    ]),
  'a trial that goes on': (db, accountId, day) =>
    db.query(
      `update subscription set state = 'trial', trial_ends_at = started_at, period_start = null, paid_to = $2
        where account_id = $1 and product_code = 'chats'`,
      [accountId, addDays(day, 3)],
    ),
  'a price of steps': pricedOtherwise(
    'unit_price, tiers, tier_mode',
    `unit_price, '[{"upTo": null, "unitPrice": "33.335", "flatFee": "1"}]', 'graduated'`,
  ),
  'a product that costs nothing': pricedOtherwise('unit_price', '0'),
};

/** All that a run writes, but for ids and what says by which run. */
const WRITTEN: Readonly<Record<string, string>> = {
  account: 'select * from account order by id',
  subscription: 'select * from subscription order by account_id, id',
  entry: `select to_jsonb(e) - 'id' - 'recorded_at' - 'actor' as entry, split_part(actor, ':', 1) as who from entry e order by account_id, seq`,
  posting: 'select * from posting order by account_id, seq, line',
  charge: `select to_jsonb(c) - 'run_id' - 'recorded_at' as charge from charge c order by account_id, subscription_id, period_start`,
  notice: `select account_id, key, kind, facts, announcement_id from notice order by account_id, key`,
  grants: 'select id, remaining from bonus_grant order by id',
  run: `select state, due, accounts, charged, suspended, resumed, ended, parked, expected_charged from renewal_run`,
  sums: 'select product_code, currency, charged, amount, expected_charged, expected_amount from renewal_run_sum order by product_code',
};

const writtenIn = (url: string): Promise<Record<string, unknown[]>> =>
  onDatabase(url, async (db) => {
    const tables: Record<string, unknown[]> = {};
    for (const [name, query] of Object.entries(WRITTEN)) tables[name] = (await db.query(query)).rows;
    return tables;
  });

let book: Book;
let original: TestDatabase;
/** Accounts with money for both products, by what was made of them; the others of the book are as they were. */
const made = new Map<string, string>();
const databases: TestDatabase[] = [];
const offices: Office[] = [];

const runs = async (settings: Record<string, string>, beforehand?: string): Promise<string> => {
  const copy = await cloneDatabase(original);
  databases.push(copy);
  if (beforehand) await onDatabase(copy.url, (db) => db.query(beforehand));
  const office = await openOffice(copy.url, settings);
  offices.push(office);
  const body = { businessDate: book.renewalDay };
  expect(await office.administrator.asks(routes.startRun, { body })).toMatchObject({ parked: 0 });
  await office.close();
  return copy.url;
};

const plainOf = async (url: string): Promise<Set<string>> => {
  const { DataSource, RenewPlain, forEverybody } = await loadApi();
  const office = await openOffice(url);
  offices.push(office);
  const { renewalDay: day } = book;
  const time = { businessDate: day, today: day, now: new Date(`${day}T09:00:00Z`) };
  const found = await forEverybody(() =>
    office.app
      .get(RenewPlain, { strict: false })
      .find(office.app.get(DataSource).manager, book.accounts, day, () => time),
  );
  await office.close();
  return new Set(found.map(({ id }) => id));
};

beforeAll(async () => {
  ({ original, book } = await openBook());
  databases.push(original);
  const rich = await onDatabase(original.url, async (db) => {
    const { rows } = await db.query<{ id: string }>(
      'select id from account where money >= 40000 order by id',
    );
    return rows.map(({ id }) => id);
  });
  const all: Readonly<Record<string, Oddity>> = { ...ODDITIES, ...PLAIN };
  await onDatabase(original.url, async (db) => {
    for (const [index, [what, make]] of Object.entries(all).entries()) {
      const id = rich[index]!;
      made.set(id, what);
      await make(db, id, book.renewalDay);
    }
  });
}, 240_000);

afterAll(async () => {
  for (const office of offices) await office.close();
  for (const database of databases) await database.drop();
}, 60_000);

describe('accounts of which nothing but money and bonus decides (decision 0023)', () => {
  it('are told from all that only a plan of their own can answer for', async () => {
    const copy = await cloneDatabase(original);
    databases.push(copy);
    const plain = await plainOf(copy.url);
    const told = [...made].filter(([id]) => plain.has(id)).map(([, what]) => what);
    expect(told.sort()).toEqual(Object.keys(PLAIN).sort());
    expect(plain.size).toBeGreaterThan(made.size);
  });

  it('are renewed together to the very rows that plans of their own leave, whoever stands among them', async () => {
    const together = await writtenIn(await runs({}));
    const alone = await writtenIn(await runs({ RUN_PLAIN: 'off' }));
    for (const table of Object.keys(WRITTEN))
      expect({ [table]: together[table] }).toEqual({ [table]: alone[table] });
    expect(together['entry']!.length).toBeGreaterThan(book.accounts.length);
  });

  it('are none while their seller has an outage that is not over', async () => {
    const outage = `insert into outage (id, seller_code, product_code, from_at, to_at, from_day, to_day, recorded_at, recorded_by)
      select gen_random_uuid(), code, null, timestamptz '${book.renewalDay}T00:00:00Z', timestamptz '${book.renewalDay}T00:00:00Z' + interval '2 days',
             date '${book.renewalDay}' + 1, date '${book.renewalDay}' + 3, timestamptz '${book.renewalDay}T00:00:00Z', 'test'
        from seller where code = 'rocket-sales'`;
    const url = await runs({}, outage);
    expect(await writtenIn(url)).toEqual(await writtenIn(await runs({ RUN_PLAIN: 'off' }, outage)));
    const copy = await cloneDatabase(original);
    databases.push(copy);
    await onDatabase(copy.url, (db) => db.query(outage));
    expect((await plainOf(copy.url)).size).toBe(0);
  });
});
