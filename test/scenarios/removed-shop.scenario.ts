import { routes } from '@rocket/contracts';
import { Client } from 'pg';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open({ shops: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-01-11T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
});

/** The payment belongs to a shop that the settings do not name, or to the one they do again. */
const belongsTo = async (shop: string): Promise<string> => {
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows } = await client.query('select shop from provider_payment');
  await client.query('update provider_payment set shop = $1', [shop]);
  await client.end();
  return (rows as { shop: string }[])[0]!.shop;
};
const seenByStaff = async () => {
  const accountant = await world.staff('accountant');
  return (await accountant.asks(routes.providerPayments, { query: {} })).items[0]!;
};

it('a payment of a shop that was removed waits for a person and is not lost; the shop back, it is credited', async () => {
  const invoice = await romashka.invoices('6100.00');
  const { url, id } = await romashka.owner.asks(routes.payInvoice, {
    params: { id: romashka.id, invoice: invoice.id },
    body: { provider: 'yookassa' },
  });
  world.shops.yookassa.faults.silent = true;
  await world.shops.yookassa.pay(world.shops.yookassa.at(url!).id);
  const ours = await belongsTo('999999');
  await world.moveTo('2027-01-11T10:00:00+03:00');
  const parked = await seenByStaff();
  expect([parked.state, parked.reason]).toEqual([
    'parked',
    expect.stringContaining('Магазин 999999 убран из настроек'),
  ]);
  const accountant = await world.staff('accountant');
  const queue = await accountant.asks(routes.providerPayments, { query: { state: 'parked' } });
  expect(queue.items).toHaveLength(1);
  // Whoever pays is told nothing of our shops.
  expect((await world.stranger.asks(routes.paymentStatus, { params: { id } })).state).toBe('waiting');

  await belongsTo(ours);
  await world.moveTo('2027-01-11T18:00:00+03:00');
  expect(await seenByStaff()).toMatchObject({ state: 'credited' });
  expect(await romashka.balance()).toBe('6100.00');
});
