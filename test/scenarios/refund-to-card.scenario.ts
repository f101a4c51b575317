import { routes, type PaymentProvider } from '@rocket/contracts';
import { leavesForRefund, paysByCard as paysWith } from '../kit/card-refund';
import { rub, type Customer } from '../kit/customer';
import type { Person } from '../kit/person';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
let accountant: Person;
beforeAll(async () => {
  world = await World.open({ shops: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-01-11T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
  accountant = await world.staff('accountant');
});

const paysByCard = (provider: PaymentProvider, amount: string): Promise<void> =>
  paysWith(world, romashka, provider, amount);

/** The contract is over and the signed correction is back: the money may go. */
const leaves = (): Promise<string> => leavesForRefund(world, romashka, '2027-01-22T09:00:00+03:00');
const toCard = (id: string) => accountant.asks(routes.refundToCard, { params: { id } });

it('goes back by the shops it came by, newest first, with receipts of return, and leaves the books once (rule 22)', async () => {
  await paysByCard('yookassa', '6100.00');
  await paysByCard('robokassa', '7000.00');
  const id = await leaves();
  const refund = await toCard(id);
  expect(refund.state).toBe('paid');
  expect(refund.items.map(({ amount, state }) => [amount.amount, state])).toEqual([
    ['7000.00', 'succeeded'],
    ['6100.00', 'succeeded'],
  ]);
  expect(await romashka.balance()).toBe('0.00');
  expect(await romashka.journal('refund')).toEqual([
    '2027-01-22 refund -7000.00',
    '2027-01-22 refund -6100.00',
  ]);

  const [theirs] = [...world.shops.yookassa.refunds.values()];
  expect(theirs!.receipt).toMatchObject({
    items: [{ vat_code: 12, payment_mode: 'full_prepayment', amount: { value: '6100.00' } }],
  });
  expect(world.shops.robokassa.refunds.map(({ sum, items }) => [sum, items[0]!['Tax']])).toEqual([
    [7000, 'vat122'],
  ]);
  const administrator = await world.staff('administrator');
  expect((await administrator.asks(routes.verifyLedger)).broken).toEqual([]);
});

it('asked twice, ten times at once, and with answers lost, it sends the money once', async () => {
  await paysByCard('yookassa', '6100.00');
  const id = await leaves();
  world.shops.yookassa.faults.cutAfter = 1;
  const [first] = await Promise.all(Array.from({ length: 10 }, () => toCard(id)));
  expect(first!.items).toHaveLength(1);
  expect(world.shops.yookassa.refunds.size).toBe(1);
  expect(await accountant.isRefused(routes.payRefund, { params: { id } })).toMatchObject({
    code: 'refund_under_way',
  });
  await world.moveTo('2027-01-22T10:00:00+03:00');
  expect((await toCard(id)).state).toBe('paid');
  expect([world.shops.yookassa.refunds.size, await romashka.balance()]).toEqual([1, '0.00']);
  expect(await romashka.journal('refund')).toEqual(['2027-01-22 refund -6100.00']);
});

it('Robokassa is never asked twice: an unanswered refund is looked up by its operation', async () => {
  await paysByCard('robokassa', '6100.00');
  const id = await leaves();
  world.shops.robokassa.faults.loseRefundAnswers = 1;
  expect((await toCard(id)).items[0]!.state).toBe('under_way');
  await world.moveTo('2027-01-22T11:00:00+03:00');
  expect((await toCard(id)).state).toBe('paid');
  expect([world.shops.robokassa.refunds.length, await romashka.balance()]).toEqual([1, '0.00']);
});

it('what a provider refuses stays on the balance and may be paid by bank; what cards cannot take too', async () => {
  await paysByCard('yookassa', '6100.00');
  await world.topUp(romashka, '500.00');
  const id = await leaves();
  world.shops.yookassa.faults.refuseRefunds = true;
  expect((await toCard(id)).items.map(({ state }) => state)).toEqual(['failed']);
  expect(await romashka.balance()).toBe('6600.00');
  world.shops.yookassa.faults.refuseRefunds = false;
  const refund = await toCard(id);
  expect([refund.state, refund.items.map(({ state }) => state)]).toEqual([
    'approved',
    ['failed', 'succeeded'],
  ]);
  expect(await romashka.balance()).toBe('500.00');
  expect(await accountant.asks(routes.payRefund, { params: { id } })).toMatchObject({
    state: 'paid',
    amount: rub('6600.00'),
  });
  expect(await romashka.balance()).toBe('0.00');
});

it('before the signed correction, and for an account that never paid by card, it is refused', async () => {
  await world.topUp(romashka, '500.00');
  const id = await leaves();
  expect(await accountant.isRefused(routes.refundToCard, { params: { id } })).toMatchObject({
    code: 'nothing_left',
  });
});

it('a word that means later, or wrong keys, or the same call under way, ends nothing: the money goes once', async () => {
  await paysByCard('yookassa', '6100.00');
  const id = await leaves();
  world.shops.yookassa.faults.turnAway = [408, 425, 429, 401, 409];
  const [item] = (await toCard(id)).items;
  expect(item!.state).toBe('under_way');
  await world.moveTo('2027-01-22T09:40:00+03:00');
  const waiting = (await accountant.asks(routes.cardRefund, { params: { id } })).items[0]!;
  expect([waiting.state, waiting.reason]).toEqual([
    'under_way',
    expect.stringMatching(/не работает|ответила/),
  ]);
  await world.moveTo('2027-01-22T20:00:00+03:00');
  expect(await accountant.asks(routes.cardRefund, { params: { id } })).toMatchObject({
    state: 'paid',
    possible: rub('0.00'),
    items: [{ state: 'succeeded', reason: null }],
  });
  expect([world.shops.yookassa.refunds.size, await romashka.balance()]).toEqual([1, '0.00']);
});

it('what is wrong with the request itself is final, and a person decides what next', async () => {
  await paysByCard('yookassa', '6100.00');
  const id = await leaves();
  world.shops.yookassa.faults.turnAway = [422];
  expect((await toCard(id)).items).toMatchObject([
    { state: 'failed', reason: 'ЮKassa отказала: status_422' },
  ]);
  expect(await romashka.balance()).toBe('6100.00');
});

it('the address of a customer may change while YooKassa is silent: the same call is made again, and pays once', async () => {
  await paysByCard('yookassa', '6100.00');
  const id = await leaves();
  world.shops.yookassa.faults.cutAfter = 1;
  expect((await toCard(id)).items).toMatchObject([{ state: 'under_way' }]);
  await romashka.givesRequisites({ emails: ['new-accountant@example.com'] });
  await world.moveTo('2027-01-22T10:00:00+03:00');
  expect((await accountant.asks(routes.cardRefund, { params: { id } })).state).toBe('paid');
  expect([world.shops.yookassa.refunds.size, await romashka.balance()]).toEqual([1, '0.00']);
});
