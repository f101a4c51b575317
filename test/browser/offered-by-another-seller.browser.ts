import { routes } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { colleagueOf } from '../kit/colleague';
import type { Browser } from '../kit/browser';
import type { Customer } from '../kit/customer';
import { onScreen } from '../kit/on-screen';
import { innOf } from '../kit/requisites';
import { customerIn, staffIn } from '../kit/sign-in';
import type { World } from '../kit/world';
import { loadOffer } from '../offers/load-offer';

const STORY_WITHIN_MS = 120_000;
let world: World;
let browser: Browser;
let school: Customer;

onScreen({ shops: { seller: 'alfa-crm' } }, (stage) => ({ world, browser } = stage));

it(
  'a customer keeps a card for the periods to come, and cedes the account to a colleague who accepts the offer',
  async () => {
    await world.begin('2027-06-01T09:00:00+07:00');
    await loadOffer(world, 'alfa-crm');
    school = await world.account('Школа «Полиглот»', { seller: 'alfa-crm' });
    await school.givesRequisites();
    await school.connects('alfa-crm-access', { tariff: 'school' });
    const vera = await colleagueOf(world, school, 'Вера Новикова');

    const page = await customerIn(browser, world.url, school.owner);
    const dialog = page.getByRole('dialog');
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await page.getByRole('link', { name: 'Пополнить' }).first().click();
    await button('Привязать карту').click();
    await button('Перейти к оплате').click();
    await dialog.getByText('Отметьте согласие').waitFor();
    await dialog.getByLabel('Согласен на регулярные списания с карты').check();
    await browser.picture(page, 'autopayment-agree');
    await button('Перейти к оплате').click();
    await page.getByRole('button', { name: /Оплатить/ }).click();
    await page.getByText('Деньги зачислены').waitFor();
    await page.goto(`${world.url}/top-up`);
    await page.getByText('Mir •• 4444, до 07/2030').waitFor();
    await browser.picture(page, 'autopayment-on');

    await page.getByRole('link', { name: 'Люди' }).first().click();
    await button('Уступить аккаунт').click();
    await browser.picture(page, 'cession-offer');
    await button('Предложить').click();
    await page.getByText('Ждём решения: Вера Новикова').waitFor();

    const hers = await customerIn(browser, world.url, vera.person);
    await hers.goto(`${world.url}/people`);
    await hers.getByText('Вам уступают этот аккаунт').waitFor();
    await browser.picture(hers, 'cession-mine');
    await hers.getByRole('button', { name: 'Принять аккаунт' }).click();
    await hers.getByLabel(/Принимаю все условия оферты/).check();
    await hers.getByLabel('Полное название или ФИО').fill('ООО «Лингва»');
    await hers.getByLabel('ИНН').fill(innOf(4_000_002));
    await hers.getByLabel('КПП').fill('770401001');
    await hers.getByLabel('Юридический адрес').fill('119021, г. Москва, ул. Льва Толстого, 16');
    await browser.picture(hers, 'cession-take');
    await hers.getByRole('dialog').getByRole('button', { name: 'Принять аккаунт' }).click();
    await hers.getByText('ООО «Лингва»').waitFor();
    await browser.picture(hers, 'cession-done');
    expect((await school.owner.sends('GET', '/me')).status).toBe(401);
  },
  STORY_WITHIN_MS,
);

it(
  'a customer who does not agree with a new edition leaves when what is paid for is over, or on a day it names',
  async () => {
    await world.begin('2027-06-01T09:00:00+07:00');
    const { profile } = await loadOffer(world, 'alfa-crm');
    school = await world.account('Школа «Полиглот»', { seller: 'alfa-crm' });
    await world.topUp(school, '5000.00');
    await school.connects('alfa-crm-access', { tariff: 'school', trial: false });
    const administrator = await world.staff('administrator');
    const edition = { ...profile.terms, version: '2', effectiveFrom: localDate('2027-06-01') };
    await administrator.asks(routes.publishOfferVersion, { params: { code: 'alfa-crm' }, body: edition });

    const page = await customerIn(browser, world.url, school.owner);
    const dialog = page.getByRole('dialog');
    await page.goto(`${world.url}/requisites/contract`);
    await page.getByRole('button', { name: 'Расторгнуть договор' }).click();
    await dialog.getByText('Договор закончится 11.06.2027.').waitFor();
    await dialog.getByLabel(/Договор заканчивается/).fill('2027-06-20');
    await dialog.getByText('Договор закончится 20.06.2027.').waitFor();
    await browser.picture(page, 'leaving-on-a-day');
    await dialog.getByLabel('Основание').selectOption({ label: 'Не согласны с тем, что изменилось' });
    await dialog.getByText('Договор закончится 01.07.2027: всё оплаченное работает').waitFor();
    await dialog.getByLabel(/Причина/).fill('Новые условия не подходят');
    await browser.picture(page, 'leaving-for-changes');
    await dialog.getByRole('button', { name: 'Расторгнуть договор' }).click();
    await page.getByText('Договор закончится 01.07.2027').first().waitFor();

    const desk = await staffIn(browser, world.url, world.stranger, 'administrator');
    const club = await world.account('Клуб «Гамбит»', { seller: 'alfa-crm' });
    await desk.goto(`${world.url}/accounts/${club.id}/contract`);
    await desk
      .getByRole('button', { name: /Расторгнуть/ })
      .first()
      .click();
    await desk
      .getByRole('dialog')
      .getByLabel(/Договор заканчивается/)
      .waitFor();
    await browser.picture(desk, 'leaving-written-down');
  },
  STORY_WITHIN_MS,
);
