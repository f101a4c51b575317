import { routes, type AccessGrantDto, type GrantAccessDto } from '@rocket/contracts';
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
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await world.product('chats', { price: '300.00' });
});
afterEach(() => expectLawsToHold(world, [romashka]));

/** For fourteen days unless it is said until when. */
interface Wish extends Partial<Omit<GrantAccessDto, 'untilOn'>> {
  readonly untilOn?: string;
}
const wishOf = ({ untilOn, ...wish }: Wish): GrantAccessDto => ({
  productCode: 'chats',
  quantity: 1,
  ...(untilOn === undefined ? { days: 14 } : { untilOn: localDate(untilOn) }),
  reason: 'Акция «Лето»',
  ...wish,
});
const gives = async (wish: Wish = {}): Promise<AccessGrantDto> => {
  const support = await world.staff('support');
  return support.asks(routes.grantAccess, { params: { id: romashka.id }, body: wishOf(wish) });
};
const isNotGiven = async (wish: Wish) => {
  const support = await world.staff('support');
  return support.isRefused(routes.grantAccess, { params: { id: romashka.id }, body: wishOf(wish) });
};
const entitlement = async () => {
  const administrator = await world.staff('administrator');
  const { secret } = await administrator.asks(routes.createKey, { params: { code: 'chats' } });
  const query = { account: romashka.account.amocrmAccountId };
  return world.bearer(secret).asks(routes.entitlement, { query });
};

it('a product given to an account that never had it runs at once, costs nothing, and ends by itself (rule 8; clause 3.12)', async () => {
  const given = await gives();
  expect(given).toMatchObject({ state: 'running', from: '2027-06-01', to: '2027-06-14', grantedBy: /staff/ });
  expect(await romashka.subscription('chats')).toMatchObject({
    state: 'active',
    autoRenew: false,
    trialEndsOn: null,
    paidUntil: '2027-06-14',
    free: { quantity: 1, from: '2027-06-01', until: '2027-06-14', begun: true },
  });
  expect(await entitlement()).toMatchObject({
    entitled: true,
    paidUntil: '2027-06-14',
    reason: 'Продукт предоставлен бесплатно',
  });
  expect(await romashka.notices('access_granted')).toMatchObject([
    { facts: { productCode: 'chats', from: '2027-06-01', untilOn: '2027-06-14' } },
  ]);
  await world.moveTo('2027-06-14T23:59:59+03:00');
  expect(await entitlement()).toMatchObject({ entitled: true });
  await world.moveTo('2027-06-15T03:00:00+03:00');
  expect([await romashka.stateOf('chats'), await romashka.balance(), await romashka.journal()]).toEqual([
    'ended',
    '0.00',
    [],
  ]);
  expect(await romashka.documents('upd')).toEqual([]);
  const { items } = await romashka.owner.asks(routes.accessGrants, { params: { id: romashka.id } });
  expect(items).toMatchObject([{ id: given.id, state: 'over', reason: 'Акция «Лето»', to: '2027-06-14' }]);
});

it('a paid product goes on free after what is paid, then the ordinary renewal follows from its end', async () => {
  await world.topUp(romashka, '1000.00');
  await romashka.connects('chats');
  expect(await gives({ untilOn: '2027-07-10' })).toMatchObject({
    state: 'waiting',
    from: null,
  });
  expect(await romashka.subscription('chats')).toMatchObject({
    paidUntil: '2027-06-30',
    free: { from: '2027-07-01', until: '2027-07-10', begun: false },
  });
  expect((await romashka.forecast('2027-07-31')).items.map(({ date }) => date)).toEqual([
    '2027-07-01',
    '2027-07-11',
  ]);
  await world.moveTo('2027-07-11T09:00:00+03:00');
  expect(await romashka.journal('charge')).toEqual([
    '2027-06-01 charge -300.00',
    '2027-07-11 charge -300.00',
  ]);
  expect(await romashka.stateOf('chats')).toBe('active until 2027-08-10');
});

it('a trial runs out first, and nobody is warned of a charge that will not come', async () => {
  await world.product('reports', { price: '300.00', trialDays: 14 });
  await romashka.connects('reports');
  await gives({ productCode: 'reports', days: 5 });
  await world.moveTo('2027-06-18T09:00:00+03:00');
  expect(await romashka.stateOf('reports')).toBe('active until 2027-06-20');
  expect(await romashka.notices('trial_ending')).toEqual([]);
});

it('a suspended product runs free from today and is suspended again when the term is over and there is no money', async () => {
  await world.topUp(romashka, '300.00');
  await romashka.connects('chats');
  await world.moveTo('2027-07-05T09:00:00+03:00');
  expect(await romashka.stateOf('chats')).toBe('suspended');
  await gives({ days: 10 });
  expect([await romashka.stateOf('chats'), await romashka.state()]).toEqual([
    'active until 2027-07-14',
    'active',
  ]);
  await world.moveTo('2027-07-15T09:00:00+03:00');
  expect(await romashka.stateOf('chats')).toBe('suspended');
});

it('more units than were given are paid for the days left; fewer give nothing back', async () => {
  await world.topUp(romashka, '1000.00');
  await gives({ days: 15, quantity: 2, autoRenew: true });
  await romashka.changes('chats', { quantity: 1 });
  await romashka.changes('chats', { quantity: 2 });
  expect(await romashka.journal('charge')).toEqual([]);
  await world.moveTo('2027-06-11T09:00:00+03:00');
  // 5 of the 30 days of June: 300.00 × 5 / 30.
  await romashka.changes('chats', { quantity: 3 });
  expect(await romashka.journal('charge')).toEqual(['2027-06-11 charge -50.00']);
  await romashka.changes('chats', { quantity: 1 });
  expect(await romashka.subscription('chats')).toMatchObject({ credit: rub('50.00') });
  await world.moveTo('2027-06-16T09:00:00+03:00');
  expect(await romashka.journal('charge')).toEqual(['2027-06-11 charge -50.00', '2027-06-16 charge -250.00']);
});

it('another period chosen inside a free term begins after it', async () => {
  await world.product('daily', {
    price: '10.00',
    period: 'P1D',
    prices: [{ period: 'P1M', unitPrice: rub('200.00') }],
  });
  await world.topUp(romashka, '1000.00');
  await gives({ productCode: 'daily', period: 'P1D', days: 3, autoRenew: true });
  await romashka.changes('daily', { period: 'P1M' });
  expect(await romashka.stateOf('daily')).toBe('active until 2027-06-03');
  await world.moveTo('2027-06-04T09:00:00+03:00');
  expect(await romashka.journal('charge')).toEqual(['2027-06-04 charge -200.00']);
});

it('days of an outage of ours are given back to a free term too (rule 13)', async () => {
  await gives({ days: 10 });
  const administrator = await world.staff('administrator');
  const body = { from: '2027-06-03T00:00:00+03:00', to: '2027-06-05T00:00:00+03:00', productCode: 'chats' };
  await administrator.asks(routes.recordOutage, { body });
  expect(await romashka.stateOf('chats')).toBe('active until 2027-06-12');
});

it('a term taken back lasts to the end of the day; one that waits does not begin', async () => {
  const support = await world.staff('support');
  const running = await gives({ autoRenew: true });
  await world.topUp(romashka, '500.00');
  await world.moveTo('2027-06-05T09:00:00+03:00');
  const body = { reason: 'Дали по ошибке' };
  const params = { id: running.id };
  expect(await support.asks(routes.revokeAccess, { params, body })).toMatchObject({
    state: 'revoked',
    to: '2027-06-05',
    revokeReason: 'Дали по ошибке',
  });
  expect(await support.isRefused(routes.revokeAccess, { params, body })).toMatchObject({
    code: 'access_over',
  });
  await world.moveTo('2027-06-06T09:00:00+03:00');
  expect(await romashka.journal('charge')).toEqual(['2027-06-06 charge -300.00']);
  const waiting = await gives();
  await support.asks(routes.revokeAccess, { params: { id: waiting.id }, body });
  expect(await romashka.subscription('chats')).toMatchObject({ free: null });
  expect((await romashka.notices('access_revoked')).length).toBe(2);
});

it('it ends with the contract and nothing of it is money (clause 6.7)', async () => {
  await gives({ days: 90 });
  await romashka.owner.asks(routes.terminateAccount, {
    params: { id: romashka.id },
    body: { reason: 'Закрываемся', initiator: 'customer' },
  });
  await world.moveTo('2027-06-11T09:00:00+03:00');
  expect([await romashka.stateOf('chats'), (await entitlement()).entitled]).toEqual(['ended', false]);
  expect(await romashka.owner.isRefused(routes.requestRefund, { params: { id: romashka.id } })).toMatchObject(
    {
      code: 'nothing_left',
    },
  );
  expect(await isNotGiven({})).toMatchObject({ code: 'account_not_active' });
});

it('what is asked wrongly is refused by its field, and the customer may not give to himself', async () => {
  const fieldsOf = async (wish: Wish) => {
    const { code, errors } = await isNotGiven(wish);
    return [code, errors?.[0]?.path];
  };
  expect(await fieldsOf({ untilOn: '2027-06-10', days: 3 })).toEqual(['validation_failed', 'days']);
  expect(await fieldsOf({ untilOn: '2027-05-31' })).toEqual(['expiry_in_the_past', 'untilOn']);
  expect(await fieldsOf({ period: 'P1Y' })).toEqual(['period_not_offered', 'period']);
  expect(await fieldsOf({ reason: ' ' })).toEqual(['validation_failed', 'reason']);
  await world.topUp(romashka, '1000.00');
  await romashka.connects('chats', { quantity: 3 });
  expect(await fieldsOf({ quantity: 2 })).toEqual(['quantity_below_minimum', 'quantity']);
  expect(await fieldsOf({ quantity: 3, untilOn: '2027-06-29' })).toEqual(['expiry_in_the_past', 'untilOn']);
  const params = { id: romashka.id };
  expect(
    await romashka.owner.isRefused(routes.grantAccess, { params, body: wishOf({ quantity: 3 }) }),
  ).toMatchObject({
    code: 'forbidden',
  });
});

it('the database takes a grant once, whoever writes', async () => {
  const { id } = await gives();
  const again = `insert into charge (account_id, subscription_id, period_start, plan_no, period_end, business_date, quantity,
      price_id, cost, amount, bonus_part, recorded_at, access_grant_id)
    select account_id, subscription_id, period_start + 40, plan_no, period_end + 40, business_date, quantity, price_id, cost,
           amount, bonus_part, recorded_at, access_grant_id from charge where access_grant_id = $1`;
  await expect(world.sql(again, [id])).rejects.toThrow(/charge_takes_access_once/);
});
