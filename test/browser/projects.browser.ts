import { routes } from '@rocket/contracts';
import type { Browser } from '../kit/browser';
import { rub } from '../kit/customer';
import { onScreen } from '../kit/on-screen';
import { customerIn } from '../kit/sign-in';
import type { World } from '../kit/world';

const STORY_WITHIN_MS = 120_000;
const TARIFFS = [
  { code: 'free', name: 'Бесплатный', price: '0.00', included: 100 },
  { code: 'start', name: 'Старт', price: '300.00', included: 10_000 },
  { code: 'pro', name: 'Про', price: '900.00', included: 50_000 },
];

let world: World;
let browser: Browser;

onScreen({}, (stage) => ({ world, browser } = stage));

it(
  'a customer makes a project, connects its tariff, takes its token once, and raises its limits knowing the sum',
  async () => {
    await world.begin('2027-06-01T09:00:00+03:00');
    const administrator = await world.staff('administrator');
    await administrator.asks(routes.createProduct, {
      body: {
        code: 'sockets',
        name: 'Сокеты',
        kind: 'service',
        seller: 'rocket-sales',
        tariffUnit: 'Аккаунт',
        trialDays: 0,
        instances: 'projects',
        tariffs: TARIFFS.map(({ code, name }) => ({ code, name, english: null })),
        freePlan: { activeInstances: 1 },
      },
    });
    for (const { code: tariff, price, included } of TARIFFS)
      await administrator.asks(routes.addPrice, {
        params: { code: 'sockets' },
        body: {
          tariff,
          period: 'P1M',
          unitPrice: rub(price),
          validFrom: await world.today(),
          limits: [{ unit: 'сообщения', included, per: 'P1D', over: 'drop' }],
        },
      });
    const romashka = await world.account('ООО «Ромашка»');
    await world.topUp(romashka, '5000.00');

    const page = await customerIn(browser, world.url, romashka.owner);
    const dialog = page.getByRole('dialog');
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await page.getByRole('link', { name: 'Продукты' }).first().click();
    await page.getByText('Проектов пока нет').waitFor();
    await browser.picture(page, 'projects-empty');
    await button('Создать проект').click();
    await dialog.getByLabel('Название').fill('Сайт');
    await dialog.getByRole('button', { name: 'Создать проект' }).click();

    await button('Подключить тариф проекту «Сайт»').click();
    await dialog.getByText('За этот тариф ничего не списываем').waitFor();
    await dialog.getByLabel('Тариф').selectOption('start');
    await dialog.getByRole('status').getByText('300,00').first().waitFor();
    await browser.picture(page, 'projects-connect');
    await dialog.getByRole('button', { name: 'Подключить', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });

    await button('Выпустить токен проекта «Сайт»').click();
    await dialog.getByRole('button', { name: 'Выпустить токен' }).click();
    const token = (await dialog.getByText(/^rmt_/).textContent())!;
    await browser.picture(page, 'projects-token');
    await button('Токен сохранён').click();
    await page.getByText(`…${token.slice(-4)}`).waitFor();
    expect(await page.content()).not.toContain(token);

    await button('Сменить тариф проекта «Сайт»').click();
    await dialog.getByLabel('Тариф').selectOption('pro');
    await dialog.getByRole('status').getByText('600,00').first().waitFor();
    await browser.picture(page, 'projects-change');
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page
      .getByText(/50\s?000/)
      .first()
      .waitFor();
    await romashka.owner.asks(routes.createProject, {
      params: { id: romashka.id },
      body: { productCode: 'sockets', name: 'Мобильное приложение' },
    });
    await page.reload();
    await button('Подключить тариф проекту «Мобильное приложение»').waitFor();
    await browser.picture(page, 'projects-full');
    expect(await romashka.journal('charge')).toEqual([
      '2027-06-01 charge -300.00',
      '2027-06-01 charge -600.00',
    ]);
    expect(browser.complaints).toEqual([]);
  },
  STORY_WITHIN_MS,
);
