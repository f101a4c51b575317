import { setTimeout as pause } from 'node:timers/promises';
import { routes } from '@rocket/contracts';
import type { Client as Database } from 'pg';
import { onDatabase } from '../kit/clone-database';
import { Person } from '../kit/person';
import { NOTHING_IS_LEFT_DUE, ROW_LAWS, type RowLaw } from '../simulation/row-laws';
import type { TownUnderFire } from './town-under-fire';
import type { Acknowledged, Work } from './work';

/** What is owed and must not be missing, nor be there twice, once everybody has been left in peace. */
const OWED: readonly RowLaw[] = [
  {
    law: 'every crediting has its closing document, and no other crediting has it',
    broken: `
      select p.account_id, p.receipt_id from receipt_part p
       where p.undone_at is null
         and (select count(*) from document d
               where d.account_id = p.account_id and d.kind = 'upd' and d.source = p.paper) <> 1`,
  },
  {
    law: 'every crediting is told of once',
    broken: `
      select p.account_id, p.receipt_id from receipt_part p
       where (select count(*) from notice n
               where n.account_id = p.account_id and n.key like 'topped_up:' || p.receipt_id || ':%') <>
             (select count(*) from receipt_part q where q.account_id = p.account_id and q.receipt_id = p.receipt_id)`,
  },
  {
    law: 'every bonus is told of once',
    broken: `
      select g.account_id, g.id from bonus_grant g
       where g.ground = 'support' and (select count(*) from notice n
               where n.account_id = g.account_id and n.key = 'bonus_granted:' || g.id) <> 1`,
  },
  {
    law: 'every request to support is confirmed once',
    broken: `
      select r.account_id, r.id from support_request r
       where (select count(*) from notice n where n.account_id = r.account_id and n.key = 'support:' || r.id) <> 1`,
  },
  {
    law: 'every month of a partner that is over is told',
    broken: `
      select p.account_id, p.since from sandbox_clock k cross join partnership p
        join account a on a.id = p.account_id join seller s on s.code = a.seller_code
       where (select count(*) from rewarded_month m where m.account_id = p.account_id) <>
             (select count(*) from generate_series(p.since::timestamp, (k.at at time zone s.time_zone) - interval '1 month', '1 month'))`,
  },
  {
    law: 'every closing document is told of once',
    broken: `
      select d.account_id, d.id from document d
       where d.kind = 'upd' and (select count(*) from notice n
               where n.account_id = d.account_id and n.key = 'document_issued:' || d.id) <> 1`,
  },
  {
    law: 'every letter that was begun is sent',
    broken: `select account_id, id, subject, tries, answer from mail where state <> 'accepted'`,
  },
  {
    law: 'every web hook is delivered',
    broken: `select account_id, no, state, tries from webhook_delivery where state <> 'delivered'`,
  },
  {
    law: 'every refund to a card has ended with the money sent',
    broken: `select account_id, id, state, reason from provider_refund where state <> 'succeeded'`,
  },
  {
    law: 'every authorisation of amoCRM is carried out, or refused by it, while its code lives',
    broken: `select id, host, tries, failure from install_hook
              where done_at is null and secret is not null and received_at > clock_timestamp() - interval '20 minutes'`,
  },
  {
    law: 'an account of amoCRM is one account of a seller',
    broken: 'select seller_code, amocrm_account_id from account group by 1, 2 having count(*) <> 1',
  },
];

/** What was acknowledged, and the query for what is there, of the account $1, each as one word. */
const THERE: Readonly<Record<keyof Acknowledged, string>> = {
  receipts: `select r.id::text as what from receipt_part p join receipt r on r.id = p.receipt_id
              where p.account_id = $1 and r.source = 'bank' and p.undone_at is null`,
  grants: `select reason as what from bonus_grant where account_id = $1 and ground = 'support'`,
  invoices: 'select number::text as what from invoice where account_id = $1',
  cardPayments: `select split_part(r.reference, ':', 2) as what from receipt_part p join receipt r on r.id = p.receipt_id
                  where p.account_id = $1 and r.source <> 'bank' and p.undone_at is null`,
  subscriptions: 'select id::text as what from subscription where account_id = $1',
  ends: `select id::text as what from subscription
          where account_id = $1 and state = 'ended'
            and not exists (select from termination t where t.account_id = $1 and subscription.ended_on >= t.effective_on)`,
  corrections: `select reason as what from entry where account_id = $1 and kind = 'adjustment'`,
  reversals: `select reverses::text as what from entry where account_id = $1 and kind = 'reversal'`,
  reconciliations: `select id::text as what from document where account_id = $1 and kind = 'reconciliation'`,
  refundRequests: 'select id::text as what from refund_request where account_id = $1',
  refundsByBank: `select r.id::text as what from refund_request r join entry e on e.account_id = r.account_id
                    and e.kind = 'refund' and e.subject ->> 'id' = r.id::text
                   where r.account_id = $1 and not exists (
                     select from provider_refund p where p.account_id = $1 and p.refund_request_id = r.id)`,
  supportRequests: 'select number::text as what from support_request where account_id = $1',
  partners: `select p.code as what from brought_customer b join partnership p on p.account_id = b.account_id
              where b.customer_id = $1 and b.until is null`,
};

/** How long what is owed may take to come, by the clock of the machine, while nothing is broken any more. */
const PEACE_MS = 180_000;
const LOOK_EVERY_MS = 2_000;

export interface Verdict {
  /** How many of each kind were made. */
  readonly checks: Record<string, number>;
  readonly broken: string[];
}

/** Counts a check, and what it found when it found something. */
function checked(verdict: Verdict, kind: string, broken: string | null): void {
  verdict.checks[kind] = (verdict.checks[kind] ?? 0) + 1;
  if (broken !== null) verdict.broken.push(broken);
}

/** Waits for what is owed, then asks whether it is there once: all that was acknowledged, all the laws of money, the chain. */
export async function judge(town: TownUnderFire, work: Work): Promise<Verdict> {
  const verdict: Verdict = { checks: {}, broken: [] };
  for (let day = 0; day < 3; day += 1) await work.aDayPasses();
  await onDatabase(town.postgres.url, (db) => everythingOwed(db));
  await work.aDayPasses();
  const accountant = await accountantAt(town.url);
  const { broken } = await accountant.asks(routes.verifyLedger);
  const found = broken.length > 0 ? `The books do not verify: ${JSON.stringify(broken)}` : null;
  checked(verdict, 'the chain', found);
  await onDatabase(town.postgres.url, async (db) => {
    for (const law of [...ROW_LAWS, NOTHING_IS_LEFT_DUE]) await expectNone(verdict, 'laws', db, law);
    for (const law of OWED) await expectNone(verdict, 'what is owed', db, law);
    await expectAcknowledged(verdict, db, work);
    await expectOutside(verdict, db, town);
  });
  const mistakes = work.asked.mistakes.map(({ door, incident }) => `${door}: ${town.mistake(incident)}`);
  checked(verdict, 'no 500', mistakes.length > 0 ? `Answered 500: ${mistakes.join('\n')}` : null);
  return verdict;
}

/** Comes back when nothing owed is missing, or when it has had all the time there is: then the verdict names it. */
async function everythingOwed(db: Database): Promise<void> {
  for (const deadline = Date.now() + PEACE_MS; Date.now() < deadline; await pause(LOOK_EVERY_MS)) {
    let missing = 0;
    for (const { broken } of OWED) missing += (await db.query(broken)).rows.length;
    if (missing === 0) return;
  }
}

async function accountantAt(url: string): Promise<Person> {
  const { token } = await new Person(url, {}).asks(routes.sandboxToken, { body: { role: 'accountant' } });
  return new Person(url, { authorization: `Bearer ${token}` });
}

async function expectNone(
  verdict: Verdict,
  kind: string,
  db: Database,
  { law, broken }: RowLaw,
): Promise<void> {
  const { rows } = await db.query(broken);
  checked(verdict, kind, rows.length > 0 ? `${law}: ${JSON.stringify(rows.slice(0, 3))}` : null);
}

function compare(
  verdict: Verdict,
  kind: string,
  what: string,
  there: readonly string[],
  expected: readonly string[],
): void {
  const [is, wanted] = [[...there].sort(), [...expected].sort()];
  if (JSON.stringify(is) === JSON.stringify(wanted)) return checked(verdict, kind, null);
  const missing = wanted.filter((each) => !is.includes(each));
  const surplus = is.filter((each, at) => !wanted.includes(each) || is.indexOf(each) !== at);
  checked(
    verdict,
    kind,
    `${what}: missing ${JSON.stringify(missing)}, not asked for or twice ${JSON.stringify(surplus)}`,
  );
}

async function expectAcknowledged(verdict: Verdict, db: Database, work: Work): Promise<void> {
  for (const { account, acknowledged } of work.clients)
    for (const [kind, query] of Object.entries(THERE)) {
      const { rows } = await db.query<{ what: string }>(query, [account.id]);
      const expected = acknowledged[kind as keyof Acknowledged];
      compare(
        verdict,
        `acknowledged ${kind}`,
        `${kind} of ${account.name}`,
        rows.map(({ what }) => what),
        expected,
      );
    }
  const { rows } = await db.query<{ what: string }>(
    'select amocrm_account_id::text as what from account where amocrm_account_id >= 60000000',
  );
  // A code is good once: who died between its trade and the note of what it brought asks the customer to connect again, and it is
  // written down that amoCRM refused it.
  const { rows: refused } = await db.query<{ nth: string; failure: string }>(
    `select substring(host from '^amo-([0-9]+)[.]') as nth, failure from install_hook where failure is not null
       and (done_at is not null or received_at < clock_timestamp() - interval '20 minutes')`,
  );
  const there = new Set(rows.map(({ what }) => what));
  const lost = refused.filter(({ nth }) => !there.has(String(60_000_000 + Number(nth))));
  for (const { failure } of lost) work.tell(`installs to be repeated: ${failure}`);
  const installed = work.installedFromAmocrm
    .map(String)
    .filter((id) => there.has(id) || !lost.some(({ nth }) => id === String(60_000_000 + Number(nth))));
  compare(
    verdict,
    'companies of amoCRM',
    'companies amoCRM installed us for',
    rows.map(({ what }) => what),
    installed,
  );
}

/** What the mail server, the shop and the products have agrees with what we say we told them. */
async function expectOutside(verdict: Verdict, db: Database, town: TownUnderFire): Promise<void> {
  const column = async (query: string): Promise<string[]> =>
    (await db.query<{ what: string }>(query)).rows.map(({ what }) => what);
  const letters = new Set(town.letters.map(({ messageId }) => messageId.replace(/^<|@.*$/g, '')));
  compare(
    verdict,
    'heard outside',
    'letters',
    [...letters],
    await column('select id::text as what from mail'),
  );
  const hooks = new Set(town.products.received.map(({ id }) => id));
  const told = await column('select distinct event_id::text as what from webhook_delivery');
  compare(verdict, 'heard outside', 'web hooks', [...hooks], told);
  const refunds = [...town.shops.yookassa.refunds.keys()];
  compare(
    verdict,
    'heard outside',
    'refunds at the shop',
    refunds,
    await column('select provider_id as what from provider_refund'),
  );
}
