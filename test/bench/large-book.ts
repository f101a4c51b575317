import { routes } from '@rocket/contracts';
import { addMonths, dayOf, type LocalDate } from '@rocket/kernel';
import type { Client } from 'pg';
import { bankFile, type Payment } from '../kit/bank-file';
import { allocate, as, staffAt } from '../kit/book';
import { onDatabase } from '../kit/clone-database';
import { rub } from '../kit/customer';
import { startApi } from '../kit/house';
import type { Person } from '../kit/person';
import { createTestDatabase, type TestDatabase } from '../kit/postgres';

const ZONE = 'Europe/Moscow';
/** A month of each, and five of them in every account. */
const PRICES = ['300.00', '100.00', '250.50', '990.00', '49.90'];
const A_MONTH = 1690.4;
/** Of ten accounts, as a seller's book is: one in ten runs short, three have one to three bonuses. */
const MODELS = Array.from({ length: 10 }, (_, index) => ({
  money: index === 9 ? A_MONTH + 500 : A_MONTH * 14,
  grants: index < 3 ? index + 1 : 0,
}));

export interface LargeBook {
  readonly database: TestDatabase;
  readonly subscriptions: number;
  /** The business date on which everything is due. */
  readonly renewalDay: LocalDate;
}

/**
 * A book of so many accounts with five subscriptions each, all due. Ten of them the API wrote over HTTP; the others are copies
 * of their rows under ids that go on in the order of time, as those of real accounts do.
 */
export async function openLargeBook(accounts: number): Promise<LargeBook> {
  const database = await createTestDatabase();
  const renewalDay = await writeModels(database.url);
  await onDatabase(database.url, (db) => copyAccounts(db, Math.round(accounts / MODELS.length) - 1));
  return { database, renewalDay, subscriptions: accounts * PRICES.length };
}

async function writeModels(databaseUrl: string): Promise<LocalDate> {
  const { url, program } = await startApi({ databaseUrl });
  try {
    const administrator = await staffAt(url, 'administrator');
    const today = dayOf(new Date((await as(url).asks(routes.sandboxClock)).now), ZONE);
    const renewalDay = addMonths(today, 1);
    for (const [index, price] of PRICES.entries()) await sell(administrator, `model-${index}`, price, today);
    const receipts = await receive(administrator, today);
    for (const [index, model] of MODELS.entries()) {
      const { account, ownerToken } = await as(url).asks(routes.sandboxAccount, {
        body: { name: `Модель ${index}`, subdomain: `model-${index}`, amocrmAccountId: index + 1 },
      });
      await allocate(administrator, receipts[index]!, account.id);
      for (let nth = 0; nth < PRICES.length; nth += 1)
        await as(url, ownerToken).asks(routes.connectProduct, {
          params: { id: account.id },
          body: { productCode: `model-${nth}`, quantity: 1, period: 'P1M' },
        });
      for (let nth = 0; nth < model.grants; nth += 1)
        await administrator.asks(routes.grantBonus, {
          params: { id: account.id },
          body: { amount: rub(nth === 0 ? '200.00' : '75.25'), ground: 'promotion', reason: 'Акция' },
        });
    }
    await as(url).asks(routes.sandboxScheduler, { body: { paused: true } });
    await as(url).asks(routes.sandboxMoveClock, { body: { now: `${renewalDay}T12:00:00+03:00` } });
    return renewalDay;
  } finally {
    await program.end();
  }
}

async function sell(administrator: Person, code: string, price: string, validFrom: LocalDate): Promise<void> {
  const seller = (await administrator.asks(routes.sellers)).items[0]!.code;
  await administrator.asks(routes.createProduct, {
    body: { code, name: code, kind: 'widget', seller, tariffUnit: 'Аккаунт', trialDays: 0 },
  });
  await administrator.asks(routes.addPrice, {
    params: { code },
    body: { period: 'P1M', unitPrice: rub(price), validFrom },
  });
}

async function receive(administrator: Person, date: LocalDate): Promise<string[]> {
  const payments = MODELS.map(({ money }, index): Payment => ({
    number: String(index + 1),
    date,
    amount: money.toFixed(2),
    payer: { name: `ООО "МОДЕЛЬ ${index}"`, inn: null },
    purpose: 'Перевод средств',
  }));
  const bytes = new Blob([new Uint8Array(bankFile(payments))]);
  const { lines } = await administrator.asks(routes.importStatement, { raw: { bytes, type: 'text/plain' } });
  return lines.map(({ receipt }) => receipt.id);
}

/** What a run reads or writes of an account. */
const TABLES = ['account', 'subscription', 'bonus_grant', 'charge', 'entry', 'posting'];
/** Ids of what is not the account's own stay: a price is everybody's. */
const OWN_IDS = new Set(['id', 'account_id', 'subscription_id', 'grant_id', 'reverses']);

/** Nobody's rights are asked for: rows are copied as they are, and no trigger tells of a million new accounts. */
async function copyAccounts(db: Client, copies: number): Promise<void> {
  if (copies < 1) return;
  await db.query('set session_replication_role = replica');
  // The first 48 bits of an id are its milliseconds: a copy is so many seconds younger than its model.
  await db.query(`create function pg_temp.later(of uuid, n integer) returns uuid language sql immutable parallel safe as $$
    select (lpad(to_hex(('x' || substr(replace(of::text, '-', ''), 1, 12))::bit(48)::bigint + n * 1000::bigint), 12, '0')
            || substr(replace(of::text, '-', ''), 13))::uuid $$`);
  for (const table of TABLES) {
    const columns = await columnsOf(db, table);
    const values = columns.map((name) => copied(table, name));
    await db.query(
      `insert into ${table} (${columns.map((name) => `"${name}"`).join(', ')})
       select ${values.join(', ')} from generate_series(1, $1::integer) n cross join ${table} t
        where t.${table === 'account' ? 'id' : 'account_id'} in (select id from account where amocrm_account_id <= ${MODELS.length})`,
      [copies],
    );
  }
  await db.query('set session_replication_role = origin');
  await db.query('vacuum analyze');
}

async function columnsOf(db: Client, table: string): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  return rows.map(({ name }) => name);
}

function copied(table: string, column: string): string {
  if (OWN_IDS.has(column)) return `pg_temp.later(t."${column}", n)`;
  if (table === 'account' && column === 'amocrm_account_id') return `t."${column}" + n * ${MODELS.length}`;
  return `t."${column}"`;
}
