import { routes } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { rub, type Customer } from '../kit/customer';
import { World } from '../kit/world';
import { expectLawsToHold } from '../simulation/laws';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-03-10T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await world.product('chats', { price: '100.00' });
  await world.product('calls', { price: '10.00' });
});

/** What the customer sees when the clock has come to the end of the story. */
async function shown(): Promise<unknown> {
  const notices = await romashka.notices();
  return {
    journal: await romashka.journal(),
    balance: await romashka.balance(),
    state: await romashka.state(),
    subscriptions: (await romashka.subscriptions()).map((each) => [
      each.productCode,
      each.state,
      each.paidUntil,
    ]),
    notices: notices.map(({ kind, createdAt }) => `${createdAt} ${kind}`),
  };
}

async function play(move: (until: string) => Promise<void>): Promise<unknown> {
  await world.begin('2027-03-10T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await world.product('chats', { price: '100.00' });
  await world.product('calls', { price: '10.00' });
  await world.topUp(romashka, '185.00');
  await romashka.connects('chats');
  await romashka.connects('calls');
  // On 10 April 75.00 are too little for chats and enough for calls; a grant too small to help ends unused.
  await world.grants(romashka, '5.00', { expiresOn: '2027-04-20' });
  await move('2027-04-15T12:00:00+03:00');
  const administrator = await world.staff('administrator');
  const cheaper = { unitPrice: rub('50.00'), period: 'P1M', effectiveOn: localDate('2027-05-01') };
  await administrator.asks(routes.announcePriceChange, { params: { code: 'chats' }, body: cheaper });
  await move('2027-05-20T09:00:00+03:00');
  expect((await romashka.journal('charge')).filter((line) => line.endsWith('-50.00'))).toEqual([
    '2027-05-01 charge -50.00',
  ]);
  await expectLawsToHold(world, [romashka]);
  return shown();
}

it('a jump of the clock ends as going day by day does, though something waits for money all the way', async () => {
  const jumped = await play((until) => world.moveTo(until));
  const walked = await play(async (until) => {
    for (let day = await world.now(); day.toISOString() < new Date(until).toISOString();) {
      day = new Date(Math.min(day.getTime() + 86_400_000, new Date(until).getTime()));
      await world.moveTo(day.toISOString());
    }
  });
  expect(jumped).toEqual(walked);
});

it('two years with a suspended account are passed quickly, and it resumes on the day it can (money-rules, Renewal)', async () => {
  await world.topUp(romashka, '150.00');
  await romashka.connects('chats');
  await world.moveTo('2027-04-11T09:00:00+03:00');
  expect(await romashka.stateOf('chats')).toBe('suspended');
  const began = Date.now();
  await world.moveTo('2029-04-11T09:00:00+03:00');
  expect(Date.now() - began).toBeLessThan(10_000);
  expect(await romashka.journal('charge')).toHaveLength(1);
  expect(await romashka.balance()).toBe('50.00');
  await world.topUp(romashka, '50.00');
  expect(await romashka.stateOf('chats')).toBe('active until 2029-05-10');
});

it('a forecast of years says until when it was reckoned, and what is paid for five years is still known to be charged', async () => {
  await world.product('days', { price: '1.00', period: 'P1D' });
  await world.topUp(romashka, '5000.00');
  await romashka.connects('days', { period: 'P1D' });
  const near = await romashka.forecast('2027-04-10');
  expect([near.until, near.items.length]).toEqual(['2027-04-10', 31]);
  const far = await romashka.forecast('2037-03-10');
  expect([far.until, far.items.length, far.items.at(-1)!.date]).toEqual(['2030-03-15', 1101, '2030-03-15']);

  await world.product('years', { price: '100.00', period: 'P5Y' });
  const { id } = await romashka.connects('years', { period: 'P5Y', trial: false });
  const quote = await romashka.owner.asks(routes.changeQuote, {
    params: { id },
    query: {},
  });
  expect([quote.nextChargeOn, quote.nextCharge]).toEqual(['2032-03-10', rub('100.00')]);
});
