import { routes } from '@rocket/contracts';
import { rub, type Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T10:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
});

const givesNotice = () =>
  romashka.owner.asks(routes.terminateAccount, {
    params: { id: romashka.id },
    body: { reason: 'Закрываемся', initiator: 'customer' },
  });

it('a contract under notice is foreseen to its end: nothing is told of, or asked for, that no run will charge', async () => {
  await world.product('daily', { price: '10.00', period: 'P1D', trialDays: 0 });
  await world.product('monthly', { price: '4950.00', trialDays: 0 });
  await world.topUp(romashka, '5050.00');
  await romashka.connects('daily', { period: 'P1D' });
  await romashka.connects('monthly');
  await romashka.ends('monthly');
  expect(await givesNotice()).toMatchObject({ state: 'pending', effectiveOn: '2027-06-11' });

  const params = { id: romashka.id };
  const { items } = await romashka.forecast('2027-08-01');
  const foreseen = items.flatMap(({ date, charges }) =>
    charges.map(({ amount }) => `${date} ${amount.amount}`),
  );
  expect(items.map(({ date }) => date)).toEqual([
    ...['2027-06-02', '2027-06-03', '2027-06-04', '2027-06-05', '2027-06-06'],
    ...['2027-06-07', '2027-06-08', '2027-06-09', '2027-06-10'],
  ]);
  // Ninety are left and nine days: the money lasts, whatever the days after the end would have asked for.
  const balance = await romashka.owner.asks(routes.balance, { params });
  expect(balance).toMatchObject({
    money: rub('90.00'),
    forecast: { emptyOn: null, daysLeft: null, next30Days: rub('90.00') },
  });
  expect(await romashka.subscription('daily')).toMatchObject({
    state: 'active',
    endsOn: '2027-06-10',
    endReason: 'terminated',
  });

  const administrator = await world.staff('administrator');
  const rehearsed = async (businessDate: string) =>
    (await administrator.asks(routes.startRun, { body: { businessDate, dryRun: true } })).charged;
  expect([await rehearsed('2027-06-10'), await rehearsed('2027-06-20')]).toEqual([9, 9]);

  await world.moveTo('2027-07-20T10:00:00+03:00');
  const charged = (await romashka.entries()).filter(({ kind, businessDate }) => {
    return kind === 'charge' && businessDate > '2027-06-01';
  });
  expect(charged.map((entry) => `${entry.businessDate} ${entry.money.amount.slice(1)}`)).toEqual(foreseen);
  expect(await romashka.balance()).toBe('0.00');
});

it('a bonus that was asked for under notice is not given when the contract is over (rules 7, 21)', async () => {
  const support = await world.staff('support');
  const { body } = await support.sends('POST', `/accounts/${romashka.id}/bonus-grants`, {
    body: { amount: rub('20000.00'), ground: 'review', reason: 'Отзыв' },
    key: 'large',
  });
  const { id } = (body as { approval: { id: string } }).approval;
  await givesNotice();
  await world.moveTo('2027-06-12T10:00:00+03:00');
  expect(await romashka.state()).toBe('terminated');

  const administrator = await world.staff('administrator');
  const decide = (decision: 'approve' | 'reject') => ({ params: { id }, body: { decision } });
  expect(await administrator.isRefused(routes.decideApproval, decide('approve'))).toMatchObject({
    status: 409,
    code: 'account_not_active',
  });
  expect(await romashka.balance()).toBe('0.00');
  expect(await administrator.asks(routes.decideApproval, decide('reject'))).toMatchObject({
    state: 'rejected',
  });
});

it('a bonus is not given whose last day went by while it waited for a second person', async () => {
  const support = await world.staff('support');
  const { body } = await support.sends('POST', `/accounts/${romashka.id}/bonus-grants`, {
    body: { amount: rub('20000.00'), ground: 'review', reason: 'Отзыв', expiresOn: '2027-06-02' },
    key: 'large',
  });
  const { id } = (body as { approval: { id: string } }).approval;
  await world.moveTo('2027-06-03T00:00:00+03:00');
  const administrator = await world.staff('administrator');
  const approve = { params: { id }, body: { decision: 'approve' } } as const;
  expect(await administrator.isRefused(routes.decideApproval, approve)).toMatchObject({
    status: 422,
    code: 'expiry_in_the_past',
  });
  expect(await romashka.journal()).toEqual([]);
});
