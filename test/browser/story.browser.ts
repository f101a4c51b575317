import { routes } from '@rocket/contracts';
import type { Page } from 'playwright-core';
import { Browser, downloaded } from '../kit/browser';
import { bankFile } from '../kit/bank-file';
import { eventually, freePort, startAmocrm, startApi, type Program } from '../kit/house';
import { textOf } from '../kit/paper';
import { Person } from '../kit/person';
import { type TestDatabase } from '../kit/postgres';
import { createSeededDatabase } from '../kit/seeded-database';
import { requisitesOf } from '../kit/requisites';

const DAY_MS = 86_400_000;
/** Twenty seconds are enough on an idle machine. */
const STORY_WITHIN_MS = 180_000;
const INN = '7707083893';

let database: TestDatabase;
let browser: Browser;
let url: string;
const programs: Program[] = [];

beforeAll(async () => {
  database = await createSeededDatabase();
  const port = await freePort();
  const amocrm = await startAmocrm(port);
  programs.push(amocrm.program);
  const api = await startApi({ databaseUrl: database.url, port, emulatorUrl: amocrm.url });
  programs.push(api.program);
  url = api.url;
  browser = await Browser.open();
});
afterAll(async () => {
  await browser?.close();
  for (const program of programs.reverse()) await program.end();
  await database?.drop();
});

const outsider = (): Person => new Person(url, {});
const today = async (): Promise<string> => (await outsider().asks(routes.sandboxClock)).now.slice(0, 10);

/** Somebody of the staff who signed in by the form. */
async function staffMember(role: string): Promise<Page> {
  const { items } = await outsider().asks(routes.sandboxLogins);
  const { email, password } = items.find((login) => login.role === role)!;
  const page = await browser.person();
  await page.goto(url);
  await page.getByLabel('Почта').fill(email);
  await page.getByLabel('Пароль').fill(password);
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
  await page.getByRole('link', { name: 'Поступления' }).click();
  return page;
}

async function uploads(staff: Page, file: Buffer): Promise<void> {
  await staff
    .locator('input[type=file]')
    .setInputFiles({ name: 'kl_to_1c.txt', mimeType: 'text/plain', buffer: file });
}

it(
  'from the widget in amoCRM to the first charge, as people see it',
  async () => {
    // Anna installs the widget from its settings in amoCRM; it greets her.
    const amocrm = await browser.person();
    await amocrm.goto(`${url}/demo`);
    // The page answers to clicks once it shows its deal.
    await amocrm.getByRole('heading', { name: 'Поставка саженцев на осень' }).waitFor();
    await amocrm.getByRole('button', { name: 'Настройки виджета' }).click();
    await amocrm.getByRole('button', { name: /наша интеграция/ }).click();
    await amocrm.getByRole('checkbox', { name: /Согласен на передачу данных/ }).check();
    await browser.picture(amocrm, 'consent');
    await amocrm.getByRole('button', { name: 'Установить', exact: true }).click();
    const toasts = amocrm.getByRole('status', { name: 'Новые уведомления' });
    await toasts.getByText('Rocket подключён').waitFor();
    await browser.picture(amocrm, 'welcome-toast');

    // The link of the widget's panel signs her in to ours.
    await amocrm.getByRole('button', { name: /^Rocket: / }).click();
    const widget = amocrm.getByRole('dialog', { name: 'Rocket' });
    await widget.getByText('ООО «Ромашка»').waitFor();
    await browser.picture(amocrm, 'widget-panel');
    const [panel] = await Promise.all([
      amocrm.context().waitForEvent('page'),
      widget.getByRole('button', { name: 'Открыть кабинет' }).click(),
    ]);
    await panel.getByRole('heading', { name: 'Обзор', level: 1 }).waitFor();
    await panel.getByText('Анна Соколова').waitFor();
    await panel.getByText('Не заполнены реквизиты').waitFor();
    await browser.picture(panel, 'overview-empty');
    // Nothing pops up beside an open list of the same notices.
    await widget.getByRole('button', { name: 'Свернуть Rocket' }).click();

    await fillsRequisites(panel);
    const number = await issuesInvoice(panel);

    // The bank's file reaches the account manager.
    const staff = await staffMember('account_manager');
    const payer = { name: 'ООО "РОМАШКА"', inn: INN };
    const purpose = `Оплата по счету № ${number}. В том числе НДС 22%`;
    await uploads(
      staff,
      bankFile([{ amount: '6000.00', number: '71', date: await today(), payer, purpose }]),
    );
    await staff.getByRole('heading', { name: 'Выписка «kl_to_1c.txt»' }).waitFor();
    await staff.getByRole('status').getByText('Зачислено').waitFor();
    await staff.getByRole('table', { name: 'Выписка «kl_to_1c.txt»' }).getByText('ООО «Ромашка»').waitFor();
    await browser.picture(staff, 'statement-credited');

    await panel.getByRole('link', { name: 'Обзор' }).click();
    await panel.reload();
    await panel
      .getByRole('main')
      .getByText(/^6\s000,00\s₽$/)
      .first()
      .waitFor();
    await browser.picture(panel, 'overview-6000');

    await connects(panel, 'Чаты в одном окне');

    // Sixteen days later the trial is over, and the widget in amoCRM tells of the charge.
    const charge = toasts.getByText(/Списано 690,00\s₽/).waitFor();
    const { now } = await outsider().asks(routes.sandboxClock);
    const later = new Date(Date.parse(now) + 16 * DAY_MS).toISOString();
    await outsider().asks(routes.sandboxMoveClock, { body: { now: later } });
    await charge;
    await browser.picture(amocrm, 'charge-toast');

    await seesTheChargeAndItsPaper(panel);

    await amocrm.bringToFront();
    await amocrm.getByRole('button', { name: /^Rocket: / }).click();
    await amocrm
      .getByRole('tabpanel')
      .getByText(/Списано 690,00\s₽/)
      .waitFor();
    await browser.picture(amocrm, 'widget-after');
    expect(browser.complaints).toEqual([]);
  },
  STORY_WITHIN_MS,
);

async function fillsRequisites(panel: Page): Promise<void> {
  await panel.getByRole('link', { name: 'Реквизиты' }).click();
  const mine = requisitesOf('ООО «Ромашка»', INN);
  const typed: [string, string | undefined][] = [
    ['Полное название или ФИО', mine.legalName],
    ['ИНН', mine.inn],
    ['КПП', mine.kpp],
    ['ОГРН или ОГРНИП', mine.ogrn],
    ['Юридический адрес', mine.legalAddress],
    ['БИК', mine.bic],
    ['Название банка', mine.bankName],
    ['Расчётный счёт', mine.settlementAccount],
    ['Почта для документов', mine.emails?.join(', ')],
  ];
  for (const [label, value] of typed) await panel.getByRole('textbox', { name: label }).fill(value ?? '');
  await browser.picture(panel, 'requisites');
  await panel.getByRole('button', { name: 'Сохранить' }).click();
  await panel.getByText('Реквизиты сохранены').waitFor();
}

/** Answers with the number of the invoice. */
async function issuesInvoice(panel: Page): Promise<string> {
  await panel.getByRole('link', { name: 'Пополнение' }).click();
  await panel.getByRole('textbox', { name: 'Сумма пополнения' }).fill('6 000');
  await panel.getByRole('button', { name: 'Выставить счёт' }).click();
  const title = panel.getByRole('heading', { name: /^Счёт № \d+ выставлен$/ });
  await title.waitFor();
  await browser.picture(panel, 'invoice-issued');
  const number = /\d+/.exec(await title.innerText())![0];
  const link = panel.getByRole('link', { name: `Скачать: Счёт № ${number}, PDF` }).first();
  const { name, bytes } = await downloaded(panel, link);
  expect(name).toMatch(/\.pdf$/);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const text = textOf(bytes);
  if (text !== null) expect(text).toMatch(/Ромашка[^]*6\s000,00/);
  return number;
}

async function connects(panel: Page, product: string): Promise<void> {
  await panel.getByRole('link', { name: 'Продукты' }).click();
  const connect = panel.getByRole('button', { name: `Подключить «${product}»` });
  await connect.waitFor();
  await browser.picture(panel, 'products');
  await connect.click();
  const dialog = panel.getByRole('dialog', { name: `Подключить «${product}»` });
  await dialog.getByText('14 дней пробного периода').waitFor();
  await browser.picture(panel, 'connect-dialog');
  await dialog.getByRole('button', { name: 'Подключить', exact: true }).click();
  await panel.getByText(`«${product}» подключён`).waitFor();
  await panel.getByText('Пробный период', { exact: true }).waitFor();
  await browser.picture(panel, 'connected');
}

async function seesTheChargeAndItsPaper(panel: Page): Promise<void> {
  await panel.getByRole('link', { name: 'История' }).click();
  await panel.reload();
  const row = panel.getByRole('row').filter({ hasText: 'Чаты в одном окне' });
  await row.getByText(/[-−]690,00\s₽/).waitFor();
  await row.getByText(/5\s310,00\s₽/).waitFor();
  await browser.picture(panel, 'history');

  await panel.getByRole('link', { name: 'Документы' }).click();
  const { bytes } = await downloaded(panel, panel.getByRole('link', { name: 'Скачать: УПД № 1, PDF' }));
  await browser.picture(panel, 'documents');
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const text = textOf(bytes);
  if (text !== null) expect(text).toMatch(/6\s000,00/);
}

it(
  'money that names no invoice waits for a person, who says whose it is and why',
  async () => {
    const { account, ownerToken } = await outsider().asks(routes.sandboxAccount, {
      body: { name: 'ООО «Лютик»', subdomain: 'lyutik' },
    });
    const staff = await staffMember('account_manager');
    const payer = { name: 'ИП Полевой А. А.', inn: '500100732259' };
    const payment = { amount: '7777.70', number: '72', date: await today(), payer, purpose: 'За услуги' };
    await uploads(staff, bankFile([payment]));
    await staff.getByRole('status').getByText('Не распознано').waitFor();
    await browser.picture(staff, 'statement-unallocated');

    await staff.getByRole('button', { name: 'Зачислить' }).first().click();
    const dialog = staff.getByRole('dialog', { name: /^Зачислить 7\s777,70\s₽$/ });
    await dialog.getByText('Ничего не нашлось').waitFor();
    await browser.picture(staff, 'allocate-search');
    await dialog.getByRole('searchbox', { name: 'Название, поддомен или ИНН' }).fill('лютик');
    await dialog.getByRole('button', { name: /ООО «Лютик»/ }).click();
    await dialog.getByRole('textbox', { name: 'Причина' }).fill('Директор подтвердил письмом');
    await browser.picture(staff, 'allocate-filled');
    await dialog.getByRole('button', { name: 'Зачислить' }).click();
    await staff.getByText('Зачислено: ООО «Лютик»').waitFor();
    await dialog.waitFor({ state: 'hidden' });
    await browser.picture(staff, 'allocated');

    const lyutik = new Person(url, { authorization: `Bearer ${ownerToken}` });
    const [entry] = (await lyutik.asks(routes.entries, { params: { id: account.id } })).items;
    expect(entry).toMatchObject({ kind: 'top_up', money: { amount: '7777.70' } });
    expect(entry!.reason).toContain('Директор подтвердил письмом');
    await eventually('the queue is empty', async () => {
      const manager = await outsider().asks(routes.sandboxToken, { body: { role: 'account_manager' } });
      const person = new Person(url, { authorization: `Bearer ${manager.token}` });
      return (await person.asks(routes.receipts, { query: { state: 'unallocated' } })).items.length === 0;
    });
    expect(browser.complaints).toEqual([]);
  },
  STORY_WITHIN_MS,
);
