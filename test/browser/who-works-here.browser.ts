import type { Page } from 'playwright-core';
import type { Browser } from '../kit/browser';
import { onScreen } from '../kit/on-screen';
import { loginOf, staffIn } from '../kit/sign-in';
import type { World } from '../kit/world';

let world: World;
let browser: Browser;
onScreen({}, (stage) => ({ world, browser } = stage));

const PASSWORD = 'четыре слова и запятая';
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });

/** Fills in why, and sends the dialog that is open. */
async function because(page: Page, reason: string, yes: string): Promise<void> {
  await page.getByLabel('Причина').fill(reason);
  await page.getByRole('dialog').getByRole('button', { name: yes, exact: true }).click();
}

async function entersBy(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Почта').fill(email);
  await page.getByLabel('Пароль').fill(password);
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
}

it('an administrator invites a colleague, who sets a password by the link and comes in; shut out, they are sent away at once', async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  const desk = await staffIn(browser, world.url, world.stranger, 'administrator');
  await desk.goto(`${world.url}/staff`);
  await desk.getByRole('button', { name: 'Пригласить сотрудника' }).click();
  await because(desk, 'Вышла на работу', 'Пригласить');
  // What is missing is said at its field, and what was typed stays.
  await dialog(desk, 'Новый сотрудник').getByText('Назовите имя и фамилию').waitFor();
  await desk.getByLabel('Почта').fill('olga@rocket.example');
  await desk.getByLabel('Имя и фамилия').fill('Ольга Сметанина');
  await desk.getByLabel('Роль').selectOption('accountant');
  await browser.picture(desk, 'invite-a-colleague');
  await dialog(desk, 'Новый сотрудник').getByRole('button', { name: 'Пригласить', exact: true }).click();
  const handed = dialog(desk, 'Ссылка для пароля: Ольга Сметанина');
  const link = new URL(await handed.locator('code').innerText());
  await browser.picture(desk, 'password-link');
  await handed.getByRole('button', { name: 'Ссылка сохранена' }).click();
  await desk.getByText('пароль не задан').waitFor();
  await browser.picture(desk, 'members');

  const olga = await browser.person();
  await olga.goto(`${world.url}${link.pathname}${link.hash}`);
  await olga.getByRole('heading', { name: 'Задайте пароль' }).waitFor();
  expect(new URL(olga.url()).hash).toBe('');
  await olga.getByLabel('Новый пароль').fill('коротко');
  await olga.getByRole('button', { name: 'Задать пароль' }).click();
  await olga.getByText('Не короче 12 знаков', { exact: true }).waitFor();
  await browser.picture(olga, 'set-password');
  await olga.getByLabel('Новый пароль').fill(PASSWORD);
  await olga.getByRole('button', { name: 'Показать пароль' }).click();
  expect(await olga.getByLabel('Новый пароль').getAttribute('type')).toBe('text');
  await olga.getByRole('button', { name: 'Задать пароль' }).click();
  await olga.getByText('Войдите с почтой olga@rocket.example и новым паролем.').waitFor();
  await olga.getByRole('button', { name: 'Войти', exact: true }).click();
  await entersBy(olga, 'olga@rocket.example', PASSWORD);
  await olga.getByRole('link', { name: 'Поступления' }).first().waitFor();

  await desk.getByRole('button', { name: 'Изменить: Ольга Сметанина' }).click();
  await desk.getByLabel('Доступ в панель').selectOption('closed');
  await because(desk, 'Уволилась', 'Сохранить');
  await desk.getByText('доступ закрыт').waitFor();
  await olga.reload();
  await olga.getByRole('heading', { name: 'Вход для сотрудников' }).waitFor();
  await entersBy(olga, 'olga@rocket.example', PASSWORD);
  await olga.getByText('Почта или пароль не подошли').waitFor();

  await olga.goto(`${world.url}${link.pathname}${link.hash}`);
  await olga.getByLabel('Новый пароль').fill(PASSWORD);
  await olga.getByRole('button', { name: 'Задать пароль' }).click();
  await olga.getByText('Ссылка уже использована или устарела').waitFor();
}, 120_000);

it('a member of staff changes their own password on the page of security', async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  const page = await staffIn(browser, world.url, world.stranger, 'support');
  await page.goto(`${world.url}/security`);
  await page.getByRole('button', { name: 'Сменить пароль' }).click();
  const change = dialog(page, 'Сменить пароль');
  await change.getByLabel('Нынешний пароль').fill('не тот пароль');
  await change.getByLabel('Новый пароль').fill(PASSWORD);
  await change.getByRole('button', { name: 'Сменить пароль' }).click();
  await change.getByText('Пароль не подошёл').first().waitFor();
  await browser.picture(page, 'change-password');
  const { email, password } = await loginOf(world.stranger, 'support');
  await change.getByLabel('Нынешний пароль').fill(password);
  await change.getByRole('button', { name: 'Сменить пароль' }).click();
  await page.getByText('Пароль изменён').waitFor();
  const elsewhere = await browser.person();
  await elsewhere.goto(world.url);
  await entersBy(elsewhere, email, PASSWORD);
  await elsewhere.getByRole('link', { name: 'Аккаунты' }).first().waitFor();
}, 120_000);
