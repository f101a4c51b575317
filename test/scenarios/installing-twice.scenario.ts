import { routes } from '@rocket/contracts';
import { ANNA, companyInAmocrm, inPanel, inWidget, panelSecret } from '../kit/amocrm-people';
import { Customer } from '../kit/customer';
import { innOf } from '../kit/requisites';
import { World } from '../kit/world';

const ROMASHKA = 31_415_926;
let world: World;
beforeAll(async () => {
  world = await World.open({ amocrm: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
  expect(await world.amocrm.install(ROMASHKA)).toBe(200);
  await world.moveTo('2027-03-01T10:00:00+03:00');
});

async function romashka(): Promise<Customer> {
  const widget = await inWidget(world, ROMASHKA, ANNA, 'romashka');
  const { account } = await widget.asks(routes.widgetState);
  return new Customer(account, await inPanel(world, await panelSecret(widget)), innOf(1));
}

it('a second installation is the same account, and the trial is not given again (rule 10)', async () => {
  await world.product('chats', { price: '100.00', trialDays: 14 });
  const before = await romashka();
  await before.connects('chats');
  await before.ends('chats');
  await world.moveTo('2027-03-20T10:00:00+03:00');

  expect(await world.amocrm.uninstall(ROMASHKA)).toBe(200);
  expect(await world.amocrm.install(ROMASHKA)).toBe(200);
  await world.moveTo('2027-03-20T10:00:00+03:00');
  const after = await romashka();
  expect(after.id).toBe(before.id);
  expect(after.account.installedAt).toBe('2027-03-01T07:00:00.000Z');
  expect(await after.cannotConnect('chats', { trial: true })).toMatchObject({
    status: 409,
    code: 'trial_used',
  });
  expect(await after.cannotConnect('chats')).toMatchObject({ status: 402, code: 'insufficient_balance' });
});

it('a company that was renamed in amoCRM keeps its account, its balance and its subscriptions', async () => {
  await world.product('chats', { price: '100.00' });
  const before = await romashka();
  await world.topUp(before, '500.00');
  await before.connects('chats');
  world.amocrm.renameAccount(ROMASHKA, 'romashka-2');
  expect(await world.amocrm.install(ROMASHKA)).toBe(200);
  await world.moveTo('2027-03-01T10:00:01+03:00');
  const widget = await inWidget(world, ROMASHKA, ANNA, 'romashka-2');
  const { account, products, balance } = await widget.asks(routes.widgetState);
  expect(account).toMatchObject({ id: before.id, subdomain: 'romashka-2' });
  expect(products).toHaveLength(1);
  expect(balance.money.amount).toBe('400.00');
});

it.each([
  'evil.example',
  'romashka.amocrm.ru.evil.example',
  'romashka.amocrm.ru@evil.example',
  'romashka.amocrm.ru:443',
  '127.0.0.1',
  '169.254.169.254',
])('a forged referer %s is refused before anything is asked of it', async (referer) => {
  const asked = world.amocrm.requestCount();
  const forged = new URLSearchParams({ code: 'def502abc', referer, from_widget: '1' });
  expect(await world.stranger.sends('GET', `/amocrm/oauth/callback?${forged}`)).toMatchObject({
    status: 400,
    body: { code: 'install_query_invalid' },
  });
  await world.moveTo('2027-03-01T10:00:02+03:00');
  expect(world.amocrm.requestCount()).toBe(asked);
});

it('a code that amoCRM does not know opens nothing', async () => {
  const forged = new URLSearchParams({ code: 'def502abc', referer: 'romashka.amocrm.ru', from_widget: '1' });
  expect((await world.stranger.sends('GET', `/amocrm/oauth/callback?${forged}`)).status).toBe(200);
  await world.moveTo('2027-03-01T10:00:02+03:00');
  const administrator = await world.staff('administrator');
  expect((await administrator.asks(routes.accounts)).items).toHaveLength(1);
});

it('an account whose name is markup is named on the page amoCRM leads back to, and nothing of it is markup', async () => {
  companyInAmocrm(world, ROMASHKA + 1, 'markup', '<img src=x onerror=alert(1)> & Ко');
  const begun = await world.stranger.sends('GET', '/amocrm/oauth/start');
  const state = new URL(begun.headers.get('location')!, world.url).searchParams.get('state')!;
  const back = new URL(await world.amocrm.authorize(ROMASHKA + 1, state));
  const page = await world.stranger.sends('GET', `/amocrm/oauth/callback${back.search}`);
  expect(page.status).toBe(200);
  expect(page.text).toContain('«&lt;img src=x onerror=alert(1)&gt; &amp; Ко» подключён');
  expect(page.text).not.toContain('<img');
});

it('a browser that brings a state of nobody is refused', async () => {
  const back = new URL(await world.amocrm.authorize(ROMASHKA, 'forged-state'));
  const path = `/amocrm/oauth/callback${back.search}`;
  expect(await world.stranger.sends('GET', path)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
});

it('a person who said no in amoCRM is told so', async () => {
  const answer = await world.stranger.sends('GET', '/amocrm/oauth/callback?error=access_denied');
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('Доступ не предоставлен');
});

it('an uninstall hook that amoCRM did not sign changes nothing', async () => {
  const forged = new URLSearchParams({
    account_id: String(ROMASHKA),
    client_uuid: '00000000-0000-4000-8000-000000000000',
    signature: '0'.repeat(64),
  });
  expect(await world.stranger.sends('GET', `/amocrm/hooks/uninstall?${forged}`)).toMatchObject({
    status: 400,
    body: { code: 'uninstall_hook_invalid' },
  });
  expect((await romashka()).account.state).toBe('active');
});
