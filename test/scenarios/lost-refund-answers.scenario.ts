import { routes, type CardRefundDto, type PaymentProvider } from '@rocket/contracts';
import { leavesForRefund, paysByCard } from '../kit/card-refund';
import type { Customer } from '../kit/customer';
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

/** Paid by card, the contract is over and the signed correction is back: the money may go. */
const paidAndLeft = async (provider: PaymentProvider): Promise<string> => {
  await paysByCard(world, romashka, provider, '6100.00');
  return leavesForRefund(world, romashka, '2027-01-22T09:00:00+03:00');
};

const shown = (id: string): Promise<CardRefundDto> => accountant.asks(routes.cardRefund, { params: { id } });
const wish = (decision: 'paid' | 'not_paid') => ({
  decision,
  reason: 'Звонили в поддержку магазина',
  evidence: 'Обращение 4711',
});
const decisionOf = async (id: string, decision: 'paid' | 'not_paid') => {
  const [item] = (await shown(id)).items;
  return { params: { id, item: item!.id }, body: wish(decision) };
};

/** Robokassa cut the line; a look at it shows neither the refund nor that there was none. */
const lostAtRobokassa = async (): Promise<string> => {
  const id = await paidAndLeft('robokassa');
  world.shops.robokassa.faults.swallowRefunds = 1;
  expect((await accountant.asks(routes.refundToCard, { params: { id } })).items).toMatchObject([
    { state: 'under_way', mayDecide: false },
  ]);
  expect(await accountant.isRefused(routes.decideCardRefund, await decisionOf(id, 'not_paid'))).toMatchObject(
    {
      code: 'refund_under_way',
    },
  );
  await world.moveTo('2027-01-22T12:00:00+03:00');
  expect((await shown(id)).items).toMatchObject([{ state: 'under_way', mayDecide: true, decided: null }]);
  return id;
};

it('a refund the shop never paid: an accountant says so with evidence, and the bank payment opens', async () => {
  const id = await lostAtRobokassa();
  expect(await accountant.isRefused(routes.payRefund, { params: { id } })).toMatchObject({
    code: 'refund_under_way',
  });
  const call = await decisionOf(id, 'not_paid');
  const support = await world.staff('support');
  expect((await support.isRefused(routes.decideCardRefund, call)).code).toBe('forbidden');
  const bare = { ...call, body: { ...call.body, evidence: ' ' } };
  expect((await accountant.isRefused(routes.decideCardRefund, bare)).errors).toMatchObject([
    { path: 'evidence' },
  ]);
  world.shops.robokassa.faults.servicesDown = true;
  expect((await accountant.isRefused(routes.decideCardRefund, call)).code).toBe('provider_unavailable');
  world.shops.robokassa.faults.servicesDown = false;

  const refund = await accountant.asks(routes.decideCardRefund, call);
  expect(refund.items).toMatchObject([
    { state: 'failed', mayDecide: false, decided: { ...wish('not_paid'), by: expect.stringMatching(/./) } },
  ]);
  expect((await accountant.isRefused(routes.decideCardRefund, call)).code).toBe('already_decided');
  expect(await romashka.balance()).toBe('6100.00');
  expect((await accountant.asks(routes.payRefund, { params: { id } })).state).toBe('paid');
  expect(await romashka.journal('refund')).toEqual(['2027-01-22 refund -6100.00']);
});

it('a refund the shop paid: it leaves the books once, in the name of who said so', async () => {
  const id = await lostAtRobokassa();
  const call = await decisionOf(id, 'paid');
  const { state, items } = await accountant.asks(routes.decideCardRefund, call);
  expect([state, items[0]!.state, items[0]!.decided!.evidence]).toEqual([
    'paid',
    'succeeded',
    'Обращение 4711',
  ]);
  expect(await romashka.balance()).toBe('0.00');
  const { items: entries } = await accountant.asks(routes.entries, {
    params: { id: romashka.id },
    query: { kind: 'refund' },
  });
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({
    actor: items[0]!.decided!.by,
    reason: expect.stringContaining('Обращение 4711'),
  });
  const administrator = await world.staff('administrator');
  expect((await administrator.asks(routes.verifyLedger)).broken).toEqual([]);
});

it('“did not pay” is refused when Robokassa says meanwhile that the money went back', async () => {
  const id = await lostAtRobokassa();
  const call = await decisionOf(id, 'not_paid');
  for (const operation of world.shops.robokassa.operations.values()) operation.state = 60;
  expect(await accountant.isRefused(routes.decideCardRefund, call)).toMatchObject({
    code: 'already_decided',
    detail: expect.stringContaining('деньги вернулись'),
  });
  expect(await shown(id)).toMatchObject({ state: 'paid', items: [{ state: 'succeeded', decided: null }] });
  expect(await romashka.journal('refund')).toEqual(['2027-01-22 refund -6100.00']);
});

it('and when YooKassa, whose key is forgotten by now, lists a refund of that payment', async () => {
  const id = await paidAndLeft('yookassa');
  Object.assign(world.shops.yookassa.faults, { cutAfter: 1_000, silent: true });
  await accountant.asks(routes.refundToCard, { params: { id } });
  await world.moveTo('2027-01-24T09:00:00+03:00');
  expect((await shown(id)).items).toMatchObject([{ state: 'under_way', mayDecide: true }]);
  const call = await decisionOf(id, 'not_paid');
  expect((await accountant.isRefused(routes.decideCardRefund, call)).code).toBe('already_decided');
  expect((await shown(id)).state).toBe('paid');
  expect([world.shops.yookassa.refunds.size, await romashka.balance()]).toEqual([1, '0.00']);
});
