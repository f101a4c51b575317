import { routes } from '@rocket/contracts';
import { bankFile } from '../kit/bank-file';
import { downloaded, type Browser } from '../kit/browser';
import { onScreen } from '../kit/on-screen';
import { staffIn } from '../kit/sign-in';
import type { World } from '../kit/world';

const STORY_WITHIN_MS = 150_000;

let world: World;
let browser: Browser;

onScreen({}, (stage) => ({ world, browser } = stage));

it(
  'an accountant reads what came in, changes the period, follows a line to its receipts, and takes a file away',
  async () => {
    await world.begin('2027-01-11T09:00:00+03:00');
    await world.product('chats', { price: '100.00', name: 'Чаты' });
    const romashka = await world.account('ООО «Ромашка»');
    await world.topUp(romashka, '250.00');
    await romashka.connects('chats');
    const stranger = { name: 'ООО «Незнакомец»', inn: '7707083893' };
    await world.importsStatement(
      bankFile([await world.payment({ amount: '77.00', payer: stranger, purpose: 'За услуги' })]),
    );
    await world.moveTo('2027-02-15T09:00:00+03:00');
    await world.topUp(romashka, '40.00');

    const page = await staffIn(browser, world.url, world.stranger, 'accountant');
    await page.getByRole('link', { name: 'Отчёты' }).click();
    const table = page.getByRole('table', { name: 'Поступления денег' });
    await table.getByRole('cell', { name: '367,00' }).first().waitFor();
    await page
      .getByRole('img', { name: /Поступило/ })
      .locator('svg')
      .waitFor();
    await browser.picture(page, 'report-of-receipts');
    // Rule 31: churn is for administrators.
    expect(
      await page.getByRole('navigation', { name: 'Какой отчёт' }).getByRole('link').allTextContents(),
    ).toEqual(['Поступления', 'Списания', 'Бонусы', 'Нераспределённые', 'Прогноз']);

    await page.getByRole('link', { name: 'Прошлый месяц' }).click();
    await table.getByRole('cell', { name: '327,00' }).first().waitFor();
    await page.getByRole('link', { name: 'По неделям' }).click();
    await table.getByText('11.01 – 17.01.2027').waitFor();
    const address = new URL(page.url());
    expect(`${address.pathname}${address.search}`).toBe(
      '/reports/receipts?from=2027-01-01&to=2027-01-31&by=week',
    );
    await page.reload();
    await table.getByText('11.01 – 17.01.2027').waitFor();
    const file = await downloaded(page, page.getByRole('link', { name: 'Скачать отчёт, CSV' }));
    expect(file.name).toBe('receipts-2027-01-01-2027-01-31.csv');
    expect(file.bytes.toString('utf8')).toContain('RUB;11.01.2027;17.01.2027;327,00');

    await table.getByRole('link', { name: 'Реестр поступлений: 11.01 – 17.01.2027' }).click();
    await page.getByRole('heading', { name: 'Реестры' }).waitFor();
    await page.getByRole('cell', { name: '250,00' }).first().waitFor();
    await page.goBack();
    await table.getByText('11.01 – 17.01.2027').waitFor();

    await page.getByRole('link', { name: 'Списания', exact: true }).click();
    await page.getByRole('table', { name: 'Списания по продуктам' }).getByText('Чаты').waitFor();
    await page.getByRole('link', { name: 'Бонусы' }).click();
    await page.getByText('За этот период ничего не происходило').waitFor();
    await browser.picture(page, 'report-with-nothing-in-it');
    await page.getByRole('link', { name: 'Прогноз' }).click();
    await page.getByRole('table', { name: 'Прогноз выручки' }).waitFor();
    await page.getByRole('link', { name: 'Нераспределённые' }).click();
    await page.getByRole('table', { name: 'Нераспределённые поступления' }).getByText('31–90 дней').waitFor();
    await browser.picture(page, 'report-of-unassigned-money');
    await page.getByRole('link', { name: 'Открыть поступление: ООО «Незнакомец»' }).click();
    await page.getByRole('heading', { name: 'Поступления', level: 1 }).waitFor();
    await page.getByText('ООО «Незнакомец»').first().waitFor();

    const refusal = await (
      await world.staff('accountant')
    ).isRefused(routes.report, { params: { name: 'churn' } });
    expect(refusal.code).toBe('forbidden');
    expect(browser.complaints).toEqual([]);
  },
  STORY_WITHIN_MS,
);
