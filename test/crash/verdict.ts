import { setTimeout as pause } from 'node:timers/promises';
import { routes } from '@rocket/contracts';
import type { Client } from 'pg';
import { onDatabase } from '../kit/clone-database';
import { Person } from '../kit/person';
import { NOTHING_IS_LEFT_DUE, ROW_LAWS } from '../simulation/row-laws';
import type { TownUnderFire } from './town-under-fire';
import type { Work } from './work';

/** What is owed and must not be missing, nor be there twice, once everybody has been left in peace. */
const OWED: readonly { readonly law: string; readonly broken: string }[] = [
  {
    law: 'every crediting has its closing document, and no other crediting has it',
    broken: `
      select p.account_id, p.receipt_id from receipt_part p
       where p.undone_at is null
         and (select count(*) from document d
               where d.account_id = p.account_id and d.kind = 'upd' and d.source = p.paper) <> 1`,
  },
  {
    law: 'every letter that was begun is sent',
    broken: `select account_id, id, subject, tries, answer from mail where state <> 'accepted'`,
  },
  {
    law: 'a charge of a period is told of or could be: no account is parked',
    broken: `select * from parked_account`,
  },
];

export interface Verdict {
  checks: number;
  readonly broken: string[];
}

/** Waits for what is owed, then asks whether it is there once: all that was acknowledged, all the laws of money, the chain. */
export async function judge(town: TownUnderFire, work: Work): Promise<Verdict> {
  const verdict: Verdict = { checks: 0, broken: [] };
  for (let day = 0; day < 3; day += 1) await work.aDayPasses();
  await pause(500);
  const accountant = await accountantAt(town.url);
  const { broken } = await accountant.asks(routes.verifyLedger);
  verdict.checks += 1;
  if (broken.length > 0) verdict.broken.push(`The books do not verify: ${JSON.stringify(broken)}`);
  await onDatabase(town.postgres.url, async (db) => {
    for (const { law, broken: query } of [...ROW_LAWS, NOTHING_IS_LEFT_DUE, ...OWED])
      await expectNone(verdict, db, law, query);
    await expectAcknowledged(verdict, db, work);
  });
  return verdict;
}

async function accountantAt(url: string): Promise<Person> {
  const { token } = await new Person(url, {}).asks(routes.sandboxToken, { body: { role: 'accountant' } });
  return new Person(url, { authorization: `Bearer ${token}` });
}

async function expectNone(verdict: Verdict, db: Client, law: string, query: string): Promise<void> {
  const { rows } = await db.query(query);
  verdict.checks += 1;
  if (rows.length > 0) verdict.broken.push(`${law}: ${JSON.stringify(rows.slice(0, 3))}`);
}

async function expectAcknowledged(verdict: Verdict, db: Client, { clients }: Work): Promise<void> {
  const strings = async (query: string, id: string): Promise<string[]> =>
    (await db.query<{ what: string }>(query, [id])).rows.map(({ what }) => what).sort();
  const compare = (what: string, there: readonly string[], expected: readonly string[]): void => {
    verdict.checks += 1;
    const wanted = [...expected].sort();
    if (JSON.stringify(there) !== JSON.stringify(wanted))
      verdict.broken.push(`${what}: acknowledged ${JSON.stringify(wanted)}, there ${JSON.stringify(there)}`);
  };
  for (const { account, receipts, grants, invoices, cardPayments } of clients) {
    const of = (what: string) => `${what} of ${account.name}`;
    compare(
      of('receipts'),
      await strings(
        `select r.id::text as what from receipt_part p join receipt r on r.id = p.receipt_id
          where p.account_id = $1 and r.source = 'bank' and p.undone_at is null`,
        account.id,
      ),
      receipts,
    );
    compare(
      of('grants'),
      await strings(
        'select reason as what from bonus_grant where account_id = $1 and ground = $$support$$',
        account.id,
      ),
      grants,
    );
    compare(
      of('invoices'),
      await strings('select number::text as what from invoice where account_id = $1', account.id),
      invoices,
    );
    compare(
      of('card payments'),
      await strings(
        `select split_part(r.reference, ':', 2) as what from receipt_part p join receipt r on r.id = p.receipt_id
          where p.account_id = $1 and r.source <> 'bank' and p.undone_at is null`,
        account.id,
      ),
      cardPayments,
    );
  }
}
