import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { onDatabase } from '../kit/clone-database';
import { openLargeBook, type LargeBook } from './large-book';

const SECRET = 'sandbox-client-secret';
const CLIENT = '00000000-0000-4000-8000-000000000000';
const AN_HOUR = 3_600;

/** A customer of a book, with what their panel and their widget show at our doors. */
export interface BookCustomer {
  readonly accountId: string;
  readonly amocrmAccountId: number;
  readonly token: string;
  /** Of amoCRM, for an hour. */
  readonly widgetToken: string;
}

/** So many accounts of five subscriptions each, and an owner of each who is signed in. */
export async function openCustomers(count: number): Promise<{ book: LargeBook; customers: BookCustomer[] }> {
  const book = await openLargeBook(count);
  const customers = await onDatabase(book.database.url, signIn);
  return { book, customers };
}

async function signIn(db: Client): Promise<BookCustomer[]> {
  const { rows } = await db.query<{ id: string; amocrm: string; subdomain: string }>(
    'select id, amocrm_account_id as amocrm, subdomain from account order by id',
  );
  const token = (id: string): string => createHash('sha256').update(`token of ${id}`).digest('base64url');
  await db.query(
    `insert into account_user (account_id, id, amocrm_user_id, name, is_admin, level, first_seen_at, rights_read_at)
     select id, gen_random_uuid(), 9000001, 'Владелец', true, 'owner', now(), now() from account`,
  );
  await db.query(
    `insert into api_token (hash, kind, account_id, user_id, created_at)
     select given.hash, 'user', u.account_id, u.id, now()
       from unnest($1::uuid[], $2::bytea[]) given (account_id, hash)
       join account_user u on u.account_id = given.account_id and u.amocrm_user_id = 9000001`,
    [rows.map(({ id }) => id), rows.map(({ id }) => createHash('sha256').update(token(id)).digest())],
  );
  await db.query('vacuum analyze');
  return rows.map(({ id, amocrm, subdomain }) => ({
    accountId: id,
    amocrmAccountId: Number(amocrm),
    token: token(id),
    widgetToken: widgetTokenOf(Number(amocrm), subdomain),
  }));
}

function widgetTokenOf(accountId: number, subdomain: string): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString('base64url');
  const signed = `${part({ typ: 'JWT', alg: 'HS256' })}.${part({
    iss: `https://${subdomain}.amocrm.ru`,
    aud: 'http://127.0.0.1',
    jti: randomUUID(),
    iat: now,
    nbf: now,
    exp: now + AN_HOUR,
    account_id: accountId,
    user_id: 9_000_001,
    client_uuid: CLIENT,
  })}`;
  return `${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`;
}
