import { routes } from '@rocket/contracts';
import { noFaults } from '../kit/amocrm-emulator';
import { ANNA, companyInAmocrm, inPanel, inWidget, panelSecret } from '../kit/amocrm-people';
import { Customer } from '../kit/customer';
import { innOf } from '../kit/requisites';
import { World } from '../kit/world';

const ROMASHKA = 31_415_926;

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open({ amocrm: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  Object.assign(world.amocrm.faults, noFaults());
  await world.begin('2027-03-01T10:00:00+03:00');
});

async function connected(isTechnical: boolean): Promise<void> {
  companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
  world.amocrm.lend(ROMASHKA, isTechnical);
  expect(await world.amocrm.install(ROMASHKA)).toBe(200);
  await world.moveTo('2027-03-01T10:00:00+03:00');
  const widget = await inWidget(world, ROMASHKA, ANNA, 'romashka');
  const { account } = await widget.asks(routes.widgetState);
  romashka = new Customer(account, await inPanel(world, await panelSecret(widget)), innOf(1));
}
const charges = () => romashka.entries('charge');
const technical = async () =>
  (await romashka.owner.asks(routes.connection, { params: { id: romashka.id } })).technical;

it('a technical account of amoCRM uses a trial and is not charged after it, whatever lies on its balance', async () => {
  await connected(true);
  expect(await technical()).toBe(true);
  await world.topUp(romashka, '1000.00');
  await world.product('chats', { price: '100.00', trialDays: 7 });
  await world.product('calls', { price: '100.00' });
  expect(await romashka.cannotConnect('calls', { quantity: 1 })).toMatchObject({
    status: 409,
    code: 'technical_account',
  });
  await romashka.connects('chats', { quantity: 1 });
  expect(await romashka.subscription('chats')).toMatchObject({
    state: 'trial',
    endsOn: '2027-03-08',
    endReason: 'technical_account',
  });
  await world.moveTo('2027-03-20T10:00:00+03:00');
  expect(await romashka.subscription('chats')).toMatchObject({
    state: 'ended',
    endReason: 'technical_account',
  });
  expect(await charges()).toEqual([]);
});

it('an account that became technical is not renewed, and no change of it is charged', async () => {
  await connected(false);
  await world.topUp(romashka, '1000.00');
  await world.product('calls', { price: '100.00' });
  await romashka.connects('calls', { quantity: 1 });
  world.amocrm.lend(ROMASHKA, true);
  expect(await world.amocrm.install(ROMASHKA)).toBe(200);
  await world.moveTo('2027-03-10T10:00:00+03:00');
  expect(await technical()).toBe(true);
  expect(await romashka.cannotChange('calls', { quantity: 5 })).toMatchObject({ code: 'technical_account' });
  await world.moveTo('2027-05-10T10:00:00+03:00');
  expect(await romashka.subscription('calls')).toMatchObject({ state: 'ended', paidUntil: '2027-03-31' });
  expect(await charges()).toHaveLength(1);
});

it('what costs nothing works on a technical account for good', async () => {
  await connected(true);
  await world.product('search', { price: '0.00' });
  await romashka.connects('search', { quantity: 1 });
  await world.moveTo('2027-05-10T10:00:00+03:00');
  expect(await romashka.subscription('search')).toMatchObject({
    state: 'active',
    endsOn: null,
    paidUntil: '2027-05-31',
  });
  expect(await romashka.balance()).toBe('0.00');
});

it('amoCRM is asked daily whether it lent the account: nobody has to connect again for it', async () => {
  await connected(false);
  world.amocrm.lend(ROMASHKA, true);
  await world.moveTo('2027-03-02T11:00:00+03:00');
  expect(await technical()).toBe(true);
  world.amocrm.lend(ROMASHKA, false);
  await world.moveTo('2027-03-03T12:00:00+03:00');
  expect(await technical()).toBe(false);
});
