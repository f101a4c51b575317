import type { StaffRole } from '@rocket/contracts';
import jsQR from 'jsqr';
import { TOTP, URI } from 'otpauth';
import type { Page } from 'playwright-core';
import { ANNA, companyInAmocrm } from '../kit/amocrm-people';
import type { Browser } from '../kit/browser';
import { onScreen } from '../kit/on-screen';
import { loginOf } from '../kit/sign-in';
import type { World } from '../kit/world';

const ROMASHKA = 31_415_926;
const STORY_WITHIN_MS = 120_000;

let world: World;
let browser: Browser;
onScreen(
  { amocrm: true, settings: { STAFF_SECOND_FACTOR: 'required' } },
  (stage) => ({ world, browser } = stage),
);

/** What a camera sees of the QR code on a page. */
async function scanned(page: Page): Promise<TOTP> {
  const { data, width } = await page
    .getByAltText('QR-код для приложения с кодами')
    .evaluate(async (element) => {
      const picture = element as HTMLImageElement;
      await picture.decode();
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = picture.naturalWidth;
      const pen = canvas.getContext('2d')!;
      pen.drawImage(picture, 0, 0);
      const image = pen.getImageData(0, 0, canvas.width, canvas.height);
      return { data: Array.from(image.data), width: canvas.width };
    });
  return URI.parse(jsQR(Uint8ClampedArray.from(data), width, width)!.data) as TOTP;
}

async function showsPassword(page: Page, role: StaffRole): Promise<string> {
  const { email, password } = await loginOf(world.stranger, role);
  await page.goto(world.url);
  await page.getByLabel('Почта').fill(email);
  await page.getByLabel('Пароль').fill(password);
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
  return password;
}

/** Signs in for the first time, where a code is required; answers with the app and the recovery codes. */
async function enrols(
  page: Page,
  role: StaffRole,
  pictures = false,
): Promise<{ app: TOTP; codes: string[] }> {
  const look = async (name: string) => pictures && browser.picture(page, name);
  const password = await showsPassword(page, role);
  await page.getByRole('heading', { name: 'Включите вход с кодом' }).waitFor();
  await look('must-enrol');
  await page.getByLabel('Пароль').fill(password);
  await page.getByRole('button', { name: 'Продолжить' }).click();
  const app = await scanned(page);
  await look('must-enrol-qr');
  await page.getByLabel('Код из приложения').fill(app.generate());
  await page.getByRole('button', { name: 'Включить' }).click();
  await page.getByRole('heading', { name: 'Запасные коды' }).waitFor();
  const codes = await page.getByRole('listitem').allInnerTexts();
  await look('recovery-codes');
  await page.getByRole('button', { name: 'Коды сохранены' }).click();
  await page.getByRole('link', { name: 'Аккаунты' }).first().waitFor();
  return { app, codes };
}

it(
  'staff set an app up by its QR code and sign in with it, see where they are signed in and end one; a customer comes by amoCRM',
  async () => {
    await world.begin('2027-03-01T10:00:00+03:00');
    companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
    await world.amocrm.install(ROMASHKA);
    await world.moveTo('2027-03-01T10:00:00+03:00');

    const desk = await browser.person();
    await desk.goto(world.url);
    await desk.getByRole('link', { name: 'Войти через amoCRM' }).waitFor();
    await browser.picture(desk, 'sign-in');
    const { app, codes } = await enrols(desk, 'accountant', true);
    await desk.getByRole('button', { name: 'Выйти' }).click();

    // With the app: what was typed is kept while a wrong code is corrected.
    await desk.getByLabel('Почта').waitFor();
    await showsPassword(desk, 'accountant');
    const code = desk.getByLabel('Код из приложения');
    await code.fill('000000');
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
    await desk.getByRole('button', { name: 'Войти', exact: true }).click();
    await desk.getByText('Код не подошёл').waitFor();
    await browser.picture(desk, 'sign-in-code');
    await code.fill(app.generate({ timestamp: new Date().getTime() + 30_000 }));
    await desk.getByRole('button', { name: 'Войти', exact: true }).click();
    await desk.getByRole('link', { name: 'Безопасность' }).click();
    await desk.getByText('это устройство').waitFor();

    // Without the phone, on another computer; the first one ends that.
    const laptop = await browser.person();
    await showsPassword(laptop, 'accountant');
    await laptop.getByLabel('Код из приложения').fill(codes[0]!.toLowerCase());
    await laptop.getByRole('button', { name: 'Войти', exact: true }).click();
    await laptop.getByRole('link', { name: 'Аккаунты' }).first().waitFor();
    await desk.reload();
    await desk.getByText('Запасных кодов осталось').waitFor();
    const rows = desk.getByRole('row').filter({ hasText: 'Chrome' });
    await rows.nth(1).waitFor();
    await browser.picture(desk, 'security-staff');
    await desk.getByRole('button', { name: /^Завершить вход: Chrome/ }).click();
    await desk.getByText('Вход завершён').waitFor();
    await rows.nth(1).waitFor({ state: 'detached' });
    await laptop.getByRole('link', { name: 'Аккаунты' }).first().click();
    await laptop.reload();
    await laptop.getByRole('heading', { name: 'Вход для сотрудников' }).waitFor();

    // An administrator resets what was lost.
    await enrols(laptop, 'administrator');
    await laptop.getByRole('link', { name: 'Люди' }).click();
    const anna = laptop.getByRole('row').filter({ hasText: 'Анна Проводкина' });
    await anna.getByText('Включён').waitFor();
    await browser.picture(laptop, 'staff-members');
    await anna.getByRole('button', { name: /вход.*, где: Анна/ }).click();
    await laptop.getByRole('dialog').getByText('127.0.0.1').first().waitFor();
    await browser.picture(laptop, 'staff-member-sessions');
    await laptop.keyboard.press('Escape');
    await anna.getByRole('button', { name: /^Сбросить код/ }).click();
    await laptop.getByRole('dialog').getByLabel('Причина').fill('Потерян телефон');
    await browser.picture(laptop, 'staff-members-reset');
    await laptop.getByRole('dialog').getByRole('button', { name: 'Сбросить код' }).click();
    await anna.getByText('Выключен').waitFor();

    const customer = await browser.person();
    await customer.goto(world.url);
    await customer.getByRole('link', { name: 'Войти через amoCRM' }).click();
    await customer.getByRole('button', { name: 'Отказать' }).click();
    await customer.getByText('Вход отменён').waitFor();
    await browser.picture(customer, 'amocrm-denied');
    await customer.getByRole('link', { name: 'Войти через amoCRM' }).click();
    await customer.getByLabel('Аккаунт и пользователь').selectOption(`${ROMASHKA}.${ANNA}`);
    await customer.getByRole('button', { name: 'Разрешить' }).click();
    await customer.getByText('Анна Соколова').first().waitFor();
    await customer.getByRole('link', { name: 'Безопасность' }).click();
    await customer.getByText('это устройство').waitFor();
    await browser.picture(customer, 'security-customer');
    await customer.setViewportSize({ width: 390, height: 800 });
    await customer.emulateMedia({ colorScheme: 'dark' });
    await browser.picture(customer, 'security-customer-narrow');
    // amoCRM's own page has no icon.
    expect(browser.complaints.filter((text) => !/ (401|403) |favicon\.ico/.test(text))).toEqual([]);
  },
  STORY_WITHIN_MS,
);
