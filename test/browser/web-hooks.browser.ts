import { Browser } from '../kit/browser';
import { staffIn, WITH_PAGES } from '../kit/sign-in';
import { WebhookReceiver } from '../kit/webhook-receiver';
import { World } from '../kit/world';

const STORY_WITHIN_MS = 120_000;

let world: World;
let browser: Browser;
let product: WebhookReceiver;

beforeAll(async () => {
  product = await WebhookReceiver.open();
  world = await World.open({ settings: { ...WITH_PAGES, WEBHOOKS_TO_LOOPBACK: 'on' } });
  browser = await Browser.open();
});
afterAll(async () => {
  await browser?.close();
  await world?.end();
  await product?.close();
});

it(
  'an administrator lets a product in: a key, a call to try, an address that is told, its secret once, what failed and is sent again',
  async () => {
    await world.begin('2027-06-01T09:00:00+03:00');
    await world.product('chats', { price: '100.00', name: 'Рассылки' });
    const romashka = await world.account('ООО «Ромашка»');
    await world.topUp(romashka, '100.00');

    const page = await staffIn(browser, world.url, world.stranger, 'administrator');
    const dialog = page.getByRole('dialog');
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await page.getByRole('link', { name: 'Каталог' }).click();
    await page.getByRole('link', { name: 'Разработчикам: Рассылки' }).click();
    await page.getByText('У продукта пока нет ключей').waitFor();
    await browser.picture(page, 'keys-empty');
    await button('Выпустить ключ').click();
    await dialog.getByLabel('Для чего').fill('Основной сервер');
    await browser.picture(page, 'key-new');
    await dialog.getByRole('button', { name: 'Выпустить ключ' }).click();
    await dialog.getByText(/^rmp_/).waitFor();
    await browser.picture(page, 'key-made');
    await button('Попробовать в консоли').click();
    await page.getByRole('button', { name: /^ООО «Ромашка»/ }).click();
    await button('Отправить').click();
    await page
      .getByRole('region', { name: 'Содержание' })
      .filter({ hasText: '"product": "chats"' })
      .waitFor();
    await browser.picture(page, 'console-entitlement');
    await page.getByLabel('Вызов').selectOption({ label: 'Учесть использование' });
    await button('Отправить').click();
    await page.getByText('"code": "product_not_connected"').waitFor();
    await button('PHP').click();
    await browser.picture(page, 'console-refused');
    await page.getByRole('link', { name: 'Документация' }).click();
    await page.getByRole('heading', { name: 'Учесть пачку использований' }).waitFor();
    await browser.picture(page, 'documentation');
    await page.getByRole('link', { name: 'Ключи', exact: true }).click();
    await button('Заменить: Основной сервер').click();
    await dialog.getByRole('button', { name: 'Заменить' }).click();
    await button('Ключ сохранён').click();
    await page.getByText('заменён, до').waitFor();
    await browser.picture(page, 'keys');
    await button('Отозвать: Основной сервер').first().click();
    await browser.picture(page, 'key-revoked');
    await dialog.getByRole('button', { name: 'Отозвать' }).click();
    await page.getByText('Отозван', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Веб-хуки', exact: true }).click();
    await page.getByText('Продукту пока некуда сообщать').waitFor();
    await browser.picture(page, 'web-hooks-empty');

    await button('Добавить адрес').click();
    await dialog.getByLabel('Адрес (URL)').fill('http://10.0.0.5/hooks');
    await dialog.getByRole('button', { name: 'Добавить адрес' }).click();
    await dialog.getByText('Это адрес внутренней сети').waitFor();
    await browser.picture(page, 'web-hooks-refused');
    await dialog.getByLabel('Адрес (URL)').fill(product.url());
    await dialog.getByLabel('Для чего').fill('Права и лимиты');
    await dialog.getByRole('button', { name: 'Добавить адрес' }).click();
    const secret = (await dialog.getByText(/^whsec_/).textContent())!;
    await browser.picture(page, 'web-hooks-secret');
    await button('Секрет сохранён').click();
    await page.getByRole('link', { name: product.url() }).click();

    await button('Отправить пробный запрос').click();
    await page.getByText(/^Программа приняла пробный запрос: ответ 204/).waitFor();
    WebhookReceiver.verify(product.received[0]!, secret);
    await page.getByText('Сюда ещё ничего не отправляли').waitFor();
    await browser.picture(page, 'web-hooks-tested');

    product.behaves({ status: 500, body: '{"error":"database is locked"}' });
    await romashka.connects('chats');
    await world.moveTo('2027-06-05T09:00:00+03:00');
    await romashka.ends('chats');
    await page.goto(`${world.url}/catalogue`);
    await page.getByText('1 адрес веб-хуков без ответа').waitFor();
    await browser.picture(page, 'web-hooks-trouble');
    await page.getByRole('link', { name: `chats: ${product.url()}` }).click();
    await page.getByText('Программа не принимает события больше часа').waitFor();
    const log = page.getByRole('table', { name: 'Что отправлено' });
    await log.getByText('10 попыток').waitFor();
    await browser.picture(page, 'web-hooks-failing');
    await button('Подробнее: Подключение начало действовать, ООО «Ромашка»').click();
    await dialog.getByText('"type": "subscription.activated"').waitFor();
    await browser.picture(page, 'web-hooks-delivery');
    product.behaves();
    await dialog.getByRole('button', { name: 'Отправить ещё раз' }).click();
    await page.getByText('Событие отправлено ещё раз').waitFor();
    await page.getByText('Не отвечает').waitFor({ state: 'detached' });
    await log.getByText('Доставлено').nth(1).waitFor();

    await button('Сменить секрет').click();
    await dialog.getByRole('button', { name: 'Сменить секрет' }).click();
    await dialog.getByText(/^whsec_/).waitFor();
    await button('Секрет сохранён').click();
    await page.getByText('прежний подписывает до').waitFor();
    await button('Выключить').click();
    await dialog.getByRole('button', { name: 'Выключить' }).click();
    await button('Включить').waitFor();
    await browser.picture(page, 'web-hooks-off');
    await button('English').click();
    await button('Switch on').waitFor();
    await page.getByRole('link', { name: '← Web hooks: chats' }).click();
    await page.getByRole('columnheader', { name: 'Undelivered' }).waitFor();
    await browser.picture(page, 'web-hooks-in-english');
    expect(browser.complaints.filter((one) => !/ (409|422) /.test(one))).toEqual([]);
  },
  STORY_WITHIN_MS,
);
