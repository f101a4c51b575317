import { routes } from '@rocket/contracts';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { onDatabase } from '../kit/clone-database';
import { rub } from '../kit/customer';
import { freePort, startApi, type Program } from '../kit/house';
import { Person } from '../kit/person';
import { createTestDatabase, type TestDatabase } from '../kit/postgres';
import type { Measure } from './measure';

/** As many as the longest list is promised to stand. */
const ENTRIES = 100_000;
/** After it a list that does not go on is called broken. */
const LONGEST_MS = 180_000;

/** One customer at one computer: the API as it ships, a journal of a hundred thousand rows, Chromium. */
class Cabinet {
  private constructor(
    private readonly database: TestDatabase,
    private readonly program: Program,
    private readonly browser: Browser,
    readonly url: string,
    private readonly signedIn: Awaited<ReturnType<BrowserContext['storageState']>>,
  ) {}

  static async open(): Promise<Cabinet> {
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
    const link = new URL((await owner.asks(routes.panelLink)).url);
    const browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      chromiumSandbox: process.getuid?.() !== 0,
    });
    const context = await browser.newContext({ locale: 'ru-RU' });
    const page = await context.newPage();
    await page.goto(`${url}${link.pathname}${link.hash}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const signedIn = await context.storageState();
    await context.close();
    return new Cabinet(database, program, browser, url, signedIn);
  }

  /** A browser that has nothing of ours but the session. */
  person(): Promise<BrowserContext> {
    return this.browser.newContext({ locale: 'ru-RU', storageState: this.signedIn });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.program.end();
    await this.database.drop();
  }
}

/** Copies the first entry of an account over and over: the list only reads. */
async function lengthen(db: { query(sql: string, values?: unknown[]): Promise<unknown> }, accountId: string) {
  await db.query('set session_replication_role = replica');
  await db.query(
    `insert into entry select (jsonb_populate_record(e, jsonb_build_object(
              'seq', e.seq + n, 'id', gen_random_uuid(), 'key', e.key || ':' || n))).*
       from entry e cross join generate_series(1, $2::integer) n
      where e.account_id = $1 and e.seq = (select max(seq) from entry where account_id = $1)`,
    [accountId, ENTRIES],
  );
  await db.query('update account set last_seq = last_seq + $2 where id = $1', [accountId, ENTRIES]);
  await db.query('analyze entry');
}

const milliseconds: number[] = [];
const timed = async (work: () => Promise<void>): Promise<void> => {
  const begun = performance.now();
  await work();
  milliseconds.push(performance.now() - begun);
};
/** Prints the middle and the slow end of what one run took. */
function tell(): void {
  const sorted = milliseconds.splice(0).sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(0);
  console.log(`    ${at(0.5)} ms in the middle, ${at(0.95)} ms of 95 in 100`);
}

let cabinet: Cabinet;
let page: Page;
const close = async (): Promise<void> => {
  tell();
  await cabinet.close();
};

export const measures: readonly Measure[] = [
  {
    name: 'Panel: first visit, nothing cached, until the balance is on the screen',
    unit: 'visits',
    needsBuild: true,
    needsPostgres: true,
    prepare: async () => {
      cabinet = await Cabinet.open();
    },
    run: () =>
      timed(async () => {
        const context = await cabinet.person();
        const first = await context.newPage();
        await first.goto(cabinet.url);
        await first.getByText('Хватит до').first().waitFor();
        await context.close();
      }),
    finish: close,
  },
  {
    name: 'Panel: from the overview to the products and back, everything loaded before',
    unit: 'clicks',
    perRun: 2,
    needsBuild: true,
    needsPostgres: true,
    prepare: async () => {
      cabinet = await Cabinet.open();
      page = await (await cabinet.person()).newPage();
      await page.goto(cabinet.url);
    },
    run: () =>
      timed(async () => {
        await page.getByRole('link', { name: 'Продукты' }).first().click();
        await page.getByRole('heading', { level: 1, name: 'Продукты' }).waitFor();
        await page.getByRole('link', { name: 'Обзор' }).first().click();
        await page.getByText('Хватит до').first().waitFor();
      }),
    finish: close,
  },
  {
    name: `Panel: history of ${ENTRIES} operations, a thousand further down`,
    unit: 'thousands',
    needsBuild: true,
    needsPostgres: true,
    prepare: async () => {
      cabinet = await Cabinet.open();
      page = await (await cabinet.person()).newPage();
      await page.goto(`${cabinet.url}/history`);
      await page.getByRole('row').nth(10).waitFor();
    },
    run: () => timed(() => scrollThrough(1000)),
    finish: async () => {
      const held = await page.evaluate(() => document.querySelectorAll('tr').length);
      console.log(`    ${held} rows in the page after all of them`);
      await close();
    },
  },
];

/** Turns the wheel until so many further rows have been on the screen. */
async function scrollThrough(rows: number): Promise<void> {
  const last = (): Promise<number> =>
    page.evaluate(() =>
      Math.max(
        0,
        ...[...document.querySelectorAll('[aria-rowindex]')].map((row) => Number(row.ariaRowIndex ?? 0)),
      ),
    );
  const until = Math.min((await last()) + rows, ENTRIES);
  const begun = performance.now();
  while ((await last()) < until) {
    if (performance.now() - begun > LONGEST_MS)
      throw new Error(`The list stops at row ${await last()} of ${until}`);
    await page.mouse.wheel(0, 4_000);
    await page.waitForTimeout(5);
  }
}
