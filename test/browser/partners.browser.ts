import { routes } from '@rocket/contracts';
import type { Locator, Page } from 'playwright-core';
import { downloaded, type Browser } from '../kit/browser';
import { onScreen } from '../kit/on-screen';
import { customerIn, staffIn } from '../kit/sign-in';
import type { World } from '../kit/world';

const STORY_WITHIN_MS = 180_000;

let world: World;
let browser: Browser;
onScreen({}, (stage) => ({ world, browser } = stage));

/** A figure has come to a sum. */
const shows = (page: Page, name: string, sum: string): Promise<void> =>
  page
    .locator('.figure', { has: page.getByText(name, { exact: true }) })
    .getByText(sum, { exact: true })
    .waitFor();

/** Nothing of a page, and of it the last of a row, stands beyond the edge of a phone. */
const fitsPhone = async (page: Page, last?: Locator): Promise<void> => {
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const box = await last?.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(374);
  await page.setViewportSize(size);
};

/** Chromium complains of every answer that refuses: of this one it should, and of nothing else. */
function wasRefused(door: string): void {
  const at = browser.complaints.findIndex((each) => each.includes(door));
  expect(at).not.toBe(-1);
  browser.complaints.splice(at, 1);
}

it(
  'an administrator makes a partner, a customer names it, the month is rewarded and paid, and what comes back is taken back',
  async () => {
    await world.begin('2026-11-25T10:00:00+03:00');
    await world.product('chats', { price: '100.00', name: 'Чаты' });
    const bringer = await world.account('ИП Приводов');
    const romashka = await world.account('ООО «Ромашка»');

    const administrator = await staffIn(browser, world.url, world.stranger, 'administrator');
    await administrator.getByRole('link', { name: 'Партнёры' }).click();
    await administrator.getByText('Партнёров пока нет').waitFor();
    await browser.picture(administrator, 'partners-empty');
    await administrator.goto(`${world.url}/accounts/${bringer.id}`);
    await administrator.getByRole('button', { name: 'Сделать партнёром' }).click();
    const dialog = administrator.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Сделать партнёром' }).click();
    await dialog.getByText('Укажите номер договора').waitFor();
    expect(await administrator.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe(
      'number',
    );
    expect(await dialog.getByLabel('Подписан').inputValue()).toBe('2026-11-25');
    await dialog.getByLabel('Номер договора').fill('П-1');
    await dialog.getByLabel('Процент').fill('12,5');
    await browser.picture(administrator, 'partner-made');
    await dialog.getByRole('button', { name: 'Сделать партнёром' }).click();
    await administrator.getByRole('heading', { name: 'ИП Приводов', exact: true }).waitFor();
    await administrator
      .getByText('12,5 % от пополнений клиента, 12 месяцев после его прихода; с ноября 2026')
      .waitFor();
    const code = await administrator.locator('.purpose code').innerText();

    const page = await customerIn(browser, world.url, romashka.owner);
    expect(await page.getByRole('link', { name: 'Партнёрам' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Реквизиты' }).click();
    await page.getByText('до 25.12.2026 и один раз').waitFor();
    await page.getByLabel('Код партнёра').fill('22222222');
    const naming = page.getByRole('region', { name: 'Вас привёл партнёр?' });
    await naming.getByRole('button', { name: 'Указать партнёра' }).click();
    await naming.getByText('Партнёра с таким кодом нет').waitFor();
    await browser.picture(page, 'partner-unknown');
    wasRefused('/brought-by');
    await page.getByLabel('Код партнёра').fill(` ${code.toLowerCase()} `);
    await naming.getByRole('button', { name: 'Указать партнёра' }).click();
    await page.getByText('Вас привёл партнёр ИП Приводов. Указан 25.11.2026').waitFor();
    expect(await page.getByLabel('Код партнёра').count()).toBe(0);
    await browser.picture(page, 'partner-named');

    await world.topUp(romashka, '8000.00');
    const partner = await customerIn(browser, world.url, bringer.owner);
    await partner.getByRole('link', { name: 'Партнёрам' }).click();
    await partner.getByText('в первые 30 дней после установки').waitFor();
    await shows(partner, 'К выплате', '0,00 ₽');
    await shows(partner, 'За ноябрь 2026', '1 000,00 ₽');
    const brought = partner.getByRole('row').filter({ hasText: 'ООО «Ромашка»' });
    await brought.getByText('24.11.2027').waitFor();
    await browser.picture(partner, 'partner-first-month');
    await partner.getByRole('link', { name: 'Вознаграждения' }).click();
    await partner.getByText('когда месяц закончился').waitFor();

    await world.moveTo('2026-12-01T10:00:00+03:00');
    await partner.reload();
    const reward = partner.getByRole('row').filter({ hasText: 'ноябрь 2026' });
    await reward.getByText('+1 000,00 ₽').waitFor();
    await reward.getByText('12,5 %').waitFor();
    await shows(partner, 'К выплате', '1 000,00 ₽');
    await partner.getByRole('link', { name: 'Отчёт', exact: true }).click();
    await partner.getByText('Вознаграждение за ноябрь 2026 г.: ООО «Ромашка»').waitFor();
    await browser.picture(partner, 'partner-statement');
    await fitsPhone(partner, partner.getByRole('link', { name: 'Отчёт', exact: true }));
    const pdf = await downloaded(partner, partner.getByRole('link', { name: 'Скачать отчёт: PDF' }));
    expect(pdf.name).toMatch(/-2026-11-01-2026-12-01\.pdf$/);
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const csv = await downloaded(partner, partner.getByRole('link', { name: 'Скачать отчёт: CSV' }));
    expect(csv.bytes.toString()).toContain('ООО «Ромашка»');
    await partner.getByLabel('По', { exact: true }).fill('2026-11-29');
    await partner.getByText('За эти дни ничего не было').waitFor();

    const accountant = await staffIn(browser, world.url, world.stranger, 'accountant');
    await accountant.getByRole('link', { name: 'Партнёры' }).click();
    await accountant.getByRole('link', { name: 'Есть что выплатить' }).click();
    await browser.picture(accountant, 'partners-due');
    await fitsPhone(accountant);
    await accountant.getByRole('link', { name: 'ИП Приводов' }).click();
    expect(await accountant.getByRole('button', { name: 'Изменить условия' }).count()).toBe(0);
    await accountant.getByRole('button', { name: 'Записать выплату' }).click();
    const paying = accountant.getByRole('dialog');
    expect(await paying.getByLabel('Сумма').inputValue()).toBe('1000');
    await paying.getByLabel('Сумма').fill('1 000,01');
    await paying.getByLabel('Номер платёжного поручения').fill('77');
    await paying.getByRole('button', { name: 'Записать' }).click();
    await paying.getByText('Больше суммы к выплате').waitFor();
    await browser.picture(accountant, 'partner-paid-too-much');
    wasRefused('/partnership/payouts');
    await paying.getByLabel('Сумма').fill('1000');
    await paying.getByRole('button', { name: 'Записать' }).click();
    await accountant.getByText('Выплата записана').waitFor();
    await accountant.getByRole('button', { name: 'Записать выплату' }).waitFor({ state: 'detached' });
    await shows(accountant, 'К выплате', '0,00 ₽');
    await partner.goto(`${world.url}/partner/payouts`);
    await partner.getByRole('row').filter({ hasText: '№ 77' }).getByText('01.12.2026').waitFor();
    await shows(partner, 'К выплате', '0,00 ₽');
    await shows(partner, 'Выплачено', '1 000,00 ₽');
    await accountant.getByRole('link', { name: 'Выплаты' }).click();
    await accountant.getByRole('button', { name: 'Вернулась' }).waitFor();
    await browser.picture(accountant, 'partner-payouts');
    await accountant.goto(`${world.url}/partners?only=due`);
    await accountant.getByText('Выплачивать нечего').waitFor();

    // The money goes back to where it came from: so does its share of the reward.
    const [entry] = await romashka.entries('top_up');
    const manager = await world.staff('account_manager');
    await manager.asks(routes.reverseEntry, { params: { id: entry!.id }, body: { reason: 'Не тот клиент' } });
    await world.moveTo('2027-01-01T10:00:00+03:00');
    await partner.goto(`${world.url}/partner/rewards`);
    const back = partner.getByRole('row').filter({ hasText: 'декабрь 2026' });
    await back.getByText('удержано: деньги вернулись клиенту').waitFor();
    await back.getByText('−1 000,00 ₽').waitFor();
    await shows(partner, 'К выплате', '−1 000,00 ₽');
    await browser.picture(partner, 'partner-taken-back');

    await accountant.goto(`${world.url}/partners/${bringer.id}/payouts`);
    await accountant.getByRole('button', { name: 'Вернулась' }).click();
    const returning = accountant.getByRole('dialog');
    await returning.getByLabel('Причина').fill('Счёт закрыт');
    await returning.getByRole('button', { name: 'Записать возврат' }).click();
    await accountant.getByText('вернулась 01.01.2027').waitFor();
    await shows(accountant, 'К выплате', '0,00 ₽');

    await administrator.goto(`${world.url}/partners/${bringer.id}`);
    await administrator.getByRole('button', { name: 'Изменить условия' }).click();
    const deciding = administrator.getByRole('dialog');
    await deciding.getByLabel('С какого месяца').selectOption('2027-02');
    await deciding.getByLabel('Процент').fill('20');
    await deciding.getByLabel('Сколько месяцев').fill('');
    await deciding.getByRole('button', { name: 'Сохранить' }).click();
    await administrator
      .getByText('20 % от пополнений клиента, пока он остаётся клиентом; с февраля 2027')
      .waitFor();
    await administrator.getByRole('button', { name: 'Закончить договор' }).click();
    await deciding.getByLabel('Последний день').fill('2027-03-31');
    await deciding.getByLabel('Причина').fill('По соглашению сторон');
    await browser.picture(administrator, 'partner-ends');
    await deciding.getByRole('button', { name: 'Закончить', exact: true }).click();
    await administrator.getByText('Партнёрство закончится 31.03.2027').waitFor();
    await browser.picture(administrator, 'partner-for-administrator');

    const support = await staffIn(browser, world.url, world.stranger, 'support');
    await support.goto(`${world.url}/accounts/${romashka.id}`);
    await support.getByRole('button', { name: 'Сменить партнёра' }).click();
    const changing = support.getByRole('dialog');
    await changing.getByLabel('Никто: клиент пришёл сам').check();
    await changing.getByLabel('Причина').fill('Ошиблись кодом');
    await browser.picture(support, 'brought-by-nobody');
    await changing.getByRole('button', { name: 'Сохранить' }).click();
    await support.getByText('никто', { exact: true }).waitFor();
    await browser.picture(support, 'account-card-for-support');
    await support.goto(`${world.url}/accounts/${bringer.id}`);
    await support.getByText('партнёр', { exact: true }).waitFor();
    expect(await support.getByRole('button', { name: 'Сделать партнёром' }).count()).toBe(0);

    await world.moveTo('2027-04-01T10:00:00+03:00');
    await partner.goto(`${world.url}/partner`);
    await partner.getByText('Партнёрство закончилось 31.03.2027').waitFor();
    await partner.getByText('до 01.01.2027').waitFor();
    expect(await partner.getByText(code).count()).toBe(0);
    expect(await partner.getByText('За апрель 2027').count()).toBe(0);
    await browser.picture(partner, 'partner-ended');
    await partner.getByRole('button', { name: 'English' }).click();
    await partner.getByText('20% of the customer’s top-ups, as long as the customer stays').waitFor();
    await browser.picture(partner, 'partner-english');
    // Over, it is renewed by another contract; what was agreed last stands in the form.
    await world.moveTo('2027-05-05T10:00:00+03:00');
    await administrator.goto(`${world.url}/partners/${bringer.id}/rewards`);
    await administrator.getByText('Партнёрство закончилось 31.03.2027').waitFor();
    await administrator.getByRole('button', { name: 'Возобновить партнёрство' }).click();
    expect(await deciding.getByLabel('Процент').inputValue()).toBe('20');
    await deciding.getByLabel('Номер договора').fill('П-18');
    await browser.picture(administrator, 'partner-renewing');
    await deciding.getByRole('button', { name: 'Возобновить', exact: true }).click();
    await administrator
      .getByText('20 % от пополнений клиента, пока он остаётся клиентом; с мая 2027')
      .waitFor();
    await administrator.getByText('№ П-1 от 25.11.2026, до 31.03.2027').waitFor();
    await administrator.getByRole('link', { name: 'Вознаграждения' }).click();
    await administrator
      .getByRole('row')
      .filter({ hasText: 'ноябрь 2026' })
      .getByText('по договору № П-1')
      .waitFor();
    await browser.picture(administrator, 'partner-renewed');
    await fitsPhone(administrator);
    await partner.goto(`${world.url}/partner/statement?to=2027-05-05`);
    await partner.getByText('Reward for November 2026: ООО «Ромашка», 12.5% of ₽8,000.00').waitFor();
    expect(
      await partner
        .getByRole('link', { name: 'Download the statement: CSV' })
        .evaluate((link) => link.getAttribute('href')),
    ).toContain('lang=en');
    await browser.picture(partner, 'partner-statement-english');
    expect(browser.complaints).toEqual([]);
  },
  STORY_WITHIN_MS,
);
