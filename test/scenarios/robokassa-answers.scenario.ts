import { routes, type CardRefundDto } from '@rocket/contracts';
import { leavesForRefund, paysByCard } from '../kit/card-refund';
import type { Customer } from '../kit/customer';
import type { Person } from '../kit/person';
import { World } from '../kit/world';

/** What Robokassa answers is judged by its status: it takes no key, so only what it surely did not do is asked for again. */
let world: World;
let romashka: Customer;
let accountant: Person;
let id: string;
beforeAll(async () => {
  world = await World.open({ shops: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-01-11T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
  accountant = await world.staff('accountant');
  await paysByCard(world, romashka, 'robokassa', '6100.00');
  id = await leavesForRefund(world, romashka, '2027-01-22T09:00:00+03:00');
});

const shop = () => world.shops.robokassa;
const toCard = (): Promise<CardRefundDto> => accountant.asks(routes.refundToCard, { params: { id } });
const shown = (): Promise<CardRefundDto> => accountant.asks(routes.cardRefund, { params: { id } });
const item = async () => (await shown()).items[0]!;
const sentOnce = async (): Promise<void> => {
  expect([shop().refunds.length, await romashka.balance()]).toEqual([1, '0.00']);
  expect(await romashka.journal('refund')).toHaveLength(1);
};

it('turned away for now, or with a wrong password, it is asked again later, and the money goes once', async () => {
  shop().faults.turnAwayRefunds = [429, 408, 401, 403];
  expect((await toCard()).items).toMatchObject([
    { state: 'under_way', mayDecide: false, reason: expect.stringContaining('429') },
  ]);
  await world.moveTo('2027-01-22T09:30:00+03:00');
  expect(await item()).toMatchObject({ state: 'under_way', reason: expect.stringContaining('401') });
  expect([shop().refunds.length, await romashka.balance()]).toEqual([0, '6100.00']);
  await world.moveTo('2027-01-22T12:00:00+03:00');
  expect(await shown()).toMatchObject({ state: 'paid', items: [{ state: 'succeeded', reason: null }] });
  await sentOnce();
});

it('what is wrong with the request itself is final, in its own word, and the bank payment opens', async () => {
  shop().faults.turnAwayRefunds = [422];
  expect((await toCard()).items).toMatchObject([
    { state: 'failed', reason: 'Робокасса отказала: Status422' },
  ]);
  expect((await accountant.asks(routes.payRefund, { params: { id } })).state).toBe('paid');
  expect([shop().refunds.length, await romashka.balance()]).toEqual([0, '0.00']);
});

it.each([500, 503, 409, 202])(
  'after %i the money may be on its way: nobody is asked twice, a person decides',
  async (status) => {
    shop().faults.turnAwayRefunds = [status];
    expect((await toCard()).items).toMatchObject([{ state: 'under_way', mayDecide: false }]);
    await world.moveTo('2027-01-22T12:00:00+03:00');
    expect(await item()).toMatchObject({ state: 'under_way', mayDecide: true });
    expect([shop().refunds.length, await romashka.balance()]).toEqual([0, '6100.00']);
  },
);

it('an answer nobody can read, of a refund that was paid: the operation says so, and it is booked once', async () => {
  shop().faults.garbleRefundAnswers = 1;
  expect((await toCard()).items).toMatchObject([{ state: 'under_way' }]);
  await world.moveTo('2027-01-22T12:00:00+03:00');
  expect((await shown()).state).toBe('paid');
  await sentOnce();
});

it.each([200, 400, 403, 404])(
  'questions answered with a page and %i say nothing of the money: it is not called refused',
  async (status) => {
    shop().faults.loseRefundAnswers = 1;
    await toCard();
    shop().faults.questionsAnswer = status;
    await world.moveTo('2027-01-22T12:00:00+03:00');
    const waiting = await item();
    expect(waiting).toMatchObject({ state: 'under_way', mayDecide: true });
    const body = { decision: 'not_paid', reason: 'Кабинет молчит', evidence: 'Обращение 12' } as const;
    const call = { params: { id, item: waiting.id }, body };
    expect((await accountant.isRefused(routes.decideCardRefund, call)).code).toBe('provider_unavailable');
    shop().faults.questionsAnswer = 0;
    await world.moveTo('2027-01-23T12:00:00+03:00');
    expect((await shown()).state).toBe('paid');
    await sentOnce();
  },
);
