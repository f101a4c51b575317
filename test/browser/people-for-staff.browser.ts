import { routes } from '@rocket/contracts';
import { ANNA, companyInAmocrm, inWidget } from '../kit/amocrm-people';
import { downloaded, type Browser } from '../kit/browser';
import { onScreen } from '../kit/on-screen';
import { customerIn, staffIn } from '../kit/sign-in';
import type { World } from '../kit/world';

const ROMASHKA = 31_415_926;
const STORY_WITHIN_MS = 120_000;

let world: World;
let browser: Browser;
onScreen({ amocrm: true }, (stage) => ({ world, browser } = stage));

it(
  'support sees who of a customer comes in, helps with the access, and passes on the link that connects',
  async () => {
    await world.begin('2027-03-01T10:00:00+03:00');
    companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
    await world.amocrm.install(ROMASHKA);
    await world.moveTo('2027-03-01T10:00:00+03:00');
    const anna = await inWidget(world, ROMASHKA, ANNA, 'romashka');
    const { account } = await anna.asks(routes.widgetState);

    const page = await staffIn(browser, world.url, world.stranger, 'support');
    await page.goto(`${world.url}/accounts/${account.id}`);
    await page.getByRole('link', { name: 'Люди' }).click();
    await page.getByRole('region', { name: 'Связь с amoCRM' }).getByText('Подключено').waitFor();
    const petr = page.getByRole('row').filter({ hasText: 'Пётр Ильин' });
    await petr.getByText('Только просмотр').waitFor();
    await browser.picture(page, 'staff-people');

    world.amocrm.setUsers(ROMASHKA, [
      { id: ANNA, name: 'Анна Соколова', isAdmin: true },
      { id: 2000, name: 'Новый сотрудник' },
    ]);
    await page.getByRole('button', { name: 'Обновить из amoCRM' }).click();
    await petr.getByText('Отключён').waitFor();
    const newcomer = page.getByRole('row').filter({ hasText: 'Новый сотрудник' });
    await newcomer.getByRole('button', { name: 'Изменить' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Уровень доступа').selectOption('administrator');
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await newcomer.getByText('Администратор').waitFor();

    // Whoever only keeps the money looks on.
    const accountant = await staffIn(browser, world.url, world.stranger, 'accountant');
    await accountant.goto(`${world.url}/accounts/${account.id}/people`);
    await accountant.getByRole('row').filter({ hasText: 'Новый сотрудник' }).waitFor();
    expect(await accountant.getByRole('button', { name: 'Изменить' }).count()).toBe(0);
    expect(await accountant.getByRole('button', { name: 'Обновить из amoCRM' }).count()).toBe(0);

    // A loss is told of once, above the tabs, with the link to pass on.
    await world.amocrm.uninstall(ROMASHKA);
    await world.moveTo('2027-03-01T10:00:01+03:00');
    await page.reload();
    await page.getByText('передайте ему ссылку').waitFor();
    await page.getByText('/api/v1/amocrm/oauth/start').waitFor();
    expect(await page.getByRole('button', { name: 'Скопировать' }).count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Обновить из amoCRM' }).count()).toBe(0);
    await browser.picture(page, 'staff-people-removed');
    expect(browser.complaints).toEqual([]);
  },
  STORY_WITHIN_MS,
);

it(
  'whoever was never connected is told to connect, and only whoever was connected is told to connect again',
  async () => {
    await world.begin('2027-03-01T10:00:00+03:00');
    const customer = await world.account('Без amoCRM');
    const page = await customerIn(browser, world.url, customer.owner);
    await page.goto(`${world.url}/people`);
    const connect = page.getByRole('link', { name: 'Подключить', exact: true });
    expect(await connect.getAttribute('href')).toContain('/api/v1/amocrm/oauth/start');
    expect(await page.getByRole('link', { name: 'Подключить заново' }).count()).toBe(0);
    await browser.picture(page, 'people-never-connected');

    const support = await staffIn(browser, world.url, world.stranger, 'support');
    await support.goto(`${world.url}/accounts/${customer.id}/people`);
    await support.getByText('Rocket ещё не подключали').waitFor();
    await support.getByText('/api/v1/amocrm/oauth/start').waitFor();
    await support.emulateMedia({ colorScheme: 'dark' });
    await browser.picture(support, 'staff-never-connected-dark');
    await support.setViewportSize({ width: 390, height: 800 });
    await browser.picture(support, 'staff-never-connected-narrow');
    expect(browser.complaints).toEqual([]);
  },
  STORY_WITHIN_MS,
);

it(
  'a person closes their data and takes a copy; support writes a letter down and an administrator answers it',
  async () => {
    await world.begin('2027-03-01T10:00:00+03:00');
    const customer = await world.account('ООО «Ромашка»');
    const page = await customerIn(browser, world.url, customer.owner);
    await page.goto(`${world.url}/people`);
    await page.getByRole('link', { name: 'Мои данные' }).click();
    await page.getByText('Обращений не было').waitFor();
    const copy = await downloaded(page, page.getByRole('button', { name: 'Скачать копию' }));
    expect(JSON.parse(copy.bytes.toString())).toMatchObject({ number: copy.name.replace('.json', '') });
    await page.getByRole('button', { name: 'Закрыть данные' }).click();
    await browser.picture(page, 'my-data-question');
    await page.getByRole('dialog').getByRole('button', { name: 'Закрыть данные' }).click();
    await page.getByText('Сейчас ваши имя и почта закрыты').waitFor();
    await browser.picture(page, 'my-data-closed');

    const support = await staffIn(browser, world.url, world.stranger, 'support');
    await support.goto(`${world.url}/accounts/${customer.id}/people`);
    await support.getByText('Данные закрыты').waitFor();
    await support.getByRole('button', { name: 'Обращение о данных' }).click();
    await support.getByLabel('О чём просит').selectOption('correction');
    await support.getByRole('dialog').getByRole('button', { name: 'Отправить' }).click();
    await support.getByText('Напишите, что неверно и как правильно').waitFor();
    await support.getByLabel('Подробности').fill('Письмо: фамилия теперь Орлова');
    await support.getByRole('dialog').getByRole('button', { name: 'Отправить' }).click();
    await support.getByText('Обращение принято').waitFor();

    const administrator = await staffIn(browser, world.url, world.stranger, 'administrator');
    await administrator.goto(`${world.url}/personal-data?state=waiting`);
    const letter = administrator.getByRole('row').filter({ hasText: 'фамилия теперь Орлова' });
    await letter.getByText('11.03.2027').waitFor();
    await browser.picture(administrator, 'personal-data-register');
    await letter.getByRole('button', { name: 'Ответить' }).click();
    await administrator.getByLabel('Имя, как оно теперь').fill('Анна Орлова');
    await administrator.getByLabel('Ответ человеку').fill('Исправили по письму');
    await browser.picture(administrator, 'personal-data-answer');
    await administrator.getByRole('dialog').getByRole('button', { name: 'Исправить' }).click();
    await letter.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('Исправили по письму').waitFor();
    expect(browser.complaints).toEqual([]);
  },
  STORY_WITHIN_MS,
);
