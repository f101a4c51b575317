import type { Locator, Page } from 'playwright-core';
import { downloaded, type Browser } from '../kit/browser';
import { onScreen } from '../kit/on-screen';
import { customerIn } from '../kit/sign-in';
import type { World } from '../kit/world';

const STORY_WITHIN_MS = 120_000;

let world: World;
let browser: Browser;
onScreen({}, (stage) => ({ world, browser } = stage));

const middleOf = async (what: Locator): Promise<{ x: number; y: number }> => {
  const box = (await what.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

async function drags(page: Page, from: Locator, onto: Locator): Promise<void> {
  const [start, end] = [await middleOf(from), await middleOf(onto)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x, (start.y + end.y) / 2, { steps: 4 });
  await page.mouse.move(end.x, end.y + (end.y > start.y ? 30 : -30), { steps: 4 });
  await browser.picture(page, 'order-dragged');
  await page.mouse.up();
}

/** As a finger does it: the page under it must not scroll away with the row. */
async function dragsByFinger(page: Page, from: Locator, onto: Locator): Promise<void> {
  const finger = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    finger.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: y === undefined ? [] : [{ x: start.x, y }],
    });
  await finger.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  const [start, end] = [await middleOf(from), await middleOf(onto)];
  await touch('touchStart', start.y);
  for (let step = 1; step <= 6; step += 1) await touch('touchMove', start.y + ((end.y - start.y) * step) / 5);
  await browser.picture(page, 'order-by-finger');
  await touch('touchEnd');
  await finger.send('Emulation.setTouchEmulationEnabled', { enabled: false });
  await finger.detach();
}

it(
  'a customer puts the products in order, sees what a top-up would do, which days are short, and takes a part of the history away',
  async () => {
    await world.begin('2027-06-01T10:00:00+03:00');
    await world.product('calls', { price: '5000.00', name: 'Учёт звонков' });
    await world.product('chats', { price: '3000.00', name: 'Чаты' });
    await world.product('report', { price: '1234.50', name: 'Отчёт по воронке' });
    const romashka = await world.account('ООО «Ромашка»');
    await world.topUp(romashka, '16000.00');
    await romashka.connects('calls');
    await romashka.connects('chats', { quantity: 2 });
    await romashka.connects('report');
    const page = await customerIn(browser, world.url, romashka.owner);

    // The keyboard: the last one to the top by two presses, taken back by one.
    await page.getByRole('link', { name: 'Продукты' }).click();
    const table = page.getByRole('table', { name: 'Подключённые' });
    const names = (): Promise<string[]> =>
      table
        .getByRole('button', { name: /^Переместить/ })
        .evaluateAll((all) =>
          all.map((one) => /«(.+?)»/.exec(one.getAttribute('aria-label') ?? '')?.[1] ?? ''),
        );
    const handle = (name: string): Locator => table.getByRole('button', { name: `Переместить «${name}»` });
    await handle('Отчёт по воронке').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.getByText('«Отчёт по воронке» теперь 1-й из 3').waitFor();
    expect(await names()).toEqual(['Отчёт по воронке', 'Учёт звонков', 'Чаты']);
    expect(await handle('Отчёт по воронке').evaluate((one) => one === document.activeElement)).toBe(true);
    await browser.picture(page, 'order-by-keyboard');
    await page.getByRole('button', { name: 'Вернуть' }).click();
    await page.getByText('Прежний порядок возвращён').waitFor();
    expect(await names()).toEqual(['Учёт звонков', 'Чаты', 'Отчёт по воронке']);

    // A mouse: the first one below the second, and it stays so.
    await drags(page, handle('Учёт звонков'), handle('Чаты'));
    await page.getByText('«Учёт звонков» теперь 2-й из 3').waitFor();
    await page.reload();
    await table.waitFor();
    expect(await names()).toEqual(['Чаты', 'Учёт звонков', 'Отчёт по воронке']);

    // A finger on a telephone: the last one to the top, and by another back.
    const size = page.viewportSize()!;
    await page.setViewportSize({ width: 390, height: 844 });
    await dragsByFinger(page, handle('Отчёт по воронке'), handle('Чаты'));
    await page.getByText('«Отчёт по воронке» теперь 1-й из 3').waitFor();
    expect(await names()).toEqual(['Отчёт по воронке', 'Чаты', 'Учёт звонков']);
    await dragsByFinger(page, handle('Отчёт по воронке'), handle('Учёт звонков'));
    await page.getByText('«Отчёт по воронке» теперь 3-й из 3').waitFor();
    expect(await names()).toEqual(['Чаты', 'Учёт звонков', 'Отчёт по воронке']);
    await page.setViewportSize(size);

    // What would happen with more money is asked of the server as it is typed.
    await page.getByRole('link', { name: 'Обзор' }).click();
    const calendar = page.getByRole('region', { name: 'Ближайшие списания' });
    await calendar
      .getByRole('button', { name: /^01.07.2027, спишем 1.234,50.₽, денег не хватит$/ })
      .waitFor();
    await browser.picture(page, 'overview');
    const whatIf = page.getByRole('region', { name: 'Что будет, если пополнить' });
    await whatIf.getByText('Хватит до').waitFor();
    await whatIf.getByLabel('Сумма пополнения').fill('100 000');
    await whatIf.getByText('Бонус за пополнение: 10 000,00 ₽ (10%)').waitFor();
    await browser.picture(page, 'what-if');
    expect(await whatIf.getByRole('link', { name: 'Пополнить на эту сумму' }).getAttribute('href')).toBe(
      '/top-up?amount=100000.00',
    );
    const day = calendar.getByRole('button', { name: /^01.07.2027/ });
    await day.focus();
    await page.keyboard.press('Enter');
    await calendar.getByText('будет приостановлен').first().waitFor();
    await browser.picture(page, 'calendar');

    // What happened to one product, and who did it.
    await page.goto(`${world.url}/products/chats`);
    const events = page.getByRole('region', { name: 'Что было с продуктом' });
    await events.getByText('Подключение продукта (').waitFor();
    await events.getByText(/цена 3.000,00.₽ за единицу, с 01.06.2027/).waitFor();
    await page.getByText('1 операция', { exact: true }).waitFor();
    await browser.picture(page, 'product-history');

    // What is shown of the history is what is taken away; the balance is of the whole account.
    await page.getByRole('link', { name: 'История' }).click();
    await page.getByRole('combobox', { name: 'Продукт' }).selectOption({ label: 'Чаты' });
    await page.getByText('1 операция', { exact: true }).waitFor();
    const row = page.getByRole('row').filter({ hasText: 'Чаты' });
    await row.getByText(/−6.000,00.₽/).waitFor();
    await row.getByText(/5.000,00.₽/).waitFor();
    await browser.picture(page, 'history-filtered');
    const file = await downloaded(page, page.getByRole('link', { name: 'Показанные операции, CSV' }));
    const text = file.bytes.toString('utf8');
    expect(text).toContain('«Чаты»');
    expect(text).not.toContain('Учёт звонков');
    expect(browser.complaints).toEqual([]);
  },
  STORY_WITHIN_MS,
);
