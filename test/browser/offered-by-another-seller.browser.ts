import { colleagueOf } from '../kit/colleague';
import type { Browser } from '../kit/browser';
import type { Customer } from '../kit/customer';
import { onScreen } from '../kit/on-screen';
import { innOf } from '../kit/requisites';
import { customerIn } from '../kit/sign-in';
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
