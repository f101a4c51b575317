import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes } from '@rocket/contracts';
import { Browser } from '../kit/browser';
import { rub } from '../kit/customer';
import { Program, freePort, startAmocrm, startApi } from '../kit/house';
import { Person } from '../kit/person';
import { type TestDatabase } from '../kit/postgres';
import { createSeededDatabase } from '../kit/seeded-database';

const STORY_WITHIN_MS = 180_000;

let database: TestDatabase;
let browser: Browser;
let url: string;
let folder: string;
const programs: Program[] = [];
beforeAll(async () => {
  database = await createSeededDatabase();
  folder = mkdtempSync(join(tmpdir(), 'duplicate-check-'));
  const [port, productPort] = [await freePort(), await freePort()];
  const product = {
    DUPLICATE_CHECK_PORT: String(productPort),
    DUPLICATE_CHECK_DATA: folder,
    DUPLICATE_CHECK_AMO_CLIENT_ID: '11111111-1111-4111-8111-111111111111',
    DUPLICATE_CHECK_AMO_CLIENT_SECRET: 'sandbox-secret-of-another-integration',
    MARKET_ORIGIN: `http://127.0.0.1:${port}`,
    PRODUCT_CARD_URL: `http://127.0.0.1:${productPort}/card/`,
  };
  const amocrm = await startAmocrm(port, product);
  programs.push(amocrm.program);
  const env = { WEBHOOKS_TO_LOOPBACK: 'on' };
  const api = await startApi({ databaseUrl: database.url, port, emulatorUrl: amocrm.url, env });
  programs.push(api.program);
  url = api.url;
  const main = 'dist/apps/duplicate-check/main.js';
  programs.push(await Program.start(process.execPath, [main], /Duplicate check at (\S+)/, product));
  browser = await Browser.open();
});
afterAll(async () => {
  await browser?.close();
  for (const program of programs.reverse()) await program.end();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const outsider = (): Person => new Person(url, {});
async function staff(role: 'support' | 'administrator'): Promise<Person> {
  const { token } = await outsider().asks(routes.sandboxToken, { body: { role } });
  return new Person(url, { authorization: `Bearer ${token}` });
}
async function daysPass(days: number): Promise<void> {
  const { now } = await outsider().asks(routes.sandboxClock);
  const later = new Date(new Date(now).getTime() + days * 86_400_000).toISOString();
  await outsider().asks(routes.sandboxMoveClock, { body: { now: later } });
}

it(
  'an open card of somebody else’s product works in the trial, stops by itself when the money is out and goes on after it returns',
  async () => {
    const page = await browser.person();
    await page.goto(`${url}/demo`);
    await page.getByRole('button', { name: 'Установить виджет' }).click();
    const card = page.frameLocator('iframe[title="Проверка дублей"]');
    await card.getByText('Продукт не подключён').waitFor();

    const administrator = await staff('administrator');
    const { items } = await administrator.asks(routes.accounts, { query: { q: 'Ромашка' } });
    const id = items[0]!.id;
    const wish = { productCode: 'duplicate-check', quantity: 1, period: 'P1M' };
    await administrator.asks(routes.connectProduct, { params: { id }, body: wish });
    await card.getByText(/^Пробный период до/).waitFor();
    await card.getByRole('button', { name: 'Проверить' }).click();
    await card.getByText('Дублей не найдено').waitFor();
    await card.getByLabel('Имя').fill('Лаврова с сайта');
    await card.getByLabel('Телефон').fill('8 (900) 000-00-00');
    await card.getByRole('button', { name: 'Проверить' }).click();
    await card.getByRole('listitem').filter({ hasText: 'Марина Лаврова' }).waitFor();
    await browser.picture(page, 'sample-product-trial');

    // Nothing is clicked from here on: the card hears of it.
    await daysPass(20);
    await card.getByText('Продукт приостановлен: пополните баланс').waitFor();
    await browser.picture(page, 'sample-product-stopped');
    const support = await staff('support');
    await support.asks(routes.grantBonus, {
      params: { id },
      body: { amount: rub('990.00'), ground: 'support', reason: 'Проба продукта' },
    });
    await card.getByText(/^Оплачено до/).waitFor();
    await daysPass(40);
    await card.getByText('Продукт приостановлен: пополните баланс').waitFor();
    expect(browser.complaints).toEqual([]);
  },
  STORY_WITHIN_MS,
);
