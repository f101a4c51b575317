import { routes } from '@rocket/contracts';
import { ANNA, companyInAmocrm, inWidget } from '../kit/amocrm-people';
import { filledWith, type Browser } from '../kit/browser';
import { Customer } from '../kit/customer';
import { onScreen } from '../kit/on-screen';
import { innOf } from '../kit/requisites';
import { customerIn, staffIn } from '../kit/sign-in';
import type { World } from '../kit/world';

const ROMASHKA = 31_415_926;
const STORY_WITHIN_MS = 120_000;

let world: World;
let browser: Browser;
onScreen({ amocrm: true }, (stage) => ({ world, browser } = stage));

it(
  'an owner gives a colleague a level, lets a quantity follow the users, and sees when amoCRM lets us in no more',
  async () => {
    await world.begin('2027-03-01T10:00:00+03:00');
    companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
    await world.amocrm.install(ROMASHKA);
    await world.moveTo('2027-03-01T10:00:00+03:00');
    const widget = await inWidget(world, ROMASHKA, ANNA, 'romashka');
    const { account } = await widget.asks(routes.widgetState);
    const romashka = new Customer(account, widget, innOf(1));
    await world.product('crm-user', {
      price: '100.00',
      tariffUnit: 'Пользователь',
      quantityFollows: 'seats',
      name: 'Учёт звонков',
    });
    await world.product('chats', { price: '10.00', name: 'Чаты' });
    await world.topUp(romashka, '1000.00');
    await romashka.connects('crm-user', { quantity: 1 });
    await romashka.connects('chats', { quantity: 1 });

    const page = await customerIn(browser, world.url, widget);
    await page.getByRole('link', { name: 'Люди' }).click();
    await page.getByRole('region', { name: 'Связь с amoCRM' }).getByText('romashka.amocrm.ru').waitFor();
    await page.getByText('2 пользователя, на 01.03.2027', { exact: true }).waitFor();
    const petr = page.getByRole('row').filter({ hasText: 'Пётр Ильин' });
    await petr.getByText('Только просмотр').waitFor();
    await browser.picture(page, 'people');
    await petr.getByRole('button', { name: 'Изменить' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Уровень доступа').selectOption('billing');
    await dialog.getByText('Продукты, пополнение, реквизиты и документы').waitFor();
    await browser.picture(page, 'people-access');
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await petr.getByText('Оплата и документы').waitFor();

    // The only owner is told why not.
    const anna = page.getByRole('row').filter({ hasText: 'Анна Соколова' });
    await anna.getByRole('button', { name: 'Изменить' }).click();
    await dialog.getByLabel('Уровень доступа').selectOption('viewer');
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await dialog.getByText('Сначала назначьте владельцем кого-то ещё').waitFor();
    await page.keyboard.press('Escape');

    // What is sold by another unit is not offered to follow the users.
    expect(await page.getByRole('switch').count()).toBe(1);
    await page.getByRole('switch', { name: 'Учёт звонков' }).click();
    await page.getByText('сейчас 1; с 01.04.2027 — 2, 200,00 ₽ за период').waitFor();
    await browser.picture(page, 'people-seats');

    const administrator = await staffIn(browser, world.url, world.stranger, 'administrator');
    await administrator.goto(`${world.url}/catalogue`);
    const chats = administrator.getByRole('row').filter({ hasText: 'chats · ' });
    await chats.getByRole('button', { name: 'Изменить' }).click();
    await administrator.getByRole('dialog').getByLabel('Количество').selectOption('seats');
    await browser.picture(administrator, 'catalogue-product');
    await administrator.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click();
    await chats.getByText('по пользователям amoCRM').waitFor();
    await browser.picture(administrator, 'catalogue-marked');
    await page.reload();
    await page.getByRole('switch', { name: 'Чаты', checked: false }).waitFor();

    // A new one is connected to follow the users at once; what one more of them costs is said before.
    await world.product('mail', {
      price: '50.00',
      tariffUnit: 'Пользователь',
      quantityFollows: 'seats',
      name: 'Почта',
    });
    await page.getByRole('link', { name: 'Продукты' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Подключить «Почта»' }).click();
    await dialog.getByRole('switch', { name: /^Количество следует/ }).click();
    await dialog
      .getByText(/Если пользователей станет 3: 150,00.₽ в месяц, не раньше чем через 10 дней/)
      .waitFor();
    await filledWith(dialog.getByLabel('Количество, '), '2');
    await dialog
      .getByText(/^100,00.₽$/)
      .first()
      .waitFor();
    await browser.picture(page, 'connect-follows');
    await dialog.getByRole('button', { name: 'Подключить', exact: true }).click();
    await page.getByText('«Почта» подключён').waitFor();
    await page.getByRole('link', { name: 'Люди' }).click();

    // An account nobody pays amoCRM for: the first screen says what to do, and nothing to connect again.
    world.amocrm.faults.paymentRequired = true;
    await page.getByRole('button', { name: 'Обновить из amoCRM' }).click();
    await page.getByText('Подписка amoCRM не оплачена: ').waitFor();
    await page.getByRole('link', { name: 'Обзор' }).click();
    await page.getByText(/Подписка amoCRM не оплачена с \d\d\./).waitFor();
    expect(await page.getByRole('link', { name: 'Подключить заново' }).count()).toBe(0);
    await browser.picture(page, 'overview-unpaid');
    world.amocrm.faults.paymentRequired = false;
    await page.getByRole('link', { name: 'Люди' }).click();

    await world.amocrm.uninstall(ROMASHKA);
    await world.moveTo('2027-03-01T10:00:01+03:00');
    await page.reload();
    await page.getByText('Rocket удалён из amoCRM').waitFor();
    const connect = page.getByRole('link', { name: 'Подключить заново' });
    expect(await connect.getAttribute('href')).toContain('/api/v1/amocrm/oauth/start');
    await page.goto(world.url);
    await page.getByRole('alert').getByText('затем включите автопродление').waitFor();
    expect(await connect.getAttribute('href')).toContain('/api/v1/amocrm/oauth/start');
    await browser.picture(page, 'overview-removed');
    const support = await staffIn(browser, world.url, world.stranger, 'support');
    await support.goto(`${world.url}/accounts/${account.id}`);
    await support.getByText('передайте ему ссылку').waitFor();
    await browser.picture(support, 'card-removed');
    await page.goto(`${world.url}/people`);
    await connect.waitFor();
    await page.setViewportSize({ width: 390, height: 800 });
    await browser.picture(page, 'people-removed');
    expect(browser.complaints.filter((text) => !/ (402|409|5\d\d) /.test(text))).toEqual([]);
  },
  STORY_WITHIN_MS,
);
