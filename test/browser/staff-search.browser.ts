import type { Browser } from '../kit/browser';
import { onScreen } from '../kit/on-screen';
import { staffIn } from '../kit/sign-in';
import type { World } from '../kit/world';

const STORY_WITHIN_MS = 120_000;

let world: World;
let browser: Browser;

onScreen({}, (stage) => ({ world, browser } = stage));

it(
  'support finds an account with the keyboard alone: by its name, by its invoice, and hears when there is none',
  async () => {
    await world.begin('2027-01-11T09:00:00+03:00');
    const romashka = await world.account('ООО «Ромашка»');
    await world.account('Ромашковое поле');
    await romashka.givesRequisites();
    const invoice = await romashka.invoices('6100.00');

    const page = await staffIn(browser, world.url, world.stranger, 'support');
    await page.keyboard.press('/');
    const box = page.getByRole('combobox', { name: 'Название, поддомен, ИНН, номер счёта или сумма' });
    const searchIsClosed = () => page.getByRole('dialog').waitFor({ state: 'detached' });
    await box.waitFor();
    await page.keyboard.type('ромаш');
    const options = page.getByRole('option');
    await options.nth(1).waitFor();
    expect(await options.nth(0).getAttribute('aria-selected')).toBe('true');
    await browser.picture(page, 'search-names');
    await page.keyboard.press('ArrowDown');
    expect(await options.nth(1).getAttribute('aria-selected')).toBe('true');
    expect(await box.getAttribute('aria-activedescendant')).toBe(await options.nth(1).getAttribute('id'));
    const second = (await options.nth(1).getByRole('strong').textContent())!;
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: second }).waitFor();

    await searchIsClosed();
    await page.keyboard.press('/');
    await box.waitFor();
    await page.keyboard.type(`счет №${invoice.number}`);
    await page
      .getByRole('option')
      .getByText(/^счёт № 1 на 6\s100,00/)
      .waitFor();
    await browser.picture(page, 'search-invoice');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/accounts/${romashka.id}/invoices`);

    await searchIsClosed();
    await page.keyboard.press('/');
    await box.waitFor();
    await page.keyboard.type('нет такого');
    await page.getByText('По запросу «нет такого» ничего не нашлось').last().waitFor();
    await page.keyboard.press('Escape');
    await searchIsClosed();

    // Where `/` is typed, it is a sign like any other.
    await page.getByRole('link', { name: 'Аккаунты' }).first().click();
    await page.getByRole('searchbox').fill('a');
    await page.keyboard.press('/');
    expect(await page.getByRole('searchbox').inputValue()).toBe('a/');
    expect(browser.complaints).toEqual([]);
  },
  STORY_WITHIN_MS,
);
