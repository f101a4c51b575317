import { routes } from '@rocket/contracts';
import type { Page } from 'playwright-core';
import type { Browser } from '../kit/browser';
import type { Customer } from '../kit/customer';
import { onScreen } from '../kit/on-screen';
import { customerIn, staffIn } from '../kit/sign-in';
import type { World } from '../kit/world';

const STORY_WITHIN_MS = 180_000;
const LONG =
  'Общество с ограниченной ответственностью «Научно-производственное объединение ЭлектроТеплоВодоГазоСтройМонтажПроект Северо-Западного региона»';
const WIDTHS = [1280, 390];

let world: World;
let browser: Browser;
let company: Customer;
onScreen({}, (stage) => ({ world, browser } = stage));

/** What reaches out of the box it is in, or makes the page wider than its window. */
const outOfPlace = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const boxes = '.figure, .side-account, .notices > li, .month td, h1, .chart';
    const out = [...document.querySelectorAll(boxes)].flatMap((box) => {
      const room = box.getBoundingClientRect();
      return [...box.querySelectorAll('.money, .chip, .month-sum, .ct-label')].flatMap((inner) => {
        const { left, right, width } = inner.getBoundingClientRect();
        return width > 0 && (left < room.left - 1 || right > room.right + 1)
          ? [`${box.className || box.tagName}: ${inner.textContent}`]
          : [];
      });
    });
    const isWider = document.documentElement.scrollWidth > window.innerWidth + 1;
    return isWider ? [...out, `${location.pathname} is wider than its window`] : out;
  });

async function fits(page: Page, path: string, ready: string | RegExp): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 860 });
    await page.goto(`${world.url}${path}`);
    await page.locator('main').getByText(ready).first().waitFor();
    expect({ path, width, out: await outOfPlace(page) }).toEqual({ path, width, out: [] });
  }
}

it(
  'names of many words and sums of a thousand million stay in their places, on a wide screen and on a phone',
  async () => {
    await world.begin('2026-11-25T10:00:00+03:00');
    company = await world.account(LONG);
    const name = 'Звонки и расшифровка разговоров для больших отделов продаж с подробной отчётностью';
    await world.product('calls', { price: '1234567.89', name });
    await world.topUp(company, '987654321.99');
    await company.connects('calls', { quantity: 7 });
    const administrator = await world.staff('administrator');
    await administrator.asks(routes.announcePriceChange, {
      params: { code: 'calls' },
      body: {
        period: 'P1M',
        unitPrice: { amount: '2345678.90', currency: 'RUB' },
        effectiveOn: '2027-03-01',
      },
    });

    const page = await customerIn(browser, world.url, company.owner);
    await fits(page, '/', 'Ближайшие списания');
    await fits(page, '/top-up', 'Новый счёт');
    await fits(page, '/notices', 'Новая цена');
    const label = page.locator('.side-account .balance-line .muted');
    await page.setViewportSize({ width: 1280, height: 860 });
    expect((await label.boundingBox())!.height).toBeLessThan(30);

    const staff = await staffIn(browser, world.url, world.stranger, 'administrator');
    await fits(staff, `/accounts/${company.id}`, name);
    await fits(staff, '/receipts', /Зачислено/);
    await fits(staff, '/catalogue', name);
    await staff.goto(`${world.url}/receipts`);
    await staff.setViewportSize({ width: 1280, height: 860 });
    const payer = staff.getByRole('row').filter({ hasText: LONG }).locator('td').first();
    expect((await payer.boundingBox())!.width).toBeGreaterThan(170);
    expect(browser.complaints).toEqual([]);
  },
  STORY_WITHIN_MS,
);
