import { routes } from '@rocket/contracts';
import { downloaded, type Browser } from '../kit/browser';
import { onScreen } from '../kit/on-screen';
import { customerIn, staffIn } from '../kit/sign-in';
import type { World } from '../kit/world';

const STORY_WITHIN_MS = 150_000;

let world: World;
let browser: Browser;

onScreen({}, (stage) => ({ world, browser } = stage));

it(
  'support acts for a customer; an administrator sees what happened and who did it, and the customer sees it too',
  async () => {
    await world.begin('2027-01-11T09:00:00+03:00');
    await world.product('chats', { price: '100.00', name: 'Чаты' });
    const romashka = await world.account('ООО «Ромашка»');
    await world.topUp(romashka, '250.00');
    await world.moveTo('2027-01-12T09:00:00+03:00');
    const support = await world.staff('support');
    const params = { id: romashka.id };
    await support.asks(routes.connectProduct, {
      params,
      body: { productCode: 'chats', quantity: 1, period: 'P1M' },
    });
    await world.grants(romashka, '30.00', { reason: 'За ожидание' });
    await support.isRefused(routes.adjustBalance, { params, body: {} as never });
    const administrator = await world.staff('administrator');
    await administrator.isRefused(routes.publishOfferVersion, {
      params: { code: 'rocket-sales' },
      body: { title: 'Оферта', topUpBonus: [] } as never,
    });

    const page = await staffIn(browser, world.url, world.stranger, 'administrator');
    await page.getByRole('link', { name: 'ООО «Ромашка»' }).click();
    await page.getByRole('link', { name: 'События' }).click();
    await page.getByText('Чаты: подключён').waitFor();
    await page
      .getByText(/За ожидание/)
      .first()
      .waitFor();
    await page.getByText('Отказано').waitFor();
    await browser.picture(page, 'timeline');
    // A row leads to the one entry it tells of, marked; a granted bonus stands here once.
    const bonus = page.getByRole('link', { name: 'Бонус начислен' });
    expect(await bonus.count()).toBe(1);
    await bonus.click();
    await page
      .locator('tr[data-marked]')
      .getByText(/За ожидание/)
      .waitFor();
    await page.setViewportSize({ width: 390, height: 860 });
    await browser.picture(page, 'marked-entry');
    await page.goto(`${world.url}/accounts/${romashka.id}/people`);
    const chosen = page.locator('.tabs [aria-current]');
    await chosen.getByText('Люди').waitFor();
    const box = (await chosen.boundingBox())!;
    expect(box.x >= 0 && box.x + box.width <= 390).toBe(true);
    await page.setViewportSize({ width: 1360, height: 860 });
    await page.getByRole('link', { name: 'События' }).click();
    // Two kinds at once, in the address; one of them off again.
    const kinds = page.getByRole('navigation', { name: 'Что показать' });
    await kinds.getByRole('link', { name: 'Деньги' }).click();
    await page.getByText('Чаты: подключён').waitFor({ state: 'detached' });
    await kinds.getByRole('link', { name: 'amoCRM и люди' }).click();
    await page.getByText('Виджет установлен').waitFor();
    expect(new URL(page.url()).searchParams.get('kinds')).toBe('money,amocrm');
    await kinds.getByRole('link', { name: 'Деньги' }).click();
    await page.getByText('Пополнение').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('Виджет установлен').waitFor();

    await page.getByRole('link', { name: 'Журнал действий' }).click();
    const journal = page.getByRole('table', { name: 'Журнал действий' });
    await journal.getByText('Подключение продукта').waitFor();
    await journal.getByText('Продавец: Rocket Sales · Поля: заголовок, бонус за пополнение').waitFor();
    await browser.picture(page, 'audit');
    const [file] = await Promise.all([
      downloaded(page, page.getByRole('link', { name: 'Скачать журнал, CSV' })),
    ]);
    expect(file.name).toBe('audit.csv');
    expect(file.bytes.toString('utf8')).toContain('За ожидание');
    await page.getByRole('navigation', { name: 'Итог' }).getByRole('link', { name: 'Отказано' }).click();
    await journal.getByText('Корректировка баланса').waitFor();
    await journal.getByText('forbidden').waitFor();
    await page.getByRole('navigation', { name: 'Итог' }).getByRole('link', { name: 'Все' }).click();
    await page.getByLabel('Действие').selectOption({ label: 'Начисление бонуса' });
    await journal.getByText('Подключение продукта').waitFor({ state: 'detached' });
    await journal.getByRole('link', { name: 'Поддержка' }).click();
    await page.getByRole('link', { name: 'Только Поддержка' }).waitFor();
    expect(new URL(page.url()).searchParams.get('actor')).toMatch(/^staff:/);

    const own = await customerIn(browser, world.url, romashka.owner);
    await own.getByRole('link', { name: 'История' }).click();
    await own.getByRole('link', { name: 'Действия сотрудников' }).click();
    const acts = own.getByRole('region', { name: 'Что сделали сотрудники' });
    await acts.getByText('Подключение продукта').waitFor();
    expect(await acts.textContent()).not.toContain('За ожидание');
    await browser.picture(own, 'acts-for-customer');
    expect(browser.complaints).toEqual([]);
  },
  STORY_WITHIN_MS,
);
