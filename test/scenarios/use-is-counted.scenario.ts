import { randomUUID } from 'node:crypto';
import { routes } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { ProductProgram } from '../kit/product-program';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
let sender: ProductProgram;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-03-10T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
});

const daily = (over: 'refuse' | 'drop' | 'warn', included = 10) => ({
  unit: 'message',
  included,
  per: 'P1D' as const,
  over,
});

async function sells(over: 'refuse' | 'drop' | 'warn', included?: number): Promise<void> {
  await world.product('sender', { price: '100.00', limits: [daily(over, included)] });
  sender = await ProductProgram.of(world, 'sender');
  await world.topUp(romashka, '5000.00');
  await romashka.connects('sender');
}

const message = (n: number) => sender.counts(romashka, 'message', n);
const thresholds = async () =>
  (await romashka.notices('usage_threshold')).map(({ facts }) => facts['thresholds']).reverse();

it('a limit that refuses is full to the last unit, says what was used, and begins anew at midnight of the seller', async () => {
  await sells('refuse');
  expect(await message(10)).toEqual({ accepted: true, used: 10, limit: 10 });
  const refused = await sender.isRefused(romashka, 'message', 1);
  expect(refused).toMatchObject({ status: 429, code: 'limit_exceeded', used: 10, limit: 10 });
  const { limits } = await sender.entitlement(romashka);
  expect(limits).toEqual([
    {
      unit: 'message',
      limit: 10,
      used: 10,
      reserved: 0,
      peak: null,
      gauge: false,
      resetsAt: '2027-03-10T21:00:00.000Z',
      per: 'P1D',
      over: 'refuse',
    },
  ]);
  await world.moveTo('2027-03-11T00:00:00+03:00');
  expect(await message(1)).toEqual({ accepted: true, used: 1, limit: 10 });
});

it('however many call at once, a limit that refuses is never exceeded', async () => {
  await sells('refuse', 25);
  const answers = await Promise.all(
    Array.from({ length: 60 }, () =>
      message(1).then(
        () => 'accepted',
        () => 'refused',
      ),
    ),
  );
  expect(answers.filter((each) => each === 'accepted').length).toBe(25);
  expect((await sender.entitlement(romashka)).limits[0]?.used).toBe(25);
  const [row] = await world.sql<{ n: string }>(
    'select sum(quantity)::text as n from usage_event where accepted',
  );
  expect(Number(row?.n)).toBe(25);
});

it('a limit that drops answers 200 and counts nothing (QSockets, 4.5.2)', async () => {
  await sells('drop');
  await message(9);
  expect(await message(2)).toEqual({ accepted: false, used: 9, limit: 10 });
  expect(await message(1)).toEqual({ accepted: true, used: 10, limit: 10 });
});

it('the customer is told at 80 and at 100 per cent, once for each day, both at once in one notice (QSockets, 4.5.1)', async () => {
  await sells('warn');
  for (const n of [7, 1, 1, 1, 5]) await message(n);
  expect(await thresholds()).toEqual([[80], [100]]);
  await world.moveTo('2027-03-11T09:00:00+03:00');
  await message(12);
  expect(await thresholds()).toEqual([[80], [100], [80, 100]]);
  const [notice] = await romashka.notices('usage_threshold');
  expect(notice?.facts).toMatchObject({ unit: 'message', used: 12, limit: 10, productCode: 'sender' });
});

it('an event is counted once for its key, also when it comes again in a batch, and late ones count by their own time', async () => {
  await sells('refuse');
  await world.moveTo('2027-03-12T09:00:00+03:00');
  const key = randomUUID();
  const at = '2027-03-11T12:00:00+03:00';
  expect(await sender.counts(romashka, 'message', 4, { key, at })).toMatchObject({ used: 4 });
  expect(await sender.counts(romashka, 'message', 4, { key, at })).toMatchObject({ used: 4 });
  const account = romashka.account.amocrmAccountId;
  const event = (name: string, quantity: number | string, more = {}) => ({
    key: name,
    account,
    unit: 'message',
    quantity,
    at,
    ...more,
  });
  const events = [
    event('a', 5),
    event('b', '1.5'),
    event('a', 5),
    event('c', 1, { unit: 'call' }),
    event('d', 1, { account: 999 }),
    event('e', 1),
    event('a', 6),
  ];
  const batch = { body: { events } };
  const { items } = await sender.caller.asks(routes.recordUsageBatch, batch);
  expect(items.map(({ key: name, accepted, used, code }) => [name, accepted, used, code])).toEqual([
    ['a', true, 9, null],
    ['b', false, 9, 'limit_exceeded'],
    ['a', true, 9, null],
    ['c', false, null, 'unit_not_metered'],
    ['d', false, null, 'account_unknown'],
    ['e', true, 10, null],
    ['a', false, null, 'idempotency_key_reused'],
  ]);
  const again = await sender.caller.asks(routes.recordUsageBatch, batch);
  expect(again.items.map(({ used }) => used)).toEqual([9, 10, 9, null, null, 10, null]);
  expect((await sender.entitlement(romashka)).limits[0]?.used).toBe(0);
});

it('what was not used rolls over up to the cap, and more of the tariff is more of the limit', async () => {
  await world.product('sender', { price: '100.00', limits: [{ ...daily('refuse'), rollOverCap: 5 }] });
  sender = await ProductProgram.of(world, 'sender');
  await world.topUp(romashka, '5000.00');
  await romashka.connects('sender');
  await message(7);
  await world.moveTo('2027-03-11T09:00:00+03:00');
  expect(await message(1)).toMatchObject({ used: 1, limit: 13 });
  await romashka.changes('sender', { quantity: 2 });
  expect(await message(1)).toMatchObject({ used: 2, limit: 23 });
});

it('a product is told plainly why use is not counted', async () => {
  await sells('refuse');
  const code = async (...args: Parameters<ProductProgram['isRefused']>) => {
    const { status, code: name } = await sender.isRefused(...args);
    return `${status} ${name}`;
  };
  const stranger = await world.account('ООО «Василёк»');
  expect(await code(stranger, 'message', 1)).toBe('409 product_not_connected');
  expect(await code(romashka, 'call', 1)).toBe('422 unit_not_metered');
  expect(await code(romashka, 'message', -1)).toBe('422 validation_failed');
  expect(await code(romashka, 'message', '1,5')).toBe('422 validation_failed');
  expect(await code(romashka, 'message', 1, '2027-03-09T12:00:00+03:00')).toBe('409 product_not_connected');
  expect(await code(romashka, 'message', 1, '2027-03-12T12:00:00+03:00')).toBe('422 usage_in_the_future');
  await romashka.ends('sender');
  expect(await code(romashka, 'message', 1)).toBe('409 subscription_ended');
  const { owner } = romashka;
  const body = {
    account: romashka.account.amocrmAccountId,
    unit: 'message',
    quantity: 1,
    at: (await world.now()).toISOString(),
  };
  expect((await owner.isRefused(routes.recordUsage, { body })).status).toBe(403);
});

it('use goes by the paid period, begins anew with the next, and the customer sees what the product sees', async () => {
  const limits = [{ unit: 'report', included: 3, per: 'period' as const, over: 'refuse' as const }];
  await world.product('sender', { price: '100.00', period: 'P1M', limits });
  sender = await ProductProgram.of(world, 'sender');
  await world.topUp(romashka, '5000.00');
  await romashka.connects('sender');
  await sender.counts(romashka, 'report', 3);
  const seen = async () =>
    (await romashka.owner.asks(routes.accountUsage, { params: { id: romashka.id } })).items;
  expect((await seen())[0]?.limits).toEqual((await sender.entitlement(romashka)).limits);
  expect((await seen())[0]?.limits[0]).toMatchObject({
    used: 3,
    limit: 3,
    resetsAt: '2027-04-09T21:00:00.000Z',
  });
  await world.moveTo('2027-04-10T09:00:00+03:00');
  expect(await sender.counts(romashka, 'report', 1)).toEqual({ accepted: true, used: 1, limit: 3 });
});

it('clients over the tariff raise the paid sum in proportion, for the days left (Alfa CRM, 5.8)', async () => {
  const limits = [{ unit: 'client', included: 100, per: 'period' as const, over: 'recalculate' as const }];
  await world.begin('2027-04-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await world.product('crm', { price: '3000.00', limits });
  sender = await ProductProgram.of(world, 'crm');
  await world.topUp(romashka, '3700.00');
  await romashka.connects('crm');
  const clients = (n: number) => sender.counts(romashka, 'client', n);
  await clients(100);
  expect(await romashka.balance()).toBe('700.00');
  await world.moveTo('2027-04-16T09:00:00+03:00');
  expect(await clients(120)).toEqual({ accepted: true, used: 120, limit: 100 });
  expect(await romashka.balance()).toBe('400.00');
  await clients(90);
  await clients(120);
  expect(await romashka.balance()).toBe('400.00');
  expect(await sender.isRefused(romashka, 'client', 200)).toMatchObject({
    status: 402,
    code: 'insufficient_balance',
    required: { amount: '1200.00', currency: 'RUB' },
    available: { amount: '400.00', currency: 'RUB' },
  });
  expect((await sender.entitlement(romashka)).limits[0]).toMatchObject({ used: 120, limit: 100 });
  expect((await romashka.journal('charge')).slice(-1)).toEqual(['2027-04-16 charge -300.00']);
});

it('an announced price keeps what was included in it', async () => {
  await sells('refuse');
  const administrator = await world.staff('administrator');
  await administrator.asks(routes.announcePriceChange, {
    params: { code: 'sender' },
    body: { unitPrice: { amount: '120.00', currency: 'RUB' }, period: 'P1M', effectiveOn: '2027-04-01' },
  });
  await world.moveTo('2027-04-11T09:00:00+03:00');
  expect((await romashka.subscription('sender')).unitPrice.amount).toBe('120.00');
  expect(await message(10)).toEqual({ accepted: true, used: 10, limit: 10 });
  expect((await sender.isRefused(romashka, 'message', 1)).code).toBe('limit_exceeded');
});
