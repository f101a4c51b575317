import { routes } from '@rocket/contracts';
import { addDays, dayOf } from '@rocket/kernel';
import { writeDate } from '@rocket/ui';
import type { Browser } from '../kit/browser';
import { onDatabase } from '../kit/clone-database';
import { rub } from '../kit/customer';
import { onScreen } from '../kit/on-screen';
import { customerIn, staffIn } from '../kit/sign-in';
import type { World } from '../kit/world';

const STORY_WITHIN_MS = 150_000;

let world: World;
let browser: Browser;

onScreen({ mail: true, shops: true }, (stage) => ({ world, browser } = stage));

const sum = (text: string): RegExp => new RegExp(text.replaceAll(' ', '\\s'));

it(
  'an accountant posts originals, settles a cash receipt the register refused and returns money to the card',
  async () => {
    await world.begin('2027-01-11T09:00:00+03:00');
    const romashka = await world.account('ООО «Ромашка»');
    await romashka.givesRequisites({ emails: ['buh@romashka.example'] });
    world.shops.yookassa.faults.receiptsCanceled = true;
    const invoice = await romashka.invoices('6100.00');
    const { url } = await romashka.owner.asks(routes.payInvoice, {
      params: { id: romashka.id, invoice: invoice.id },
      body: { provider: 'yookassa' },
    });
    await world.shops.yookassa.pay(world.shops.yookassa.at(url!).id);
    await world.moveTo('2027-01-11T09:10:00+03:00');
    world.shops.yookassa.faults.receiptsCanceled = false;

    const page = await staffIn(browser, world.url, world.stranger, 'accountant');
    const dialog = page.getByRole('dialog');

    // The originals of its UPD have to go; the accountant posted them and says so.
    await page.getByRole('link', { name: 'Отправка и ЭДО' }).click();
    const tasks = page.getByRole('table', { name: 'Документы к передаче' });
    const upd = tasks.getByRole('row').filter({ hasText: 'УПД № 1 от 11.01.2027' });
    await upd.getByText('до 08.02.2027').waitFor();
    await browser.picture(page, 'desk-owed');
    await upd.getByRole('button', { name: 'Открыть: УПД № 1 от 11.01.2027' }).click();
    await dialog.getByText('buh@romashka.example').waitFor();
    await dialog.getByLabel('Как передать').selectOption({ label: 'Оригинал на бумаге уже отправлен' });
    await dialog.getByRole('button', { name: 'Отметить отправку' }).click();
    await dialog.getByText('Напишите, чем и как отправлено').waitFor();
    await dialog.getByLabel('Чем и как отправлено').fill('Заказное письмо 80112345678901');
    await browser.picture(page, 'desk-document');
    await dialog.getByRole('button', { name: 'Отметить отправку' }).click();
    await dialog.getByText('Бумага').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Передавать нечего').waitFor();
    await page.getByRole('link', { name: 'Передано', exact: true }).click();
    await tasks.getByText('Заказное письмо 80112345678901').waitFor();
    await browser.picture(page, 'desk-done');

    // The cash register refused the receipt of the payment: it is not sent again, a correction stands for it.
    await page.getByRole('link', { name: 'Кассовые чеки' }).click();
    await page.getByRole('link', { name: 'Требуют решения' }).click();
    const fiscal = page.getByRole('table', { name: 'Кассовые чеки' });
    await fiscal.getByRole('button', { name: /^Решить: Чек оплаты/ }).click();
    await dialog.getByText('Отправить этот чек второй раз нельзя').waitFor();
    expect(await dialog.getByLabel('Что с чеком').locator('option').allTextContents()).toEqual([
      'Чек есть: впишу его номера',
      'Чека не будет: объясню почему',
    ]);
    await dialog.getByLabel(/^ФД/).fill('77');
    await dialog.getByLabel(/^ФН/).fill('123');
    await dialog.getByLabel(/^ФПД/).fill('2617000077');
    await dialog.getByLabel('Причина').fill('Пробили чек коррекции');
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await dialog.getByText('Номер ФН: шестнадцать цифр').waitFor();
    await browser.picture(page, 'desk-fiscal-decision');
    await dialog.getByLabel(/^ФН/).fill('9288000100115785');
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await page.getByText('Все чеки в порядке').waitFor();
    await page.getByRole('link', { name: 'Все', exact: true }).click();
    await fiscal.getByText('ФД 77, ФН 9288000100115785').waitFor();
    await browser.picture(page, 'desk-fiscal');

    // The customer leaves, its signed correction is back: the money goes to the card it came from.
    const params = { id: romashka.id };
    const body = { reason: 'Закрываемся', initiator: 'customer' as const };
    await romashka.owner.asks(routes.terminateAccount, { params, body });
    await world.moveTo('2027-01-22T09:00:00+03:00');
    await romashka.owner.asks(routes.requestRefund, { params });
    const [correction] = await romashka.documents('correction');
    const raw = { bytes: new Blob(['%PDF-1.7 подписано']), type: 'application/octet-stream' };
    await romashka.owner.asks(routes.signedCopy, { params: { id: correction!.id }, raw });
    await page.goto(`${world.url}/accounts/${romashka.id}/contract`);
    const requests = page.getByRole('table', { name: 'Заявки на возврат' });
    await requests.getByRole('button', { name: 'Вернуть на карту' }).click();
    await dialog.getByText(sum('уйдёт 6 100,00 ₽')).waitFor();
    await browser.picture(page, 'desk-to-card');
    await dialog.getByRole('button', { name: 'Вернуть на карту' }).click();
    await requests.getByText('вернулось').waitFor();
    await requests.getByText('Деньги возвращены').waitFor();
    expect(await requests.getByRole('button', { name: 'Вернуть на карту' }).count()).toBe(0);
    await browser.picture(page, 'desk-returned');
    expect(await romashka.balance()).toBe('0.00');
    expect(browser.complaints).toEqual([]);
  },
  STORY_WITHIN_MS,
);

it(
  'an administrator publishes a version of the offer after reading what changes; the owner accepts it ahead',
  async () => {
    // The page counts days by its own clock, so the story plays today.
    await world.stranger.asks(routes.sandboxReset);
    const romashka = await world.account('ООО «Ромашка»');
    const before = browser.complaints.length;
    const page = await staffIn(browser, world.url, world.stranger, 'administrator');
    await page.getByRole('link', { name: 'Оферты' }).click();
    await page.getByRole('button', { name: 'Новая версия' }).click();
    await page.getByLabel('Название').fill('Публичная оферта № 7');
    await page.getByLabel('Код версии').fill('2-test');
    await page.getByLabel('Пробный период, дней').fill('две недели');
    await page.getByRole('button', { name: 'Показать изменения' }).click();
    await page.getByText('Введите целое число').or(page.getByText('Проверьте значение')).first().waitFor();
    await page.getByLabel('Пробный период, дней').fill('7');
    await page.getByLabel('Что тратится сначала').selectOption({ label: 'сначала деньги' });
    await page.getByLabel('Документ принят по молчанию через', { exact: true }).fill('');
    await browser.picture(page, 'offer-form');
    await page.getByRole('button', { name: 'Показать изменения' }).click();
    const dialog = page.getByRole('dialog');
    const changes = dialog.getByRole('table', { name: 'Что меняется' });
    await changes.getByText('сначала деньги').waitFor();
    expect(await changes.getByRole('row').count()).toBe(4);
    await browser.picture(page, 'offer-changes');
    await dialog.getByRole('button', { name: 'Опубликовать' }).click();
    await page.getByText('Версия 2-test объявлена').waitFor();
    await page
      .getByRole('table', { name: 'Версии оферты' })
      .getByText('объявлена', { exact: true })
      .waitFor();

    const panel = await customerIn(browser, world.url, romashka.owner);
    await panel.goto(`${world.url}/requisites/contract`);
    await panel.getByText('Публичная оферта № 7. Начнёт действовать').waitFor();
    await panel.getByRole('table', { name: 'Что меняется' }).getByText('сначала деньги').waitFor();
    await browser.picture(panel, 'offer-announced');
    await panel.getByRole('button', { name: 'Принять сейчас' }).click();
    await panel.getByRole('dialog').getByRole('button', { name: 'Принять сейчас' }).click();
    await panel.getByText(/Принята владельцем лично/).waitFor();
    await panel.getByRole('button', { name: 'Принять сейчас' }).waitFor({ state: 'detached' });
    await browser.picture(panel, 'offer-accepted');
    expect(browser.complaints.slice(before)).toEqual([]);
  },
  STORY_WITHIN_MS,
);

it(
  'an administrator watches a run go on, sees where it differs from its forecast and tries a parked account again',
  async () => {
    await world.begin(new Date().toISOString());
    const romashka = await world.account('ООО «Ромашка»');
    await world.product('calls', { price: '300.00' });
    const before = browser.complaints.length;
    const { now } = await world.stranger.asks(routes.sandboxClock);
    const day = dayOf(new Date(now), 'Europe/Moscow');
    // A run as another process keeps it: 120 of 300 done.
    const id = await onDatabase(world.databaseUrl, async (db) => {
      const { rows } = await db.query<{ id: string }>(
        `insert into renewal_run (id, business_date, state, started_at, due, accounts, charged, parked, expected_charged)
         values (gen_random_uuid(), $1, 'running', $2, 300, 119, 110, 1, 300) returning id`,
        [day, now],
      );
      await db.query(
        `insert into renewal_run_sum (run_id, product_code, currency, expected_charged, expected_amount, charged, amount)
         values ($1, 'calls', 'RUB', 300, 9000000, 110, 3300000)`,
        [rows[0]!.id],
      );
      await db.query(
        `insert into parked_account (account_id, business_date, cause, parked_at, run_id)
         values ($1, $2, 'Error: [DecimalError] Invalid argument: broken', $3, $4)`,
        [romashka.id, day, now, rows[0]!.id],
      );
      await db.query('update account set next_due = $2 where id = $1', [romashka.id, day]);
      return rows[0]!.id;
    });
    const page = await staffIn(browser, world.url, world.stranger, 'administrator');
    await page.getByRole('link', { name: 'Списания' }).click();
    const run = page.getByRole('region', { name: /^Прогон за / });
    await run.getByText('Обработано 120 из 300').first().waitFor();
    await run.getByText(sum('90 000,00 ₽')).first().waitFor();
    await browser.picture(page, 'run-going');
    await run.getByRole('button', { name: 'Остановить' }).click();
    await page.getByRole('dialog').getByText('пока этот день не запустят снова').waitFor();
    await browser.picture(page, 'run-stop');
    await page.keyboard.press('Escape');

    // It goes on by itself, and the page with it.
    await onDatabase(world.databaseUrl, (db) =>
      db.query('update renewal_run set accounts = 200, charged = 190 where id = $1', [id]),
    );
    await run.getByText('Обработано 201 из 300').first().waitFor();
    await run.getByText(/аккаунтов в секунду, осталось около/).waitFor();
    await onDatabase(world.databaseUrl, async (db) => {
      await db.query(
        `update renewal_run set state = 'completed', accounts = 299, charged = 299, finished_at = started_at where id = $1`,
        [id],
      );
      await db.query('update renewal_run_sum set charged = 299, amount = 8970000 where run_id = $1', [id]);
    });
    await run.getByRole('table', { name: 'По продуктам' }).getByText(sum('−300,00 ₽')).waitFor();
    await page.getByText('Не удалось посчитать').waitFor();
    await browser.picture(page, 'run-done');
    await page.getByRole('button', { name: 'Попробовать ещё раз' }).click();
    await page.getByText('Аккаунт продлён').waitFor();
    await page.getByText('Не удалось посчитать').waitFor({ state: 'detached' });
    expect(browser.complaints.slice(before)).toEqual([]);
  },
  STORY_WITHIN_MS,
);

it(
  'a bonus and a correction show the entry before the click; above the limit the second person sees the same',
  async () => {
    await world.begin(new Date().toISOString());
    const romashka = await world.account('ООО «Ромашка»');
    await world.topUp(romashka, '5000.00');
    const support = await world.staff('support');
    const before = browser.complaints.length;
    const page = await staffIn(browser, world.url, world.stranger, 'administrator');
    const dialog = page.getByRole('dialog');
    await page.goto(`${world.url}/accounts/${romashka.id}/bonuses`);
    await page.getByRole('button', { name: 'Начислить бонус' }).click();
    await dialog.getByText(sum('до 10 000,00 ₽ за один раз')).waitFor();
    await dialog.getByLabel('Сумма бонуса').fill('10000,01');
    await dialog.getByText('Нужен второй сотрудник').waitFor();
    await browser.picture(page, 'grant-above-limit');
    await dialog.getByLabel('Сумма бонуса').fill('500');
    await dialog.getByText('Расходы на бонусы → Бонусы клиента').waitFor();
    await dialog.getByText('Нужен второй сотрудник').waitFor({ state: 'detached' });
    await dialog.getByLabel('Причина').fill('За ожидание');
    await dialog.getByRole('button', { name: 'Начислить бонус' }).click();
    await page.getByText(sum('Начислено 500,00 ₽')).waitFor();

    await page.getByRole('button', { name: 'Корректировка баланса' }).click();
    await dialog.getByLabel('Что сделать').selectOption({ label: 'Списать деньги' });
    await dialog.getByLabel('Сумма').fill('1500');
    await dialog.getByText('Деньги клиента → Корректировки').waitFor();
    await browser.picture(page, 'adjust');
    await page.keyboard.press('Escape');

    const body = { amount: rub('12000.00'), ground: 'licence' as const, reason: 'Лицензия' };
    await support.asks(routes.grantBonus, { params: { id: romashka.id }, body });
    await page.getByRole('link', { name: 'Согласования' }).click();
    await page.getByRole('button', { name: 'Согласовать' }).click();
    await dialog.getByText(sum('12 500,00 ₽')).waitFor();
    await browser.picture(page, 'approve');
    await dialog.getByRole('button', { name: 'Согласовать' }).click();
    await page.getByText('Решать нечего').waitFor();
    expect(await romashka.balance()).toBe('5000.00 + 12500.00 bonus');
    expect(browser.complaints.slice(before)).toEqual([]);
  },
  STORY_WITHIN_MS,
);

it(
  'an administrator plans a new price, takes it back, and makes a promotion that a customer is shown and takes',
  async () => {
    await world.begin(new Date().toISOString());
    const romashka = await world.account('ООО «Ромашка»');
    await world.topUp(romashka, '5000.00');
    await world.product('chats', { price: '300.00', name: 'Звонки Плюс' });
    await romashka.connects('chats', { quantity: 2 });
    const before = browser.complaints.length;
    const today = dayOf(new Date((await world.stranger.asks(routes.sandboxClock)).now), 'Europe/Moscow');
    const page = await staffIn(browser, world.url, world.stranger, 'administrator');
    await page.getByRole('link', { name: 'Каталог' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Звонки Плюс' });
    await row.getByRole('link', { name: 'Изменить цену' }).click();
    // Nothing stands in the field: whoever types nothing, or the price there is, announces nothing.
    expect(await page.getByLabel('Новая цена за единицу').inputValue()).toBe('');
    await page.getByText(sum('сейчас 300,00 ₽ в месяц')).waitFor();
    await page.getByLabel('Новая цена за единицу').fill('300');
    await page.getByText('Эта цена уже действует для всех').waitFor();
    expect(await page.getByRole('button', { name: 'Предупредить и назначить' }).isDisabled()).toBe(true);
    await page.getByLabel('Новая цена за единицу').fill('400');
    const change = page.getByRole('region', { name: 'Что изменится' });
    await change.getByText(sum('600,00 ₽ → 800,00 ₽')).waitFor();
    await change.getByText('не позднее чем за 10 календарных дней').waitFor();
    await page.getByText(/^Новая цена: .*Звонки Плюс/).waitFor();
    await browser.picture(page, 'price-wizard');
    await page.getByLabel('С какого дня действует').fill(addDays(today, 9));
    await page.getByText('Слишком рано').waitFor();
    await browser.picture(page, 'price-too-soon');
    expect(await page.getByRole('button', { name: 'Предупредить и назначить' }).isDisabled()).toBe(true);
    await page.getByLabel('С какого дня действует').fill(addDays(today, 20));
    await page.getByLabel('Когда предупредить клиентов').fill(addDays(today, 3));
    await page.getByRole('button', { name: 'Запланировать' }).click();
    const plans = page.getByRole('table', { name: 'Изменения цен' });
    await plans.getByText('Запланировано').waitFor();
    await browser.picture(page, 'price-plans');
    await row.getByRole('link', { name: 'Изменить цену' }).click();
    await page.getByText('Цена уже меняется').waitFor();
    await page.getByText(/запланирована цена 400,00/).waitFor();
    await browser.picture(page, 'price-to-come');
    await page.getByRole('link', { name: 'Отмена' }).click();
    await plans.getByRole('button', { name: 'Отменить' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Отменить', exact: true }).click();
    await plans.getByText('Отменено').waitFor();

    await page.getByRole('link', { name: 'Акции' }).click();
    await page.getByText('Акций пока нет').waitFor();
    await page.getByRole('link', { name: 'Новая акция' }).click();
    await page.getByRole('button', { name: 'Создать акцию' }).click();
    await page.getByText('Назовите акцию').waitFor();
    await page.getByLabel('Название').fill('Осень');
    await page.getByRole('checkbox', { name: 'Звонки Плюс' }).check();
    const gives = page.getByRole('region', { name: 'Что получат клиенты' });
    await gives.getByText(`бесплатно до ${writeDate(addDays(today, 29))}`).waitFor();
    await gives.getByText('уже подключён: 1 аккаунт').waitFor();
    await browser.picture(page, 'promotion-new');
    await page.getByRole('button', { name: 'Создать акцию' }).click();
    const promotions = page.getByRole('table', { name: 'Акции' });
    await promotions.getByText('Идёт').waitFor();

    const vasilek = await world.account('ООО «Василёк»');
    const cabinet = await customerIn(browser, world.url, vasilek.owner);
    await cabinet.getByRole('link', { name: 'Продукты' }).click();
    const card = cabinet.getByRole('listitem').filter({ hasText: 'Звонки Плюс' });
    await card.getByText('по акции «Осень»').waitFor();
    await browser.picture(cabinet, 'promotion-card');
    await card.getByRole('button', { name: /^Подключить/ }).click();
    await cabinet.getByRole('dialog').getByText('по акции «Осень»').waitFor();
    await browser.picture(cabinet, 'promotion-quote');
    await cabinet.getByRole('dialog').getByRole('button', { name: 'Подключить', exact: true }).click();
    await cabinet.getByText('«Звонки Плюс» подключён').waitFor();
    expect([await vasilek.balance(), await vasilek.journal()]).toEqual(['0.00', []]);

    await page.reload();
    await promotions.getByRole('button', { name: 'Завершить акцию: Осень' }).click();
    await page.getByRole('dialog').getByText('у тех, кто его уже получил (1 аккаунт)').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Завершить', exact: true }).click();
    await promotions.getByText('Завершена досрочно').waitFor();
    await browser.picture(page, 'promotions');
    expect(browser.complaints.slice(before)).toEqual([]);
  },
  STORY_WITHIN_MS,
);
