import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { eventually } from './house';

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What WCAG 2.2 asks at levels A and AA, as far as a program can tell. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** As it is shipped to browsers: every page that is looked at has to read it. */
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Longest wait for anything a page does, on a machine that does much besides. */
const PATIENCE_MS = 60_000;

/**
 * People at their computers: each has a browser window of their own, in Russian. What a page complains of, to the console
 * or by an uncaught error, is kept; a story ends by looking at it.
 */
export class Browser {
  readonly complaints: string[] = [];
  private readonly people: BrowserContext[] = [];
  private shots = 0;

  private constructor(
    private readonly folder: string,
    private readonly browser: Awaited<ReturnType<typeof chromium.launch>>,
  ) {}

  static async open(): Promise<Browser> {
    const folder = mkdtempSync(join(tmpdir(), 'rocket-browser-'));
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      chromiumSandbox: process.getuid?.() !== 0,
      args: FLAGS,
      downloadsPath: folder,
    });
    return new Browser(folder, browser);
  }

  /** A person with nothing remembered; answers with the first tab. */
  async person(): Promise<Page> {
    const context = await this.browser.newContext({
      locale: 'ru-RU',
      timezoneId: 'Europe/Moscow',
      viewport: { width: 1360, height: 860 },
      // Nothing is decided by what moves, and frames of it are drawn by a core that stories wait for.
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    context.on('weberror', (error) => this.complaints.push(String(error.error())));
    context.on('console', (message) => {
      const { url } = message.location();
      // Chromium itself says so of whoever is not signed in yet.
      const isStranger = url.endsWith('/api/v1/me') && message.text().includes('401');
      if (message.type() === 'error' && !isStranger) this.complaints.push(`${message.text()} ${url}`);
    });
    this.people.push(context);
    return context.newPage();
  }

  /**
   * A moment of the story to be looked at: whoever cannot see it or has no mouse is not shut out of a page of the panel, else it is
   * a complaint; and a picture goes into the folder BROWSER_PICTURES names, for people who want to look; with BROWSER_PICTURES_EVERY, light and dark, wide and narrow.
   */
  async picture(page: Page, name: string): Promise<void> {
    for (const barrier of await barriersOf(page)) this.complaints.push(`${name}: ${barrier}`);
    const folder = process.env.BROWSER_PICTURES;
    if (!folder) return;
    this.shots += 1;
    const number = String(this.shots).padStart(2, '0');
    const shoot = (as: string) =>
      page.screenshot({ path: join(folder, `${number}-${name}${as}.png`), animations: 'disabled' });
    if (!process.env.BROWSER_PICTURES_EVERY) return void (await shoot(''));
    const size = page.viewportSize()!;
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1280, 390]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ ...size, width });
        await shoot(`-${colorScheme}-${width}`);
      }
    await page.emulateMedia({ colorScheme: null });
    await page.setViewportSize(size);
  }

  /**
   * The story is over: a page that stayed open would go on asking every minute, and once the next story has begun on other data
   * it would be told that nobody is signed in, which reads as a complaint of that story.
   */
  async everybodyLeaves(): Promise<void> {
    await Promise.all(this.people.splice(0).map((person) => person.close()));
  }

  async close(): Promise<void> {
    await this.everybodyLeaves();
    await this.browser.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * A colour on its way from light to dark is neither, and nobody reads it. A busy machine begins such a way frames after
 * the page was told, and the end of one begins another (a text takes its colour from what it stands on): three frames
 * with nothing under way are rest. What goes round for ever is left alone. Runs in the page.
 */
async function atRest(): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    // A tab nobody looks at may be given no frames.
    await new Promise((go) => {
      requestAnimationFrame(go);
      setTimeout(go, 100);
    });
    const underWay = document
      .getAnimations()
      .filter(
        ({ effect, playState }) =>
          effect?.getComputedTiming().endTime !== Infinity && playState !== 'finished',
      );
    for (const animation of underWay) animation.finish();
    quiet = underWay.length === 0 ? quiet + 1 : 0;
  }
}

/** What stands in somebody's way on a page of the panel, each with the elements; nothing is said of pages that are not ours. */
async function barriersOf(page: Page): Promise<string[]> {
  if ((await page.locator('body > #app').count()) === 0) return [];
  await page.evaluate(atRest);
  // A page that has been looked at before has it.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (rules) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly: rules,
        resultTypes: ['violations'],
      }) as Promise<AxeResults>,
    RULES,
  );
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary})`).join('; ')}`,
  );
}

/** The bytes a link gives when it is clicked, and the name it gives them. */
export async function downloaded(page: Page, link: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** What a field is filled with by the page itself comes a frame after what it follows from. */
export function filledWith(field: Locator, value: string): Promise<true> {
  return eventually(
    `a field is filled with «${value}»`,
    async () => (await field.inputValue()) === value || null,
  );
}
