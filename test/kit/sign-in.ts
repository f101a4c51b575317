import { resolve } from 'node:path';
import { routes, type StaffRole } from '@rocket/contracts';
import type { Page } from 'playwright-core';
import type { Browser } from './browser';
import type { Person } from './person';

/** Settings of a world whose pages are looked at: `npm test` has built them. */
export const WITH_PAGES = { FRONT_ENDS_DIR: resolve(__dirname, '../../dist/apps') };

/** A user of an account in the panel, by the one-time link the widget gives. */
export async function customerIn(browser: Browser, url: string, user: Person): Promise<Page> {
  const link = new URL((await user.asks(routes.panelLink)).url);
  const page = await browser.person();
  await page.goto(`${url}${link.pathname}${link.hash}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

export interface Login {
  readonly email: string;
  readonly password: string;
}

/** The log-in of the seeded member of staff with a role. */
export async function loginOf(stranger: Person, role: StaffRole): Promise<Login> {
  const { items } = await stranger.asks(routes.sandboxLogins);
  const { email, password } = items.find((login) => login.role === role)!;
  return { email, password };
}

/** A member of staff who signed in by the form. */
export async function staffIn(
  browser: Browser,
  url: string,
  stranger: Person,
  role: StaffRole,
): Promise<Page> {
  const { email, password } = await loginOf(stranger, role);
  const page = await browser.person();
  await page.goto(url);
  await page.getByLabel('Почта').fill(email);
  await page.getByLabel('Пароль').fill(password);
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
  await page.getByRole('link', { name: 'Аккаунты' }).first().waitFor();
  return page;
}
