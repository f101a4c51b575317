import { routes } from '@rocket/contracts';
import type { Browser } from '../kit/browser';
import { onScreen } from '../kit/on-screen';
import { customerIn } from '../kit/sign-in';
import { rub } from '../kit/customer';
import type { World } from '../kit/world';
import { loadOffer } from '../offers/load-offer';

let world: World;
let browser: Browser;
onScreen({}, (stage) => ({ world, browser } = stage));

it('a service is booked and given up on screen, and what that costs is said before the click', async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  await loadOffer(world, 'astars');
  const anna = await world.account('Анна Звёздная', { seller: 'astars', partner: 'jet-money' });
  const accountant = await world.staff('accountant');
  const body = { amount: rub('10000.00'), reason: 'Оплата наличными' };
  await accountant.asks(routes.adjustBalance, { params: { id: anna.id }, body });
  await anna.connects('astars-packages', { tariff: 'star1-3', period: 'P3M' });
  const page = await customerIn(browser, world.url, anna.owner);
  await page.goto(`${world.url}/packages`);
  await page.getByRole('button', { name: 'Записаться: Экспресс ответ' }).click();
  await page.getByLabel('Время').selectOption('10:30');
  await browser.picture(page, 'a service of a package is booked');
  await page.getByRole('dialog').getByRole('button', { name: 'Записаться' }).click();
  await page.getByText('02.03.2027, 10:30').waitFor();
  await browser.picture(page, 'packages of services');
  await world.moveTo('2027-03-01T11:00:00+03:00');
  await page.reload();
  await page.getByText('отмена спишет услугу').waitFor();
  await page.getByRole('button', { name: 'Отменить' }).click();
  await page.getByRole('button', { name: 'Отменить и списать услугу' }).click();
  await page.getByText('Прошлые записи: 1').click();
  await page.getByText('отменена позже срока').waitFor();
  expect(await page.getByRole('row', { name: /Экспресс ответ/ }).textContent()).toContain('0 из 1');
  expect(browser.complaints).toEqual([]);
});
