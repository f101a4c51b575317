import { routes } from '@rocket/contracts';
import { rub, type Customer } from '../kit/customer';
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
  await world.product('sender', {
    price: '100.00',
    usagePrices: [{ unit: 'message', unitPrice: rub('0.333') }],
  });
  sender = await ProductProgram.of(world, 'sender');
});

const messages = (n: number | string, at?: string) =>
  sender.counts(romashka, 'message', n, at === undefined ? {} : { at });
const metered = async () => {
  const { items } = await romashka.owner.asks(routes.accountUsage, { params: { id: romashka.id } });
  return items.flatMap((each) =>
    each.metered.map(({ unit, quantity, exact, amount }) => [unit, quantity, exact, amount.amount]),
  );
};
const broken = async () => {
  const accountant = await world.staff('accountant');
  return (await accountant.asks(routes.verifyLedger)).broken;
};

it('metered use is posted when the period ends, rounded down, and the rest goes on', async () => {
  await world.topUp(romashka, '5000.00');
  await romashka.connects('sender');
  expect(await messages(10)).toEqual({ accepted: true, used: 10, limit: null });
  expect(await metered()).toEqual([['message', 10, '3.33', '3.33']]);
  await messages('0.5');
  expect(await metered()).toEqual([['message', 10.5, '3.4965', '3.49']]);
  await world.moveTo('2027-04-10T09:00:00+03:00');
  expect(await romashka.journal('charge')).toEqual([
    '2027-03-10 charge -100.00',
    '2027-04-10 charge -3.49',
    '2027-04-10 charge -100.00',
  ]);
  const [, entry] = await romashka.entries('charge');
  expect(entry?.subject).toMatchObject({
    type: 'subscription',
    productCode: 'sender',
    periodStart: '2027-03-10',
    periodEnd: '2027-04-10',
    unit: 'message',
  });
  expect(await metered()).toEqual([['message', 0, '0.0065', '0.00']]);
  await messages(1);
  // Late for the period that was posted: it is paid with the one in use.
  await messages(1, '2027-04-09T12:00:00+03:00');
  await world.moveTo('2027-05-10T09:00:00+03:00');
  expect((await romashka.journal('charge')).slice(3)).toEqual([
    '2027-05-10 charge -0.67',
    '2027-05-10 charge -100.00',
  ]);
  expect(await broken()).toEqual([]);
});

it('the forecast, the dry run and the run say the same of what is known', async () => {
  await world.topUp(romashka, '5000.00');
  await romashka.connects('sender');
  await messages(100);
  const { items } = await romashka.forecast('2027-04-10');
  expect(items[0]?.charges.map(({ unit, amount }) => [unit ?? 'period', amount.amount])).toEqual([
    ['message', '33.30'],
    ['period', '100.00'],
  ]);
  const balance = items[0]?.balanceAfter.money.amount;
  expect(await world.runs('2027-04-10', true)).toMatchObject({ charged: 2, amount: rub('133.30') });
  await world.moveTo('2027-04-10T09:00:00+03:00');
  expect(await romashka.balance()).toBe(balance);
});

it('what is not paid stays owed: the product resumes when both it and the new period fit', async () => {
  await world.topUp(romashka, '110.00');
  await romashka.connects('sender');
  await messages(100);
  await world.moveTo('2027-04-10T09:00:00+03:00');
  expect([await romashka.balance(), await romashka.stateOf('sender')]).toEqual(['10.00', 'suspended']);
  await world.topUp(romashka, '120.00');
  expect([await romashka.balance(), await romashka.stateOf('sender')]).toEqual(['130.00', 'suspended']);
  await world.moveTo('2027-04-12T09:00:00+03:00');
  await world.topUp(romashka, '3.30');
  expect([await romashka.balance(), await romashka.stateOf('sender')]).toEqual([
    '0.00',
    'active until 2027-05-11',
  ]);
  expect(await broken()).toEqual([]);
});

it('who ends the use pays for what was used as far as the balance reaches', async () => {
  await world.topUp(romashka, '110.00');
  await romashka.connects('sender');
  await messages(100);
  await romashka.ends('sender');
  expect(await romashka.balance()).toBe('0.00');
  expect((await romashka.journal('charge')).slice(-1)).toEqual(['2027-03-10 charge -10.00']);
  const rows = await world.sql('select amount::int, unpaid::int from usage_charge');
  expect(rows).toEqual([{ amount: 1000, unpaid: 2330 }]);
  await world.topUp(romashka, '500.00');
  expect(await romashka.balance()).toBe('500.00');
});

it('the end of the contract posts what was used before bonus is annulled', async () => {
  await world.topUp(romashka, '5000.00');
  await romashka.connects('sender');
  await world.grants(romashka, '20.00');
  await messages(100);
  const body = { reason: 'Закрываемся', initiator: 'customer' as const };
  await romashka.owner.asks(routes.terminateAccount, { params: { id: romashka.id }, body });
  await world.moveTo('2027-03-21T09:00:00+03:00');
  expect(await romashka.state()).toBe('terminated');
  expect(await romashka.balance()).toBe('4886.70');
  expect((await romashka.journal('charge')).slice(-1)).toEqual(['2027-03-20 charge -13.30 bonus -20.00']);
});

it('another period pays for what was used in the old one first; a trial is free', async () => {
  await world.product('caller', {
    price: '100.00',
    trialDays: 14,
    usagePrices: [{ unit: 'minute', unitPrice: rub('1.50') }],
    prices: [{ period: 'P1Y', unitPrice: rub('1000.00') }],
  });
  const caller = await ProductProgram.of(world, 'caller');
  await world.topUp(romashka, '5000.00');
  await romashka.connects('caller');
  await caller.counts(romashka, 'minute', 50);
  await world.moveTo('2027-03-25T09:00:00+03:00');
  expect(await romashka.balance()).toBe('4900.00');
  await caller.counts(romashka, 'minute', 10);
  await world.moveTo('2027-04-01T09:00:00+03:00');
  await romashka.changes('caller', { period: 'P1Y' });
  expect((await romashka.journal('charge')).slice(1)[0]).toBe('2027-04-01 charge -15.00');
  await world.moveTo('2027-05-01T09:00:00+03:00');
  expect((await romashka.journal('charge')).filter((line) => line.endsWith('-15.00')).length).toBe(1);
});

it('a reversed charge for use gives the money back and is not posted again', async () => {
  await world.topUp(romashka, '5000.00');
  await romashka.connects('sender');
  await messages(100);
  await world.moveTo('2027-04-10T09:00:00+03:00');
  const [, entry] = await romashka.entries('charge');
  const support = await world.staff('accountant');
  await support.asks(routes.reverseEntry, { params: { id: entry!.id }, body: { reason: 'Сбой счётчика' } });
  await world.runs('2027-04-10');
  expect(await romashka.balance()).toBe('4800.00');
  expect(await broken()).toEqual([]);
});

it('what was still unpaid when a free term began names the days it was used on, however late it is paid', async () => {
  await world.topUp(romashka, '110.00');
  await romashka.connects('sender');
  await messages(100);
  const support = await world.staff('support');
  await support.asks(routes.grantAccess, {
    params: { id: romashka.id },
    body: { productCode: 'sender', quantity: 1, days: 10, reason: 'Акция' },
  });
  await world.moveTo('2027-04-12T09:00:00+03:00');
  expect(await romashka.balance()).toBe('10.00');
  await messages(10);
  await world.topUp(romashka, '500.00');
  await world.moveTo('2027-04-20T09:00:00+03:00');
  const charges = (await romashka.entries('charge')).slice(1);
  expect(charges.map(({ subject, money }) => [subject, money.amount])).toMatchObject([
    [{ periodStart: '2027-03-10', periodEnd: '2027-04-10', unit: 'message' }, '-33.30'],
    [{ periodStart: '2027-04-10', periodEnd: '2027-04-20', unit: 'message' }, '-3.33'],
    [{ periodStart: '2027-04-20', periodEnd: '2027-05-20' }, '-100.00'],
  ]);
  expect(await broken()).toEqual([]);
});
