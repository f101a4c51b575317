import { routes } from '@rocket/contracts';
import type { Page } from 'playwright-core';
import { bankFile, type Payment } from '../kit/bank-file';
import { Browser, filledWith } from '../kit/browser';
import { camtFile } from '../kit/camt-file';
import { Customer, rub } from '../kit/customer';
import { startApi, type Program } from '../kit/house';
import { Person } from '../kit/person';
import { type TestDatabase } from '../kit/postgres';
import { createSeededDatabase } from '../kit/seeded-database';

const STORY_WITHIN_MS = 180_000;
const STRANGER = { name: 'ООО "ЧУЖОЕ"', inn: '7707083893', account: '40702810500000000077' };

let database: TestDatabase;
let browser: Browser;
let url: string;
let program: Program;

beforeAll(async () => {
  database = await createSeededDatabase();
  const api = await startApi({ databaseUrl: database.url });
  program = api.program;
  url = api.url;
  browser = await Browser.open();
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
  await database?.drop();
});

const outsider = (): Person => new Person(url, {});

async function customer(name: string, subdomain: string, id: number, inn: string): Promise<Customer> {
  const { account, ownerToken } = await outsider().asks(routes.sandboxAccount, {
    body: { name, subdomain, amocrmAccountId: id },
  });
  const owner = new Person(url, { authorization: `Bearer ${ownerToken}` });
  const made = new Customer(account, owner, inn);
  await made.givesRequisites();
  return made;
}

async function accountant(): Promise<Page> {
  const { items } = await outsider().asks(routes.sandboxLogins);
  const { email, password } = items.find((login) => login.role === 'accountant')!;
  const page = await browser.person();
  await page.goto(url);
  await page.getByLabel('Почта').fill(email);
  await page.getByLabel('Пароль').fill(password);
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
  await page.getByRole('link', { name: 'Поступления' }).click();
  return page;
}

const uploads = (page: Page, name: string, buffer: Buffer): Promise<void> =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer });
const sum = (text: string): RegExp => new RegExp(text.replaceAll(' ', '\\s'));

it(
  'an accountant splits, returns and takes back money that nobody was named in',
  async () => {
    const romashka = await customer('ООО «Ромашка»', 'romashka', 31_000_001, '7700000023');
    const vasilek = await customer('ООО «Василёк»', 'vasilek', 31_000_002, '7700000030');
    const { number } = await romashka.invoices('6000.00');
    const date = (await outsider().asks(routes.sandboxClock)).now.slice(0, 10);
    const payments: Payment[] = [
      {
        amount: '10000.00',
        number: '1',
        date,
        payer: STRANGER,
        purpose: `Оплата по счету № ${number} за двоих`,
      },
      { amount: '7000.00', number: '2', date, payer: STRANGER, purpose: 'Ошибочный перевод' },
    ];
    const page = await accountant();
    await page.getByText('Поступлений пока нет').waitFor();
    await browser.picture(page, 'desk-empty');

    // What is no statement is refused in a sentence; the same payments in two formats are there once.
    await uploads(page, 'scan.pdf', Buffer.from('%PDF-1.7'));
    await page.getByText('Это PDF').waitFor();
    await uploads(page, 'kl_to_1c.txt', bankFile(payments));
    await page.getByRole('heading', { name: 'Выписка «kl_to_1c.txt»' }).waitFor();
    await uploads(page, 'camt053.xml', camtFile(payments));
    const result = page.getByRole('table', { name: 'Выписка «camt053.xml»' });
    await result.getByText('Это поступление уже загружено').first().waitFor();
    await browser.picture(page, 'desk-result');
    await page.reload();

    // The first is split: the named customer by the suggestion, the other by the search.
    const list = page.getByRole('table', { name: 'Поступления' });
    const row = (text: string) => list.getByRole('row').filter({ hasText: sum(text) });
    await row('10 000,00').getByRole('button', { name: 'Зачислить' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('в назначении назван счёт этого клиента').waitFor();
    await browser.picture(page, 'desk-suggestions');
    await dialog.getByRole('button', { name: 'Выбрать', exact: true }).first().click();
    await dialog.getByLabel('Сколько зачислить').fill('11000');
    await dialog.getByLabel('Причина').fill('Письмо клиента');
    await dialog.getByRole('button', { name: 'Зачислить', exact: true }).click();
    await dialog.getByText('Осталось 10000.00').waitFor();
    await dialog.getByLabel('Сколько зачислить').fill('6000');
    await dialog.getByText(sum('Нераспределённым останется 4 000,00')).waitFor();
    await browser.picture(page, 'desk-split');
    await dialog.getByRole('button', { name: 'Зачислить', exact: true }).click();
    await row('10 000,00').getByText(sum('не распределено 4 000,00')).waitFor();
    expect(await romashka.balance()).toBe('6000.00');

    await row('10 000,00').getByRole('button', { name: 'Зачислить' }).click();
    await dialog.getByRole('searchbox').fill('Василёк');
    await dialog.getByRole('button', { name: /ООО «Василёк»/ }).click();
    await dialog.getByLabel('Причина').fill('Письмо клиента');
    await dialog.getByRole('button', { name: 'Зачислить', exact: true }).click();
    await row('10 000,00').getByText('ООО «Василёк»').waitFor();
    expect(await vasilek.balance()).toBe('4000.00');

    // The second goes back to who paid it, and the mistake is taken back.
    await row('7 000,00').getByRole('button', { name: 'Вернуть' }).click();
    await dialog.getByLabel('Причина').fill('Письмо банка');
    await browser.picture(page, 'desk-return');
    await dialog.getByRole('button', { name: 'Вернуть', exact: true }).click();
    await row('7 000,00').getByText('Возвращено').waitFor();
    await row('7 000,00').getByRole('button', { name: 'Отменить возврат' }).click();
    await dialog.getByLabel('Причина').fill('Не тот платёж');
    await dialog.getByRole('button', { name: 'Отменить возврат', exact: true }).click();
    await row('7 000,00').getByText('Не распознано').waitFor();

    // A part is undone with a reason: its money waits again, the other part stays.
    await row('10 000,00')
      .getByRole('button', { name: /Отменить зачисление .* ООО «Василёк»/ })
      .click();
    await dialog.getByLabel('Причина').fill('Не та компания');
    await dialog.getByRole('button', { name: 'Отменить', exact: true }).last().click();
    await row('10 000,00').getByText(sum('не распределено 4 000,00')).waitFor();
    expect([await romashka.balance(), await vasilek.balance()]).toEqual(['6000.00', '0.00']);
    await browser.picture(page, 'desk-list');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 844 });
    await browser.picture(page, 'desk-narrow-dark');

    // What is nobody's again goes to both in one go, to the kopeck.
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1360, height: 860 });
    await row('7 000,00').getByRole('button', { name: 'Зачислить' }).click();
    await dialog.getByRole('searchbox').fill('Ромашка');
    await dialog.getByRole('button', { name: /ООО «Ромашка»/ }).click();
    await dialog.getByLabel('Сколько зачислить').fill('2500,50');
    await dialog.getByRole('button', { name: sum('Ещё часть: осталось 4 499,50 ₽') }).click();
    await dialog.getByRole('searchbox').fill('Василёк');
    await dialog.getByRole('button', { name: /ООО «Василёк»/ }).click();
    await filledWith(dialog.getByLabel('Сколько зачислить'), '4499,50');
    await dialog.getByLabel('Причина').fill('Платёж группы компаний');
    await browser.picture(page, 'desk-parts');
    await dialog.getByRole('button', { name: 'Зачислить все части' }).click();
    await row('7 000,00').getByText('ООО «Василёк»').waitFor();
    expect([await romashka.balance(), await vasilek.balance()]).toEqual(['8500.50', '4499.50']);

    // The customer sees its bonus before paying.
    const preview = await romashka.owner.asks(routes.topUpPreview, {
      params: { id: romashka.id },
      query: { amount: '50000.00' },
    });
    expect(preview.bonus).toEqual(rub('2500.00'));
    // The browser's own words about the two refusals of the story, and nothing else.
    expect(browser.complaints.filter((one) => !one.includes('422 (Unprocessable Entity)'))).toEqual([]);
    expect(browser.complaints).toHaveLength(2);
  },
  STORY_WITHIN_MS,
);
