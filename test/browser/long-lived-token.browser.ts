import { routes } from '@rocket/contracts';
import { ANNA, companyInAmocrm, inWidget } from '../kit/amocrm-people';
import { filledWith, type Browser } from '../kit/browser';
import { onScreen } from '../kit/on-screen';
import { customerIn, staffIn } from '../kit/sign-in';
import type { World } from '../kit/world';

const ROMASHKA = 31_415_926;
const FOREIGN = 27_182_818;
const STORY_WITHIN_MS = 120_000;

let world: World;
let browser: Browser;
onScreen({ amocrm: true }, (stage) => ({ world, browser } = stage));

it(
  'an owner connects by a token made in amoCRM, is told what is wrong with another one, and never sees it again',
  async () => {
    await world.begin('2027-03-01T10:00:00+03:00');
    companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
    companyInAmocrm(world, FOREIGN, 'foreign', 'Чужой');
    await world.amocrm.install(ROMASHKA);
    await world.moveTo('2027-03-01T10:00:00+03:00');
    const anna = await inWidget(world, ROMASHKA, ANNA, 'romashka');
    const { account } = await anna.asks(routes.widgetState);
    const page = await customerIn(browser, world.url, anna);
    await page.goto(`${world.url}/people`);
    const token = page.getByLabel('Долгосрочный токен');
    const send = page.getByRole('button', { name: 'Подключить токеном' });

    // Few need it: it is folded away.
    await page.getByText('Подключить долгосрочным токеном').waitFor();
    expect(await token.isVisible()).toBe(false);
    await page.getByText('Подключить долгосрочным токеном').click();
    await browser.picture(page, 'token-form');
    await send.click();
    await page.getByText('Это не долгосрочный токен amoCRM: скопируйте его целиком').waitFor();
    await token.fill(await world.amocrm.longLivedToken(FOREIGN, ANNA, 30));
    await send.click();
    await page.getByText('проверьте, что он создан в этом аккаунте').waitFor();
    expect(await token.getAttribute('aria-invalid')).toBe('true');
    await browser.picture(page, 'token-refused');

    const own = await world.amocrm.longLivedToken(ROMASHKA, ANNA, 30);
    await token.fill(own);
    await send.click();
    await page.getByText('Токен действует до').waitFor();
    await filledWith(token, '');
    expect(await page.content()).not.toContain(own);
    await page.setViewportSize({ width: 390, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await browser.picture(page, 'token-connected-narrow-dark');
    await page.setViewportSize({ width: 1280, height: 900 });
    await browser.picture(page, 'token-connected-dark');

    // Support helps with people; what opens an account of amoCRM is for its owner, or our administrator.
    const support = await staffIn(browser, world.url, world.stranger, 'support');
    await support.goto(`${world.url}/accounts/${account.id}/people`);
    await support.getByText('Токен действует до').waitFor();
    expect(await support.getByText('Подключить долгосрочным токеном').count()).toBe(0);
    expect(browser.complaints.filter((text) => !text.includes('422'))).toEqual([]);
  },
  STORY_WITHIN_MS,
);
