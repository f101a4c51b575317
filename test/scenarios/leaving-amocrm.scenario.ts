import { routes } from '@rocket/contracts';
import { noFaults } from '../kit/amocrm-emulator';
import { hookSignature } from '../kit/amocrm-emulator/src/signing';
import { ANNA, PETR, companyInAmocrm, inPanel, inWidget, panelSecret } from '../kit/amocrm-people';
import { Customer } from '../kit/customer';
import { ProductProgram } from '../kit/product-program';
import { innOf } from '../kit/requisites';
import { World } from '../kit/world';

const ROMASHKA = 31_415_926;
const CLIENT = '00000000-0000-4000-8000-000000000000';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open({ amocrm: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  Object.assign(world.amocrm.faults, noFaults());
  await world.begin('2027-03-01T10:00:00+03:00');
  companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
  expect(await world.amocrm.install(ROMASHKA)).toBe(200);
  await settled();
  const widget = await inWidget(world, ROMASHKA, ANNA, 'romashka');
  const { account } = await widget.asks(routes.widgetState);
  romashka = new Customer(account, await inPanel(world, await panelSecret(widget)), innOf(1));
});

const settled = async (): Promise<void> => world.moveTo((await world.now()).toISOString());
const connection = async (): Promise<string> =>
  (await romashka.owner.asks(routes.connection, { params: { id: romashka.id } })).state;
const autoRenew = async (): Promise<boolean[]> =>
  (await romashka.subscriptions()).map((each) => each.autoRenew);
const uninstalls = async (): Promise<void> => {
  expect(await world.amocrm.uninstall(ROMASHKA)).toBe(200);
  await settled();
};

it('after an uninstall nothing is charged, a trial goes on to its old end, and coming back starts nothing anew', async () => {
  await world.product('chats', { price: '100.00', trialDays: 14 });
  await world.product('calls', { price: '200.00' });
  await world.topUp(romashka, '5000.00');
  await romashka.connects('chats');
  await romashka.connects('calls');
  expect(await romashka.stateOf('chats')).toBe('trial until 2027-03-15');
  await world.moveTo('2027-03-05T10:00:00+03:00');

  await uninstalls();
  expect(await connection()).toBe('removed');
  expect(await autoRenew()).toEqual([false, false]);
  expect((await romashka.notices('connection_removed'))[0]?.facts).toEqual({
    productCodes: expect.arrayContaining(['calls', 'chats']),
  });
  const widget = await inWidget(world, ROMASHKA, ANNA, 'romashka');
  expect(await widget.isRefused(routes.widgetState)).toMatchObject({
    status: 409,
    code: 'not_connected',
    connectUrl: `${world.url}/api/v1/amocrm/oauth/start`,
  });

  await world.moveTo('2027-03-08T10:00:00+03:00');
  expect(await world.amocrm.install(ROMASHKA)).toBe(200);
  await settled();
  expect(await connection()).toBe('connected');
  // Whoever comes back decides anew what renews by itself.
  expect(await autoRenew()).toEqual([false, false]);
  expect(await romashka.stateOf('chats')).toBe('trial until 2027-03-15');
  await world.moveTo('2027-06-01T10:00:00+03:00');
  expect(await romashka.journal('charge')).toEqual(['2027-03-01 charge -200.00']);
  expect([await romashka.stateOf('chats'), await romashka.stateOf('calls')]).toEqual(['ended', 'ended']);
  expect(await romashka.cannotConnect('chats', { trial: true })).toMatchObject({ code: 'trial_used' });
});

it('use that a product still reports after an uninstall is not counted, so it is never charged (facts §0, 6)', async () => {
  await world.product('mails', {
    price: '10.00',
    usagePrices: [{ unit: 'letter', unitPrice: { amount: '1', currency: 'RUB' } }],
  });
  await world.topUp(romashka, '1000.00');
  await romashka.connects('mails');
  const product = await ProductProgram.of(world, 'mails');
  await product.counts(romashka, 'letter', 5);
  await uninstalls();
  expect(await product.isRefused(romashka, 'letter', 7)).toMatchObject({
    code: 'account_unknown',
  });
  await world.moveTo('2027-05-01T10:00:00+03:00');
  expect(await romashka.balance()).toBe('985.00');
});

it('one user of several who takes their permission back removes nothing', async () => {
  const petr = await world.amocrm.authorize(ROMASHKA, await newState(), PETR);
  expect((await world.stranger.sends('GET', `/amocrm/oauth/callback${new URL(petr).search}`)).status).toBe(
    200,
  );
  expect(await world.amocrm.revokeUser(ROMASHKA, ANNA)).toBe(200);
  await settled();
  expect(await connection()).toBe('connected');
  expect(await world.amocrm.revokeUser(ROMASHKA, PETR)).toBe(200);
  await settled();
  expect(await connection()).toBe('removed');
});

it('an old hook sent again by somebody who has it is answered and changes nothing', async () => {
  await world.product('calls', { price: '200.00' });
  await world.topUp(romashka, '5000.00');
  await romashka.connects('calls');
  const captured = new URLSearchParams({
    account_id: String(ROMASHKA),
    client_uuid: CLIENT,
    signature: hookSignature(CLIENT, ROMASHKA, 'sandbox-client-secret'),
  });
  for (const name of ['client_uuid', 'client_id']) {
    const query = new URLSearchParams(captured);
    query.delete('client_uuid');
    query.set(name, CLIENT);
    expect((await world.stranger.sends('GET', `/amocrm/hooks/uninstall?${query}`)).status).toBe(200);
    await settled();
  }
  expect(await connection()).toBe('connected');
  expect(await autoRenew()).toEqual([true]);
  await uninstalls();
  await uninstalls();
  expect(await romashka.notices('connection_removed')).toHaveLength(1);
});

it('a hook is believed without amoCRM’s word only after an hour of its silence', async () => {
  world.amocrm.faults.gatewayTimeout = true;
  await uninstalls();
  expect(await connection()).toBe('connected');
  await world.sql(`update installation set revocation_told_at = now() - interval '61 minutes'`);
  await settled();
  expect(await connection()).toBe('removed');
});

it('a removal that amoCRM never told of is noticed when it refuses our token', async () => {
  await world.product('calls', { price: '200.00' });
  await world.topUp(romashka, '5000.00');
  await romashka.connects('calls');
  world.amocrm.removeSilently(ROMASHKA);
  await world.moveTo('2027-03-03T10:00:00+03:00');
  expect(await connection()).toBe('removed');
  expect(await autoRenew()).toEqual([false]);
  await world.moveTo('2027-05-03T10:00:00+03:00');
  expect(await romashka.journal('charge')).toEqual(['2027-03-01 charge -200.00']);
});

it('a client secret we were not told of takes nobody for gone: that mistake is ours', async () => {
  await world.product('calls', { price: '200.00' });
  await world.topUp(romashka, '5000.00');
  await romashka.connects('calls');
  await world.sql('update amocrm_permission set expires_at = now()');
  world.amocrm.faults.unknownClient = true;
  const params = { id: romashka.id };
  await romashka.owner.isRefused(routes.readUsers, { params });
  const seen = await romashka.owner.asks(routes.connection, { params });
  expect(seen).toMatchObject({ state: 'connected', trouble: { kind: 'refused' } });
  expect(await autoRenew()).toEqual([true]);
  Object.assign(world.amocrm.faults, noFaults());
  expect(await romashka.owner.asks(routes.readUsers, { params })).toMatchObject({ trouble: null });
});

async function newState(): Promise<string> {
  const start = await world.stranger.sends('GET', '/amocrm/oauth/start');
  return new URL(start.headers.get('location')!).searchParams.get('state')!;
}
