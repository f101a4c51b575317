import type { Browser } from '../kit/browser';
import { onScreen } from '../kit/on-screen';
import { customerIn, staffIn } from '../kit/sign-in';
import type { World } from '../kit/world';

const STORY_WITHIN_MS = 120_000;
const PROBLEM =
  'С утра из формы на сайте ничего не приходит.\nПример: https://romashka.amocrm.ru/leads/detail/1';
const MARKUP = 'Починили: <img src=x onerror="document.title=\'взлом\'"> — проверьте, пожалуйста';

let world: World;
let browser: Browser;
onScreen({}, (stage) => ({ world, browser } = stage));

it(
  'a customer asks support, keeps what they typed whatever happens, and is answered; what is late stands on top of the desk',
  async () => {
    await world.begin('2026-11-25T10:00:00+03:00');
    await world.product('chats', { price: '100.00', name: 'Чаты' });
    const romashka = await world.account('ООО «Ромашка»');
    await world.topUp(romashka, '5000.00');
    await romashka.connects('chats');

    const page = await customerIn(browser, world.url, romashka.owner);
    await page.getByRole('link', { name: 'Поддержка' }).click();
    await page.getByText('Вы ещё ни о чём не спрашивали').waitFor();
    await page.getByText('с понедельника по пятницу, кроме праздников, с 09:00 до 18:00 (GMT+3)').waitFor();
    expect(await page.getByRole('link', { name: 'support@rocket.red' }).getAttribute('href')).toBe(
      'mailto:support@rocket.red',
    );
    await browser.picture(page, 'support-empty');

    await page.getByRole('link', { name: 'Написать' }).click();
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.getByText('Напишите, о чём обращение').waitFor();
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('subject');
    await page.getByLabel('Тема').fill('Не приходят лиды');
    await page.getByLabel('Продукт').selectOption('chats');
    await page.getByLabel('Что случилось').fill(PROBLEM);
    await page.reload();
    expect(await page.getByLabel('Тема').inputValue()).toBe('Не приходят лиды');
    expect(await page.getByLabel('Что случилось').inputValue()).toBe(PROBLEM);

    // The connection breaks as it is sent: nothing is lost, and sent again it is one request.
    await page.route('**/support-requests', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.getByRole('alert').waitFor();
    await browser.picture(page, 'support-not-sent');
    browser.complaints.length = 0;
    await page.unroute('**/support-requests');
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.getByText('Обращение № 1 принято').waitFor();
    await page.getByRole('heading', { name: 'Не приходят лиды' }).waitFor();
    await page.getByText('Ответим не позднее').waitFor();
    await browser.picture(page, 'support-asked');
    expect(await world.sql('select 1 from support_request')).toHaveLength(1);

    await world.moveTo('2026-11-25T18:00:01+03:00');
    const support = await staffIn(browser, world.url, world.stranger, 'support');
    await support.getByRole('link', { name: 'Обращения ждут ответа: 1, из них просрочено: 1' }).click();
    const row = support.getByRole('row').filter({ hasText: 'Не приходят лиды' });
    await row.getByText('просрочено').waitFor();
    await browser.picture(support, 'support-desk');
    await support.setViewportSize({ width: 390, height: 800 });
    expect(await support.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const [card, late] = [await row.boundingBox(), await row.getByText('просрочено').boundingBox()];
    expect(late!.x + late!.width).toBeLessThan(card!.x + card!.width - 8);
    await browser.picture(support, 'support-desk-narrow');
    await support.setViewportSize({ width: 1360, height: 860 });
    await row.getByRole('link', { name: 'Не приходят лиды' }).click();
    expect(await support.getByRole('link', { name: 'ООО «Ромашка»' }).getAttribute('href')).toBe(
      `/accounts/${romashka.id}`,
    );
    await support.getByLabel('Ответ').fill(MARKUP);
    await support.getByRole('button', { name: 'Ответить' }).click();
    await support.getByText('Ответ отправлен клиенту').waitFor();
    await support.getByText('ждут ответа: 1').waitFor({ state: 'detached' });
    await support.getByRole('listitem').filter({ hasText: MARKUP }).waitFor();
    await browser.picture(support, 'support-answered');

    await page.getByRole('link', { name: 'Поддержка', exact: true }).click();
    await page.getByText('Есть ответ').waitFor();
    await page.getByRole('link', { name: 'Не приходят лиды' }).click();
    await page.getByRole('listitem').filter({ hasText: MARKUP }).waitFor();
    expect(await page.title()).not.toContain('взлом');
    await page.getByLabel('Сообщение').fill('Теперь приходят, спасибо');
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Теперь приходят' }).waitFor();
    expect(await page.getByLabel('Сообщение').inputValue()).toBe('');

    await support.reload();
    await support.getByLabel('Вопрос решён, закрыть обращение').check();
    await support.getByRole('button', { name: 'Закрыть обращение' }).click();
    await support.getByText('Напишите сообщение').waitFor();
    await support.getByLabel('Ответ').fill('Хорошей работы!');
    await support.getByRole('button', { name: 'Закрыть обращение' }).click();
    await support.getByText('Обращение закрыто, клиент об этом узнает').waitFor();
    await page.reload();
    await page.getByText('Если вопрос остался, напишите сюда же').waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 800 });
    await browser.picture(page, 'support-closed-dark-narrow');
    await page.goto(`${world.url}/support`);
    await page.getByText('Закрыто').waitFor();
    await browser.picture(page, 'support-list-dark-narrow');

    // Whoever may not answer reads.
    const manager = await staffIn(browser, world.url, world.stranger, 'account_manager');
    await manager.goto(new URL(support.url()).href);
    await manager.getByText('Отвечают поддержка и администраторы').waitFor();
    expect(await manager.getByRole('button', { name: 'Ответить' }).count()).toBe(0);
    // What came by telephone is written down on the card of the account, and the customer reads it as their own.
    await support.goto(`${world.url}/accounts/${romashka.id}`);
    await support.getByRole('button', { name: 'Записать обращение' }).click();
    const dialog = support.getByRole('dialog');
    await dialog.getByLabel('Тема').fill('Звонок о счёте');
    await dialog.getByLabel('Как рассказал клиент').fill('Просит счёт на полгода.');
    await dialog.getByRole('button', { name: 'Записать обращение' }).click();
    await dialog.getByText('Выберите, кто спрашивает').waitFor();
    await browser.picture(support, 'support-taken-down');
    await dialog.getByLabel('Кто спрашивает').selectOption({ index: 1 });
    await dialog.getByRole('button', { name: 'Записать обращение' }).click();
    await support.getByText('Обращение № 2 принято').waitFor();
    await support.getByText('ждут ответа: 1').waitFor({ state: 'attached' });
    await page.goto(`${world.url}/support`);
    await page.getByRole('link', { name: 'Звонок о счёте' }).click();
    await page.getByText(/^По телефону\. Записано сотрудником: Ольга/).waitFor();
    expect(browser.complaints).toEqual([]);
  },
  STORY_WITHIN_MS,
);
