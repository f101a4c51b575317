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
  await world.begin('2027-01-11T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
});

const kinds = async (): Promise<string[]> =>
  (await romashka.notices()).map(({ kind, createdAt }) => `${createdAt.slice(0, 10)} ${kind}`).reverse();

it('who does not pay is warned, frozen after 30 banking days, and comes back by a top-up (rules 15, 16)', async () => {
  await world.product('chats', { price: '4000.00' });
  await world.topUp(romashka, '5000.00');
  await romashka.connects('chats');
  // The thirtieth banking day is 29 March: whoever pays on it pays in time.
  await world.moveTo('2027-03-29T23:59:59+03:00');
  expect(await romashka.state()).toBe('suspended');
  await world.moveTo('2027-03-30T09:00:00+03:00');
  expect(await romashka.state()).toBe('frozen');
  expect((await kinds()).slice(-3)).toEqual([
    '2027-02-11 suspended',
    '2027-03-23 freeze_warning',
    '2027-03-30 frozen',
  ]);
  const [warning] = (await romashka.owner.asks(routes.widgetNotices)).items.filter(
    ({ kind }) => kind === 'freeze_warning',
  );
  expect(warning!.text).toBe('Последний день для оплаты — 29.03.2027.');
  await world.topUp(romashka, '5000.00');
  expect([await romashka.state(), await romashka.stateOf('chats')]).toEqual([
    'active',
    'active until 2027-04-29',
  ]);
});

it('nothing is erased before its warning was really delivered (money-rules, Renewal)', async () => {
  await world.product('chats', { price: '4000.00' });
  await world.topUp(romashka, '5000.00');
  await romashka.connects('chats');
  await world.moveTo('2027-12-01T09:00:00+03:00');
  expect(await romashka.state()).toBe('frozen');
  expect((await romashka.notices('erasure_warning')).length).toBe(1);
});

it('a contract ends on the tenth day after the notice; money goes back only after the signed correction (rules 21–23)', async () => {
  await world.product('chats', { price: '1000.00' });
  await romashka.givesRequisites();
  await world.topUp(romashka, '5000.00');
  await world.grants(romashka, '300.00');
  await romashka.connects('chats');
  const { owner, id } = romashka;
  const params = { id };
  expect(await owner.isRefused(routes.requestRefund, { params })).toMatchObject({
    code: 'termination_required',
  });
  const body = { reason: 'Закрываемся', initiator: 'customer' as const };
  const notice = await owner.asks(routes.terminateAccount, { params, body });
  expect(notice).toMatchObject({ state: 'pending', effectiveOn: '2027-01-21' });
  expect(await owner.asks(routes.termination, { params })).toEqual(notice);
  await world.moveTo('2027-01-20T23:59:59+03:00');
  expect(await romashka.state()).toBe('active');
  await world.moveTo('2027-01-21T00:00:00+03:00');
  expect([await romashka.state(), await romashka.stateOf('chats'), await romashka.balance()]).toEqual([
    'terminated',
    'ended',
    '4300.00',
  ]);

  const refund = await owner.asks(routes.requestRefund, { params });
  expect(refund).toMatchObject({ amount: rub('4300.00'), state: 'awaiting_signed_correction' });
  const accountant = await world.staff('accountant');
  const pay = { params: { id: refund.id } };
  expect(await accountant.isRefused(routes.payRefund, pay)).toMatchObject({ code: 'refund_not_approved' });
  const [correction] = await romashka.documents('correction');
  expect(correction).toMatchObject({ number: '1', amount: rub('4300.00'), vat: { rate: '22' } });
  const pdf = await owner.downloads(`/documents/${correction!.id}/file?format=pdf`);
  expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
  // Told by its bytes, whatever it is called.
  const page = { bytes: new Blob(['<script>alert(1)</script>']), type: 'application/octet-stream' };
  expect(
    await owner.isRefused(routes.signedCopy, { params: { id: correction!.id }, raw: page }),
  ).toMatchObject({
    code: 'unsupported_media_type',
  });
  const scan = { bytes: new Blob(['%PDF-1.7 подписано']), type: 'application/octet-stream' };
  await owner.asks(routes.signedCopy, { params: { id: correction!.id }, raw: scan });
  // Whoever approves sees what was signed: as an attachment, whatever it claims to be.
  const [signed] = await romashka.documents('correction');
  const copy = await accountant.sends('GET', signed!.files.signed!.replace('/api/v1', ''));
  expect([copy.status, copy.text, copy.headers.get('content-type')]).toEqual([
    200,
    '%PDF-1.7 подписано',
    'application/pdf',
  ]);
  expect(copy.headers.get('content-disposition')).toMatch(/^attachment; filename="signed-[0-9a-f-]+\.pdf"$/);
  expect(copy.headers.get('content-security-policy')).toContain('sandbox');
  expect(await accountant.asks(routes.payRefund, pay)).toMatchObject({ state: 'paid' });
  expect(await romashka.balance()).toBe('0.00');
  expect(await accountant.isRefused(routes.payRefund, pay)).toMatchObject({ code: 'refund_not_approved' });
});

it('days of a recorded outage are not charged: a day tariff skips them, a month ends later (rule 13)', async () => {
  await world.product('daily', { price: '10.00', period: 'P1D' });
  await world.product('monthly', { price: '100.00' });
  await world.topUp(romashka, '5000.00');
  await romashka.connects('daily', { period: 'P1D' });
  await romashka.connects('monthly');
  const administrator = await world.staff('administrator');
  const body = { from: '2027-01-12T22:00:00+03:00', to: '2027-01-16T05:00:00+03:00' };
  expect(await administrator.asks(routes.recordOutage, { body })).toMatchObject({
    days: 3,
    subscriptions: 1,
  });
  await world.moveTo('2027-01-18T09:00:00+03:00');
  const daily = (await romashka.entries('charge')).filter(({ money }) => money.amount === '-10.00');
  expect(daily.map(({ businessDate }) => businessDate)).toEqual([
    '2027-01-11',
    '2027-01-12',
    '2027-01-16',
    '2027-01-17',
    '2027-01-18',
  ]);
  expect(await romashka.stateOf('monthly')).toBe('active until 2027-02-13');
  const again = { from: '2027-01-11T00:00:00+03:00', to: '2027-01-14T00:00:00+03:00', productCode: 'daily' };
  await administrator.asks(routes.recordOutage, { body: again });
  expect(await romashka.stateOf('daily')).toBe('active until 2027-01-20');
});

it('one notice tells all thresholds an entry crossed, and only once until the balance comes back (money-rules)', async () => {
  await world.product('chats', { price: '1000.00' });
  await world.topUp(romashka, '5000.00');
  const body = { balanceBelow: [rub('4500.00'), rub('4200.00'), rub('1000.00')] };
  await romashka.owner.asks(routes.setAlerts, { params: { id: romashka.id }, body });
  await romashka.connects('chats');
  const told = async () =>
    (await romashka.notices('balance_below')).map(({ facts }) => facts['thresholds']).reverse();
  expect(await told()).toEqual([[rub('4500.00'), rub('4200.00')]]);
  await world.moveTo('2027-02-12T09:00:00+03:00');
  expect(await told()).toHaveLength(1);
  await world.topUp(romashka, '6000.00');
  await world.moveTo('2027-05-12T09:00:00+03:00');
  expect(await told()).toHaveLength(1);
});

it('a trial is prolonged by staff within the limit of the offer, with a reason', async () => {
  await world.product('chats', { price: '100.00', trialDays: 14 });
  await romashka.connects('chats');
  const support = await world.staff('support');
  const extend = (days: number) => ({
    params: { id: romashka.id },
    body: { productCode: 'chats', days, reason: 'Просили время на согласование' },
  });
  expect(await support.asks(routes.extendTrial, extend(10))).toMatchObject({ trialEndsOn: '2027-02-04' });
  expect(await support.isRefused(routes.extendTrial, extend(5))).toMatchObject({
    code: 'trial_not_extendable',
  });
  await world.moveTo('2027-02-04T23:00:00+03:00');
  expect(await romashka.stateOf('chats')).toBe('trial until 2027-02-04');
});

it('the chain names the first row somebody changed behind the application’s back (rule 28)', async () => {
  await world.topUp(romashka, '5000.00');
  await world.topUp(romashka, '6000.00');
  await world.moveTo('2027-01-13T09:00:00+03:00');
  await world.schedulerWorks();
  const accountant = await world.staff('accountant');
  expect(await accountant.asks(routes.verifyLedger)).toMatchObject({ broken: [] });
  await world.sql('alter table entry disable trigger entry_is_final');
  await world.sql(`update entry set reason = 'Иначе' where account_id = $1 and seq = 2`, [romashka.id]);
  const report = await accountant.asks(routes.verifyLedger);
  expect(report.broken).toEqual([expect.objectContaining({ accountId: romashka.id, seq: 2 })]);
});

it('a customer is told three days and one day before a trial ends, and before the money runs out (rule 26)', async () => {
  await world.product('chats', { price: '3000.00', trialDays: 14 });
  await romashka.connects('chats');
  await world.topUp(romashka, '5000.00');
  await world.moveTo('2027-01-27T09:00:00+03:00');
  const told = async (kind: 'trial_ending' | 'balance_low') =>
    (await romashka.notices(kind)).map(({ createdAt }) => createdAt.slice(0, 10)).reverse();
  expect(await romashka.stateOf('chats')).toBe('active until 2027-02-25');
  expect(await told('trial_ending')).toEqual(['2027-01-22', '2027-01-24']);
  expect(await told('balance_low')).toEqual([]);
  await world.moveTo('2027-02-25T09:00:00+03:00');
  expect(await told('balance_low')).toEqual(['2027-02-23']);
  expect((await romashka.notices('balance_low'))[0]!.facts).toMatchObject({
    emptyOn: '2027-02-26',
    balance: rub('2000.00'),
  });
});

it.each([['punctually'], ['late']])(
  'a contract that ends %s has paid for what was used before its last day, and for nothing after it (rules 13, 23)',
  async (how) => {
    await world.product('chats', { price: '100.00', period: 'P5D' });
    await world.topUp(romashka, '1000.00');
    await romashka.connects('chats', { period: 'P5D' });
    await world.grants(romashka, '30.00', { expiresOn: '2027-01-16' });
    await world.grants(romashka, '50.00');
    const body = { reason: 'Закрываемся', initiator: 'customer' as const };
    await romashka.owner.asks(routes.terminateAccount, { params: { id: romashka.id }, body });
    if (how === 'late') await world.schedulerStops();
    await world.moveTo('2027-02-01T09:00:00+03:00');
    if (how === 'late') await world.schedulerWorks();
    expect(await romashka.state()).toBe('terminated');
    expect(await romashka.journal('charge')).toEqual([
      '2027-01-11 charge -100.00',
      '2027-01-16 charge -20.00 bonus -80.00',
    ]);
    expect(await romashka.balance()).toBe('880.00');
  },
);
