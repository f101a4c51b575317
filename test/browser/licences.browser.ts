import { routes } from '@rocket/contracts';
import { loadOffer } from '../offers/load-offer';
import type { Browser } from '../kit/browser';
import { onScreen } from '../kit/on-screen';
import { customerIn } from '../kit/sign-in';
import type { World } from '../kit/world';

const STORY_WITHIN_MS = 120_000;
const SELLER = 'itgrix';

let world: World;
let browser: Browser;

onScreen({}, (stage) => ({ world, browser } = stage));

it(
  'a customer in Kazakhstan fills in its requisites, buys by an invoice, and passes the licence on to another one',
  async () => {
    await world.begin('2026-12-17T10:00:00+05:00');
    await loadOffer(world, SELLER);
    const dala = await world.account('ТОО «Дала»', { seller: SELLER });
    const tulpar = await world.account('ТОО «Тулпар»', { seller: SELLER });

    const page = await customerIn(browser, world.url, dala.owner);
    const dialog = page.getByRole('dialog');
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const goTo = (name: string) => page.getByRole('link', { name, exact: true }).first().click();
    await goTo('Реквизиты');
    await page.getByLabel('Полное название или ФИО').fill('ТОО «Дала»');
    await page.getByLabel('БИН или ИИН').fill('050540000007');
    await page.getByLabel('Юридический адрес').fill('г. Алматы, пр. Абая, 10');
    await page.getByLabel('БИК банка').fill('HSBKKZKX');
    await page.getByLabel('ИИК (номер счёта)').fill('KZ06 6017 1310 0000 1234');
    await button('Сохранить').click();
    await page.getByText('БИН или ИИН: контрольная цифра не сходится').waitFor();
    await browser.picture(page, 'licences-requisites');
    await page.getByLabel('БИН или ИИН').fill('050540000006');
    await button('Сохранить').click();
    await page.getByText('Реквизиты сохранены').waitFor();

    await goTo('Лицензии');
    await page.getByRole('button', { name: /Itgrix коннектор amoCRM/ }).click();
    await dialog.getByText('Не хватает').waitFor();
    await browser.picture(page, 'licences-buy');
    await dialog.getByRole('button', { name: 'Получить счёт' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Цена держится до 16.01.2027').waitFor();
    await browser.picture(page, 'licences-invoice');

    await world.topUp(dala, '12000.00');
    await dala.connects('itgrix-amocrm');
    await page.reload();
    await goTo('Лицензии');
    await button('Передать').click();
    await dialog.getByLabel('Номер аккаунта amoCRM получателя').fill(String(tulpar.account.amocrmAccountId));
    await browser.picture(page, 'licences-transfer');
    await dialog.getByRole('button', { name: 'Предложить' }).click();
    await button('Отозвать').waitFor();
    await browser.picture(page, 'licences-offered');

    const other = await customerIn(browser, world.url, tulpar.owner);
    await other.getByRole('link', { name: 'Лицензии', exact: true }).first().click();
    await other.getByRole('button', { name: 'Принять', exact: true }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Принять' }).click();
    await other.getByText('Передано').waitFor();
    await browser.picture(other, 'licences-received');
    expect((await tulpar.subscription('itgrix-amocrm')).paidUntil).toBe('2027-01-17');
    const { items } = await dala.owner.asks(routes.transfers, { params: { id: dala.id } });
    expect(items).toMatchObject([{ state: 'accepted', direction: 'given' }]);
    // What the balance does not reach is said by 402.
    expect(browser.complaints.filter((said) => !said.includes('402'))).toEqual([]);
  },
  STORY_WITHIN_MS,
);
