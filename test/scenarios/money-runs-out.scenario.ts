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
  await world.begin('2027-06-01T09:00:00+03:00');
  await world.product('chats', { price: '100.00' });
  await world.product('calls', { price: '300.00' });
  await world.product('reports', { price: '30.00' });
  romashka = await world.account('ООО «Ромашка»');
});

it('a period is paid whole or not at all, and cheaper ones after it are still tried (rule 12)', async () => {
  await world.topUp(romashka, '660.00');
  await romashka.connects('chats');
  await romashka.connects('calls');
  await romashka.connects('reports');
  await world.moveTo('2027-07-01T03:00:00+03:00');
  expect(await romashka.journal('charge')).toEqual([
    '2027-06-01 charge -100.00',
    '2027-06-01 charge -300.00',
    '2027-06-01 charge -30.00',
    '2027-07-01 charge -100.00',
    '2027-07-01 charge -30.00',
  ]);
  expect(await romashka.stateOf('calls')).toBe('suspended');
  expect(await romashka.stateOf('reports')).toBe('active until 2027-07-31');
  expect(await romashka.balance()).toBe('100.00');
  expect(await romashka.state()).toBe('active');
  expect(await romashka.notices('suspended')).toHaveLength(1);
});

it('the customer’s own order decides who goes without (rule 12)', async () => {
  await world.topUp(romashka, '730.00');
  await romashka.connects('chats');
  await romashka.connects('calls');
  await romashka.connects('reports');
  await romashka.changes('calls', { rank: 1 });
  const ranks = (await romashka.subscriptions()).map(({ productCode, rank }) => `${rank} ${productCode}`);
  expect(ranks.sort()).toEqual(['1 calls', '2 chats', '3 reports']);
  await world.moveTo('2027-07-01T03:00:00+03:00');
  expect(await romashka.stateOf('calls')).toBe('active until 2027-07-31');
  expect(await romashka.stateOf('chats')).toBe('suspended');
  expect(await romashka.stateOf('reports')).toBe('suspended');
  expect(await romashka.balance()).toBe('0.00');
});

it('a top-up resumes at once what fits, in order of rank, and the day of resumption becomes the anchor (rules 14, 15)', async () => {
  await world.topUp(romashka, '430.00');
  await romashka.connects('chats');
  await romashka.connects('calls');
  await romashka.connects('reports');
  await world.moveTo('2027-07-05T12:00:00+03:00');
  expect(await romashka.state()).toBe('suspended');
  expect(await romashka.balance()).toBe('0.00');

  await world.topUp(romashka, '150.00');
  expect(await romashka.stateOf('chats')).toBe('active until 2027-08-04');
  expect(await romashka.stateOf('calls')).toBe('suspended');
  expect(await romashka.stateOf('reports')).toBe('active until 2027-08-04');
  expect((await romashka.journal()).slice(-3)).toEqual([
    '2027-07-05 top_up 150.00',
    '2027-07-05 charge -100.00',
    '2027-07-05 charge -30.00',
  ]);
  expect(await romashka.state()).toBe('active');
  expect(await romashka.notices('resumed')).toHaveLength(2);

  await world.topUp(romashka, '500.00');
  expect(await romashka.stateOf('calls')).toBe('active until 2027-08-04');
  await world.moveTo('2027-08-05T03:00:00+03:00');
  expect((await romashka.journal('charge')).slice(-2)).toEqual([
    '2027-08-05 charge -100.00',
    '2027-08-05 charge -30.00',
  ]);
});

it('days of a suspension are never charged (rule 13)', async () => {
  await world.topUp(romashka, '100.00');
  await romashka.connects('chats');
  await world.moveTo('2027-09-10T12:00:00+03:00');
  await world.topUp(romashka, '5000.00');
  expect(await romashka.journal('charge')).toEqual([
    '2027-06-01 charge -100.00',
    '2027-09-10 charge -100.00',
  ]);
});

it('connecting without money says what is required and what there is, and changes nothing (rule 11)', async () => {
  await world.topUp(romashka, '90.00');
  expect(await romashka.cannotConnect('chats')).toMatchObject({
    status: 402,
    code: 'insufficient_balance',
    required: { amount: '100.00', currency: 'RUB' },
    available: { amount: '90.00', currency: 'RUB' },
  });
  expect(await romashka.subscriptions()).toEqual([]);
  expect(await romashka.journal()).toEqual(['2027-06-01 top_up 90.00']);
});

it('what the forecast of tomorrow says is what tomorrow does (money-rules, Renewal)', async () => {
  await world.topUp(romashka, '780.00');
  await romashka.connects('chats');
  await romashka.connects('calls');
  await world.moveTo('2027-06-30T12:00:00+03:00');
  const { items } = await romashka.forecast('2027-07-01');
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    date: '2027-07-01',
    charges: [{ productCode: 'chats', amount: { amount: '100.00' } }],
    suspensions: [{ productCode: 'calls', required: { amount: '300.00' }, available: { amount: '280.00' } }],
    balanceAfter: { money: { amount: '280.00' } },
  });
  const dry = await world.runs('2027-07-01', true);
  expect(dry).toMatchObject({ charged: 1, suspended: 1, amount: { amount: '100.00' } });
  await world.moveTo('2027-07-01T03:00:00+03:00');
  expect(await romashka.balance()).toBe('280.00');
  expect(await romashka.stateOf('calls')).toBe('suspended');
});

it('a suspension by staff is lifted by staff only, and money does not lift it (rule 17)', async () => {
  await world.topUp(romashka, '150.00');
  await romashka.connects('chats');
  const support = await world.staff('support');
  await support.asks(routes.suspendAccount, {
    params: { id: romashka.id },
    body: { ground: 'security', reason: 'Чужой вход' },
  });
  expect(await romashka.state()).toBe('suspended');
  // The customer reads which ground it is; what staff wrote down besides is for staff.
  const [held] = await romashka.notices('account_held');
  expect(held).toMatchObject({ facts: { ground: 'security' }, text: expect.stringContaining('поддержку') });
  expect(JSON.stringify(held)).not.toContain('Чужой вход');
  await world.topUp(romashka, '500.00');
  await world.moveTo('2027-07-10T09:00:00+03:00');
  expect(await romashka.state()).toBe('suspended');
  // Nobody is told to pay for what a payment does not lift, not even when the paid period has run out.
  expect(await romashka.stateOf('chats')).toBe('suspended');
  const { account, banner } = await romashka.owner.asks(routes.widgetState);
  expect([account.blockedFor, banner?.text]).toEqual([
    'staff',
    'Аккаунт приостановлен службой поддержки. Пополнение его не возобновит: напишите в поддержку.',
  ]);
  expect(await romashka.journal('charge')).toEqual(['2027-06-01 charge -100.00']);
  await support.asks(routes.resumeAccount, {
    params: { id: romashka.id },
    body: { reason: 'Пароль сменили' },
  });
  expect(await romashka.state()).toBe('active');
  expect([await romashka.notices('account_held'), await romashka.notices('hold_lifted')]).toMatchObject([
    [{ facts: { ground: 'security' } }],
    [{}],
  ]);
  expect((await romashka.owner.asks(routes.widgetState)).account.blockedFor).toBeUndefined();
  expect(await romashka.stateOf('chats')).toBe('active until 2027-08-09');
});

it('a scheduler that stood still charges each missed period once, oldest first, dated by its day of service (rule 13)', async () => {
  await world.product('daily', { price: '10.00', period: 'P1D' });
  await world.topUp(romashka, '155.00');
  await romashka.connects('daily', { period: 'P1D' });
  await romashka.connects('chats');
  await world.schedulerStops();
  await world.moveTo('2027-06-05T12:00:00+03:00');
  expect(await romashka.journal('charge')).toHaveLength(2);
  expect(await romashka.stateOf('daily')).toBe('active until 2027-06-01');
  await world.schedulerWorks();
  expect((await romashka.journal('charge')).slice(2)).toEqual([
    '2027-06-02 charge -10.00',
    '2027-06-03 charge -10.00',
    '2027-06-04 charge -10.00',
    '2027-06-05 charge -10.00',
  ]);
  expect(await romashka.balance()).toBe('5.00');
  await world.schedulerWorks();
  await world.runs('2027-06-05');
  expect(await romashka.journal('charge')).toHaveLength(6);
});

it('a late run goes as far as the balance reaches and then suspends (money-rules, Renewal)', async () => {
  await world.product('daily', { price: '10.00', period: 'P1D' });
  await world.topUp(romashka, '35.00');
  await romashka.connects('daily', { period: 'P1D' });
  await world.schedulerStops();
  await world.moveTo('2027-06-08T12:00:00+03:00');
  await world.schedulerWorks();
  expect(await romashka.journal('charge')).toEqual([
    '2027-06-01 charge -10.00',
    '2027-06-02 charge -10.00',
    '2027-06-03 charge -10.00',
  ]);
  expect(await romashka.stateOf('daily')).toBe('suspended');
  await world.topUp(romashka, '100.00');
  expect((await romashka.journal('charge')).slice(3)).toEqual(['2027-06-08 charge -10.00']);
});

it('a late run pays a missed date with the grants that were valid on it (Exact behaviour, A late run)', async () => {
  await world.product('daily', { price: '10.00', period: 'P1D' });
  await world.grants(romashka, '30.00', { expiresOn: '2027-06-03' });
  await world.topUp(romashka, '100.00');
  await romashka.connects('daily', { period: 'P1D' });
  await world.schedulerStops();
  await world.moveTo('2027-06-05T12:00:00+03:00');
  await world.schedulerWorks();
  expect(await romashka.journal('charge')).toEqual([
    '2027-06-01 charge bonus -10.00',
    '2027-06-02 charge bonus -10.00',
    '2027-06-03 charge bonus -10.00',
    '2027-06-04 charge -10.00',
    '2027-06-05 charge -10.00',
  ]);
  expect(await romashka.journal('bonus_expiry')).toEqual([]);
});

it('days of an outage of ours are skipped by a day tariff and given back to a longer one (rule 13)', async () => {
  await world.product('daily', { price: '10.00', period: 'P1D' });
  await world.topUp(romashka, '1000.00');
  await romashka.connects('daily', { period: 'P1D' });
  await romashka.connects('chats');
  await world.schedulerStops();
  await world.moveTo('2027-06-06T12:00:00+03:00');
  const administrator = await world.staff('administrator');
  const outage = { from: '2027-06-02T20:00:00+03:00', to: '2027-06-05T00:00:00+03:00' };
  expect(await administrator.asks(routes.recordOutage, { body: outage })).toMatchObject({ days: 2 });
  await world.schedulerWorks();
  expect((await romashka.journal('charge')).filter((line) => line.endsWith('-10.00'))).toEqual([
    '2027-06-01 charge -10.00',
    '2027-06-02 charge -10.00',
    '2027-06-05 charge -10.00',
    '2027-06-06 charge -10.00',
  ]);
  expect(await romashka.stateOf('chats')).toBe('active until 2027-07-02');
});

it('days of an outage of ours are not charged by way of a change: they count neither as used nor as left (rule 13)', async () => {
  await world.topUp(romashka, '1000.00');
  const kamelia = await world.account('ООО «Камелия»');
  await world.topUp(kamelia, '2000.00');
  const administrator = await world.staff('administrator');
  const yearly = { period: 'P1Y', unitPrice: rub('1000.00'), validFrom: '2027-06-01' };
  await administrator.sends('POST', '/products/chats/prices', { body: yearly });
  await romashka.connects('chats');
  await kamelia.connects('chats');
  await world.moveTo('2027-06-16T12:00:00+03:00');
  const outage = { from: '2027-06-05T00:00:00+03:00', to: '2027-06-15T00:00:00+03:00' };
  expect(await administrator.asks(routes.recordOutage, { body: outage })).toMatchObject({ days: 10 });

  // June ends on 10 July: 1–4 and 15 June were used, 25 of its 30 days are left.
  expect(await romashka.stateOf('chats')).toBe('active until 2027-07-10');
  await romashka.changes('chats', { quantity: 2 });
  expect((await romashka.journal('charge')).at(-1)).toBe('2027-06-16 charge -83.33');
  await kamelia.changes('chats', { period: 'P1Y' });
  expect((await kamelia.journal('charge')).at(-1)).toBe('2027-06-16 charge -916.67');
});
