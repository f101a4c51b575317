import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes } from '@rocket/contracts';
import { addMonths, dayOf } from '@rocket/kernel';
import { bankFile } from '../kit/bank-file';
import { onDatabase } from '../kit/clone-database';
import { Customer, rub } from '../kit/customer';
import { freePort, startApi, type Program } from '../kit/house';
import { Person } from '../kit/person';
import { innOf } from '../kit/requisites';
import { Router } from '../kit/router';
import type { StartPostgres } from './postgres-process';

const HOUSES = 2;
const ACCOUNTS = 12;
const SETTINGS = { max_connections: '60' };

/**
 * Two clusters of PostgreSQL with an API each, and a router before them that sends an account to one of the two: installs, payments of
 * one statement, a run, a licence answer, a search; then one cluster stops, and only its accounts are without an answer.
 * @returns what was done, line by line
 * @throws Error when something is in the wrong cluster, in both, or not answered
 */
export async function* twoClusters(startPostgres: StartPostgres): AsyncGenerator<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rocket-two-'));
  chmodSync(folder, 0o755);
  const programs: Program[] = [];
  const start = async (house: number, port: number) =>
    startPostgres({ dataDir: join(folder, String(house)), port, database: 'house', settings: SETTINGS });
  try {
    const ports = [await freePort(), await freePort()];
    const servers = await Promise.all(ports.map((port, house) => start(house, port)));
    const houses = await Promise.all(servers.map(({ url }) => startApi({ databaseUrl: url })));
    programs.push(...houses.map(({ program }) => program));
    const router = await Router.open(houses.map(({ url }) => url));
    yield `${HOUSES} clusters, each with an API that knows no other; a router before them at ${router.url}`;

    const stranger = new Person(router.url, {});
    const bearer = (token: string) => new Person(router.url, { authorization: `Bearer ${token}` });
    const { token } = await stranger.asks(routes.sandboxToken, { body: { role: 'administrator' } });
    const administrator = bearer(token);
    const { now } = await stranger.asks(routes.sandboxClock);
    await stranger.asks(routes.sandboxMoveClock, {
      body: { now: new Date(Date.parse(now) + 60_000).toISOString() },
    });
    const today = dayOf(new Date(now), 'Europe/Moscow');
    const product = {
      code: 'chats',
      name: 'Чаты',
      kind: 'widget',
      seller: 'rocket-sales',
      tariffUnit: 'Чат',
      trialDays: 0,
    } as const;
    await administrator.asks(routes.createProduct, { body: product });
    const price = { period: 'P1M', unitPrice: rub('100.00'), validFrom: today };
    await administrator.asks(routes.addPrice, { params: { code: 'chats' }, body: price });
    const { secret } = await administrator.asks(routes.createKey, { params: { code: 'chats' } });

    const customers: Customer[] = [];
    for (let nth = 1; nth <= ACCOUNTS; nth += 1) {
      const body = {
        name: `ООО «Компания ${nth}»`,
        subdomain: `company-${nth}`,
        amocrmAccountId: 30_000_000 + nth,
      };
      const { account, ownerToken } = await stranger.asks(routes.sandboxAccount, { body });
      customers.push(new Customer(account, bearer(ownerToken), innOf(nth)));
    }
    const homes = customers.map(({ account }) => router.homeOf(account.amocrmAccountId));
    yield `${ACCOUNTS} accounts installed, by the hash of their amoCRM number ${homes.join('')}`;

    const payments = await Promise.all(
      customers.map(async (customer, nth) => {
        await customer.givesRequisites();
        const { number } = await customer.invoices('5000.00');
        const payer = { name: customer.account.name, inn: customer.inn };
        return {
          amount: '5000.00',
          payer,
          purpose: `Оплата по счёту № ${number}`,
          number: String(nth + 1),
          date: today,
        };
      }),
    );
    const bytes = new Blob([new Uint8Array(bankFile(payments))]);
    const { lines } = await administrator.asks(routes.importStatement, {
      raw: { bytes, type: 'text/plain' },
    });
    const credited = lines.filter(({ receipt }) => receipt.state === 'credited').length;
    if (credited !== ACCOUNTS) throw new Error(`${credited} of ${ACCOUNTS} payments were credited`);
    for (const customer of customers) await customer.connects('chats');
    yield `One statement divided between the clusters: ${credited} payments credited, ${ACCOUNTS} subscriptions begun`;

    const renewalDay = addMonths(today, 1);
    await stranger.asks(routes.sandboxScheduler, { body: { paused: true } });
    await stranger.asks(routes.sandboxMoveClock, { body: { now: `${renewalDay}T12:00:00+03:00` } });
    const run = await administrator.asks(routes.startRun, { body: { businessDate: renewalDay } });
    if (run.charged !== ACCOUNTS) throw new Error(`The runs charged ${run.charged}, due were ${ACCOUNTS}`);
    const books = await administrator.asks(routes.verifyLedger);
    if (books.broken.length > 0) throw new Error(`The books do not verify: ${JSON.stringify(books.broken)}`);
    yield `A run on both at once charged ${run.charged}; ${books.entries} entries and their chains verify`;

    for (const { account } of customers) {
      const { items } = await administrator.asks(routes.search, { query: { q: account.subdomain } });
      if (!items.some((hit) => hit.account?.id === account.id))
        throw new Error(`${account.name} is not found`);
      const query = { account: account.amocrmAccountId };
      const licence = await bearer(secret).asks(routes.entitlement, { query });
      if (!licence.entitled) throw new Error(`${account.name} has no licence`);
    }
    yield `Staff find all ${ACCOUNTS} by one search of both clusters; a product is answered about each by the one that keeps it`;

    yield* separate(
      servers.map(({ url }) => url),
      customers.map(({ id }) => id),
      homes,
    );
    yield toldBy(router);

    await servers[1]!.stop();
    const answered = await Promise.all(
      customers.map((each) =>
        each.balance().then(
          () => true,
          () => false,
        ),
      ),
    );
    const wrong = answered.filter((isAnswered, nth) => isAnswered !== (homes[nth] === 0));
    if (wrong.length > 0) throw new Error(`Answered while the second cluster was away: ${answered.join()}`);
    await start(1, ports[1]!);
    await Promise.all(customers.map((each) => each.balance()));
    yield `The second cluster stopped: its ${homes.filter((home) => home === 1).length} accounts had no answer, the others had; it came back, all have`;
    await router.close();
  } finally {
    await Promise.all(programs.map((program) => program.end()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every row of an account stands in its own cluster and in no other. */
async function* separate(urls: readonly string[], accounts: readonly string[], homes: readonly number[]) {
  let rows = 0;
  let tables = 0;
  for (const [house, url] of urls.entries())
    await onDatabase(url, async (db) => {
      const { rows: named } = await db.query<{ name: string }>(
        `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'account_id'
          where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
      );
      tables = named.length;
      for (const { name } of named) {
        const found = await db.query<{ account_id: string; rows: number }>(
          `select account_id, count(*)::int as rows from ${name} where account_id is not null group by 1`,
        );
        for (const { account_id: id, rows: many } of found.rows) {
          // The seller's own book, of money nobody has been given yet, is kept by each house for itself.
          if (!accounts.includes(id)) continue;
          if (homes[accounts.indexOf(id)] !== house)
            throw new Error(`${name} of ${id} stands in cluster ${house}`);
          rows += many;
        }
      }
    });
  yield `${rows} rows of accounts in ${tables} tables: each in the cluster of its account, none in both`;
}

function toldBy({ asked }: Router): string {
  const sum = (nth: 0 | 1) => [...asked.values()].reduce((all, counts) => all + counts[nth], 0);
  const everywhere = [...asked].filter(([, [, all]]) => all > 0).map(([kind]) => kind.replace('/api/v1', ''));
  return `${sum(0)} requests touched one cluster; ${sum(1)} touched both: ${everywhere.join(', ')}`;
}
