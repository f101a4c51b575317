import { routes } from '@rocket/contracts';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { ENTRIES, LongJournal, Times } from './long-journal';
import type { Measure } from './measure';

/** After it a list that does not go on is called broken. */
const LONGEST_MS = 180_000;

/** One customer at one computer: the API as it ships, a journal of a hundred thousand rows, Chromium. */
class Cabinet {
  private constructor(
    readonly journal: LongJournal,
    private readonly browser: Browser,
    private readonly signedIn: Awaited<ReturnType<BrowserContext['storageState']>>,
  ) {}

  get url(): string {
    return this.journal.url;
  }

  static async open(): Promise<Cabinet> {
    const journal = await LongJournal.open();
    const { url, owner } = journal;
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
    return new Cabinet(journal, browser, signedIn);
  }

  /** A browser that has nothing of ours but the session. */
  person(): Promise<BrowserContext> {
    return this.browser.newContext({ locale: 'ru-RU', storageState: this.signedIn });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.journal.close();
  }
}

const times = new Times();
let cabinet: Cabinet;
let page: Page;
const close = async (): Promise<void> => {
  times.tell();
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
      times.of(async () => {
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
      times.of(async () => {
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
    run: () => times.of(() => scrollThrough(1000)),
    finish: async () => {
      const held = await page.evaluate(() => document.querySelectorAll('tr').length);
      console.log(`    ${held} rows in the page after all of them`);
      await close();
    },
  },
  {
    name: 'Panel: an operation nearly a thousand further down, by its address until it is in sight',
    unit: 'operations',
    needsBuild: true,
    needsPostgres: true,
    prepare: async () => {
      cabinet = await Cabinet.open();
      page = await (await cabinet.person()).newPage();
    },
    run: () =>
      times.of(async () => {
        await page.goto(`${cabinet.url}/history?mark=${await operationAt(990)}`);
        const row = page.locator('[data-marked]');
        await row.waitFor();
        if (!(await row.evaluate((it) => it.getBoundingClientRect().top < window.innerHeight)))
          throw new Error('The operation is not in sight');
      }),
    finish: close,
  },
];

/** The id of an operation so far down. */
async function operationAt(depth: number): Promise<string> {
  const { owner, accountId } = cabinet.journal;
  let cursor: string | undefined;
  for (let before = 0; ; before += 200) {
    const query = { limit: 200, cursor };
    const { items, nextCursor } = await owner.asks(routes.entries, { params: { id: accountId }, query });
    if (depth < before + 200) return items[depth - before]!.id;
    cursor = nextCursor ?? undefined;
  }
}

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
