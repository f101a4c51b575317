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
  romashka = await world.account('ООО «Ромашка»');
});

const remaining = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await romashka.grants()).map((grant) => [grant.reason, grant.remaining.amount]));

it('grants burn by priority, then the earliest expiry, then the oldest, and money last (rule 7)', async () => {
  await world.topUp(romashka, '1000.00');
  await world.grants(romashka, '30.00', { reason: 'без срока' });
  await world.moveTo('2027-06-01T10:00:00+03:00');
  await world.grants(romashka, '30.00', { reason: 'без срока, позже' });
  await world.grants(romashka, '30.00', { reason: 'до августа', expiresOn: '2027-08-01' });
  await world.grants(romashka, '30.00', { reason: 'до июля', expiresOn: '2027-07-01' });
  await world.grants(romashka, '30.00', { reason: 'сначала этот', priority: 1 });
  const burnt: Record<string, string>[] = [];
  for (const quantity of [4, 5, 10]) {
    await world.product(`step-${quantity}`, { price: '10.00' });
    await romashka.connects(`step-${quantity}`, { quantity });
    burnt.push(await remaining());
  }
  expect(burnt).toEqual([
    {
      'сначала этот': '0.00',
      'до июля': '20.00',
      'до августа': '30.00',
      'без срока': '30.00',
      'без срока, позже': '30.00',
    },
    {
      'сначала этот': '0.00',
      'до июля': '0.00',
      'до августа': '0.00',
      'без срока': '30.00',
      'без срока, позже': '30.00',
    },
    {
      'сначала этот': '0.00',
      'до июля': '0.00',
      'до августа': '0.00',
      'без срока': '0.00',
      'без срока, позже': '0.00',
    },
  ]);
  expect(await romashka.journal('charge')).toEqual([
    '2027-06-01 charge bonus -40.00',
    '2027-06-01 charge bonus -50.00',
    '2027-06-01 charge -40.00 bonus -60.00',
  ]);
  expect(await romashka.balance()).toBe('960.00');
});

it('of grants made at one instant the first burns first, and the list shows the last first', async () => {
  const reasons = ['а', 'б', 'в', 'г', 'д', 'е'];
  for (const reason of reasons) await world.grants(romashka, '30.00', { reason });
  expect((await romashka.grants()).map(({ reason }) => reason)).toEqual([...reasons].reverse());
  await world.product('step', { price: '10.00' });
  await romashka.connects('step', { quantity: 8 });
  expect(await remaining()).toEqual({
    ...{ а: '0.00', б: '0.00', в: '10.00' },
    ...{ г: '30.00', д: '30.00', е: '30.00' },
  });
});

it('a grant ends with the last moment of its last day, and its expiry is dated at that instant (money-rules, Grants)', async () => {
  const grant = await world.grants(romashka, '500.00', { expiresOn: '2027-06-10' });
  expect(grant).toMatchObject({ state: 'active', priority: 100, expiresOn: '2027-06-10' });
  await world.moveTo('2027-06-10T23:59:59+03:00');
  expect(await romashka.balance()).toBe('0.00 + 500.00 bonus');
  expect(await romashka.journal()).toHaveLength(1);
  await world.moveTo('2027-06-12T09:00:00+03:00');
  const [expiry] = await romashka.entries('bonus_expiry');
  expect(expiry).toMatchObject({
    occurredAt: '2027-06-10T21:00:00.000Z',
    businessDate: '2027-06-11',
    bonus: { amount: '-500.00' },
    money: { amount: '0.00' },
  });
  expect(await romashka.balance()).toBe('0.00');
  expect(await romashka.balance('2027-06-10T20:59:59Z')).toBe('0.00 + 500.00 bonus');
  expect(await romashka.balance('2027-06-10T21:00:00Z')).toBe('0.00');
  expect((await romashka.grants())[0]?.state).toBe('expired');
});

it('an ended grant is worth nothing even while no job runs (money-rules, Grants)', async () => {
  await world.grants(romashka, '500.00', { expiresOn: '2027-06-10' });
  await world.schedulerStops();
  await world.moveTo('2027-06-11T00:00:00+03:00');
  expect(await romashka.balance()).toBe('0.00');
  expect(await romashka.cannotConnect('chats')).toMatchObject({
    code: 'insufficient_balance',
    available: { amount: '0.00' },
  });
});

it('revoking takes what is left, with a name and a reason, and nothing is left to revoke again (rule 6)', async () => {
  const { id } = await world.grants(romashka, '300.00');
  await romashka.connects('chats');
  const support = await world.staff('support');
  const revoked = await support.asks(routes.revokeBonus, {
    params: { id },
    body: { reason: 'Выдан по ошибке' },
  });
  expect(revoked).toMatchObject({ state: 'revoked', remaining: { amount: '0.00' } });
  expect(await romashka.journal()).toEqual([
    '2027-06-01 bonus_grant bonus 300.00',
    '2027-06-01 charge bonus -100.00',
    '2027-06-01 bonus_revoke bonus -200.00',
  ]);
  const [entry] = await romashka.entries('bonus_revoke');
  expect(entry).toMatchObject({ reason: 'Выдан по ошибке', subject: { type: 'grant', id } });
  expect(entry?.actor).toMatch(/^staff:/);
  expect(
    await support.isRefused(routes.revokeBonus, { params: { id }, body: { reason: 'Ещё раз' } }),
  ).toMatchObject({ status: 409, code: 'nothing_left' });
});

it('a bonus resumes what was suspended at once (Exact behaviour, Running out)', async () => {
  await world.topUp(romashka, '100.00');
  await romashka.connects('chats');
  await world.moveTo('2027-07-03T12:00:00+03:00');
  expect(await romashka.stateOf('chats')).toBe('suspended');
  await world.grants(romashka, '100.00');
  expect(await romashka.stateOf('chats')).toBe('active until 2027-08-02');
});

it.each([
  ['49999.99', null],
  ['50000.00', '2500.00'],
  ['99999.99', '5000.00'],
  ['100000.00', '10000.00'],
])('a top-up of %s brings a bonus of %s by the published rule (rule 6)', async (amount, bonus) => {
  await world.topUp(romashka, amount);
  expect(await romashka.balance()).toBe(bonus ? `${amount} + ${bonus} bonus` : amount);
  const grants = await romashka.grants();
  expect(grants.map(({ ground, priority, expiresOn }) => ({ ground, priority, expiresOn }))).toEqual(
    bonus ? [{ ground: 'top_up', priority: 100, expiresOn: null }] : [],
  );
});

it('above the limit a second person decides, and never the one who asked (rule 6)', async () => {
  const support = await world.staff('support');
  const ask = (amount: string) =>
    support.sends('POST', `/accounts/${romashka.id}/bonus-grants`, {
      body: { amount: rub(amount), ground: 'licence', reason: 'Лицензия amoCRM' },
      key: `grant-${amount}`,
    });
  expect((await ask('10000.00')).status).toBe(201);
  const asked = await ask('10000.01');
  expect(asked.status).toBe(202);
  const { approval } = asked.body as { approval: { id: string; state: string } };
  expect(approval.state).toBe('pending');
  expect(await romashka.balance()).toBe('0.00 + 10000.00 bonus');

  const decide = { params: { id: approval.id }, body: { decision: 'approve' } } as const;
  expect(await support.isRefused(routes.decideApproval, decide)).toMatchObject({
    status: 403,
    code: 'own_request',
  });
  const administrator = await world.staff('administrator');
  expect(await administrator.asks(routes.decideApproval, decide)).toMatchObject({ state: 'approved' });
  expect(await romashka.balance()).toBe('0.00 + 20000.01 bonus');
  expect(await administrator.isRefused(routes.decideApproval, decide)).toMatchObject({
    code: 'already_decided',
  });
});

it('a rejected request changes nothing', async () => {
  const support = await world.staff('support');
  const { body } = await support.sends('POST', `/accounts/${romashka.id}/bonus-grants`, {
    body: { amount: rub('20000.00'), ground: 'review', reason: 'Отзыв' },
    key: 'rejected',
  });
  const { id } = (body as { approval: { id: string } }).approval;
  const administrator = await world.staff('administrator');
  await administrator.asks(routes.decideApproval, { params: { id }, body: { decision: 'reject' } });
  expect(await romashka.balance()).toBe('0.00');
  expect(await romashka.journal()).toEqual([]);
});

it('an owner cannot give a bonus to itself (rule 31)', async () => {
  const grant = {
    params: { id: romashka.id },
    body: { amount: rub('1.00'), ground: 'support', reason: 'Мне' },
  } as const;
  expect(await romashka.owner.isRefused(routes.grantBonus, grant)).toMatchObject({
    status: 403,
    code: 'forbidden',
  });
  const accountant = await world.staff('accountant');
  expect(await accountant.isRefused(routes.grantBonus, grant)).toMatchObject({ status: 403 });
});

it('a bonus until 31 December 9999 is there and pays: people write that day for «never»', async () => {
  const grant = await world.grants(romashka, '500.00', { expiresOn: '9999-12-31' });
  expect(grant).toMatchObject({ state: 'active', remaining: rub('500.00'), expiresOn: '9999-12-31' });
  expect(await romashka.balance()).toBe('0.00 + 500.00 bonus');
  await romashka.connects('chats');
  expect(await romashka.balance()).toBe('0.00 + 400.00 bonus');
});
