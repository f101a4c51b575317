import { routes } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { rub, type Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());

async function begin(instant: string): Promise<void> {
  await world.begin(instant);
  romashka = await world.account('ООО «Ромашка»');
  await world.topUp(romashka, '5000.00');
}

async function announce(unitPrice: string, effectiveOn: string) {
  const administrator = await world.staff('administrator');
  const body = { period: 'P1M', unitPrice: rub(unitPrice), effectiveOn: localDate(effectiveOn) };
  return administrator.sends('POST', '/products/chats/price-changes', { body });
}

describe('the trial (rules 10, 11)', () => {
  it.each([
    ['2027-03-01T00:00:00+03:00', '2027-03-14', '2027-03-15'],
    ['2027-03-01T15:12:00+03:00', '2027-03-15', '2027-03-16'],
  ])('begun at %s is used until the end of %s and charged on %s', async (start, lastDay, chargeDay) => {
    await begin(start);
    await world.product('chats', { price: '100.00', trialDays: 14 });
    const trial = await romashka.connects('chats');
    expect(trial).toMatchObject({ state: 'trial', trialEndsOn: lastDay, paidUntil: null });
    await world.moveTo(`${lastDay}T23:59:59+03:00`);
    expect(await romashka.journal('charge')).toEqual([]);
    await world.moveTo(`${chargeDay}T03:00:00+03:00`);
    expect(await romashka.journal('charge')).toEqual([`${chargeDay} charge -100.00`]);
  });

  it('is given once, whatever is ended and connected again', async () => {
    await begin('2027-03-01T00:00:00+03:00');
    await world.product('chats', { price: '100.00', trialDays: 14 });
    await romashka.connects('chats');
    await romashka.ends('chats');
    await world.moveTo('2027-03-10T12:00:00+03:00');
    expect(await romashka.connects('chats')).toMatchObject({ state: 'trial', trialEndsOn: '2027-03-14' });
    await romashka.ends('chats');
    await world.moveTo('2027-03-15T12:00:00+03:00');
    expect(await romashka.cannotConnect('chats', { trial: true })).toMatchObject({
      status: 409,
      code: 'trial_used',
    });
    expect(await romashka.connects('chats')).toMatchObject({ state: 'active', paidUntil: '2027-04-14' });
  });

  it('asked for again on its last day goes on', async () => {
    await begin('2027-03-01T15:12:00+03:00');
    await world.product('chats', { price: '100.00', trialDays: 14 });
    await romashka.connects('chats');
    await romashka.ends('chats');
    await world.moveTo('2027-03-15T20:00:00+03:00');
    expect(await romashka.connects('chats', { trial: true })).toMatchObject({
      state: 'trial',
      trialEndsOn: '2027-03-15',
    });
  });

  it('lets the quantity change for nothing, and ends without a charge when auto-renew is off', async () => {
    await begin('2027-03-01T00:00:00+03:00');
    await world.product('chats', { price: '100.00', trialDays: 14 });
    await romashka.connects('chats', { autoRenew: false });
    await romashka.changes('chats', { quantity: 7 });
    await world.moveTo('2027-03-20T12:00:00+03:00');
    expect(await romashka.journal('charge')).toEqual([]);
    expect(await romashka.stateOf('chats')).toBe('ended');
  });
});

describe('periods', () => {
  it('of months keep their anchor day and clamp it to a shorter month (money-rules, Time)', async () => {
    await begin('2027-01-31T10:00:00+03:00');
    await world.product('chats', { price: '100.00' });
    expect(await romashka.connects('chats')).toMatchObject({ paidUntil: '2027-02-27' });
    await world.moveTo('2027-05-31T12:00:00+03:00');
    const periods = (await romashka.entries('charge')).map(({ subject }) =>
      subject?.type === 'subscription' ? `${subject.periodStart}…${subject.periodEnd}` : '',
    );
    expect(periods).toEqual([
      '2027-01-31…2027-02-28',
      '2027-02-28…2027-03-31',
      '2027-03-31…2027-04-30',
      '2027-04-30…2027-05-31',
      '2027-05-31…2027-06-30',
    ]);
  });

  it('of days are counted in days', async () => {
    await begin('2027-02-20T10:00:00+03:00');
    await world.product('chats', { price: '100.00', period: 'P21D' });
    expect(await romashka.connects('chats', { period: 'P21D' })).toMatchObject({ paidUntil: '2027-03-12' });
    await world.moveTo('2027-03-13T03:00:00+03:00');
    expect(await romashka.stateOf('chats')).toBe('active until 2027-04-02');
  });

  it('run out into an end when auto-renew is off; connected again there is no trial (rule 14)', async () => {
    await begin('2027-06-01T09:00:00+03:00');
    await world.product('chats', { price: '100.00', trialDays: 14 });
    await romashka.connects('chats');
    await world.moveTo('2027-06-20T09:00:00+03:00');
    await romashka.changes('chats', { autoRenew: false });
    await world.moveTo('2027-07-15T23:59:00+03:00');
    expect(await romashka.stateOf('chats')).toBe('active until 2027-07-15');
    await world.moveTo('2027-07-16T09:00:00+03:00');
    expect(await romashka.stateOf('chats')).toBe('ended');
    expect(await romashka.connects('chats')).toMatchObject({ state: 'active', paidUntil: '2027-08-15' });
    expect(await romashka.journal('charge')).toEqual([
      '2027-06-16 charge -100.00',
      '2027-07-16 charge -100.00',
    ]);
  });

  it('ended at once credit nothing, and the product may be connected again the same day', async () => {
    await begin('2027-06-01T09:00:00+03:00');
    await world.product('chats', { price: '100.00' });
    await romashka.connects('chats');
    expect(await romashka.cannotConnect('chats')).toMatchObject({ status: 409, code: 'already_connected' });
    expect((await romashka.ends('chats')).state).toBe('ended');
    expect(await romashka.balance()).toBe('4900.00');
    expect(await romashka.connects('chats')).toMatchObject({ state: 'active', paidUntil: '2027-06-30' });
    expect(await romashka.balance()).toBe('4800.00');
  });
});

describe('a change inside a period (rule 14)', () => {
  beforeEach(async () => {
    await begin('2027-06-01T09:00:00+03:00');
    await world.product('chats', {
      price: '100.00',
      prices: [
        { period: 'P1Y', unitPrice: rub('1000.00') },
        { period: 'P1D', unitPrice: rub('4.00') },
      ],
    });
    await romashka.connects('chats');
    await world.moveTo('2027-06-16T12:00:00+03:00');
  });

  it('of the quantity charges the difference for the days left, that day included: 50.00 of 100.00 on 16 June', async () => {
    expect(await romashka.changes('chats', { quantity: 2 })).toMatchObject({
      quantity: 2,
      cost: { amount: '200.00' },
      paidUntil: '2027-06-30',
    });
    const charge = (await romashka.entries('charge')).at(-1)!;
    expect(charge).toMatchObject({
      businessDate: '2027-06-16',
      money: { amount: '-50.00' },
      subject: { periodStart: '2027-06-16', periodEnd: '2027-07-01' },
    });
    await world.moveTo('2027-07-01T03:00:00+03:00');
    expect((await romashka.journal('charge')).at(-1)).toBe('2027-07-01 charge -200.00');
  });

  it('that the balance cannot pay is refused and changes nothing', async () => {
    expect(await romashka.cannotChange('chats', { quantity: 1000 })).toMatchObject({
      status: 402,
      code: 'insufficient_balance',
      required: { amount: '49950.00' },
      available: { amount: '4900.00' },
    });
    expect(await romashka.subscription('chats')).toMatchObject({ quantity: 1, cost: { amount: '100.00' } });
  });

  it('to a smaller quantity makes the next charge smaller by the unused part', async () => {
    await romashka.changes('chats', { quantity: 3 });
    expect(await romashka.balance()).toBe('4800.00');
    const changed = await romashka.changes('chats', { quantity: 1 });
    expect(changed).toMatchObject({ quantity: 1, credit: { amount: '100.00' } });
    expect(await romashka.balance()).toBe('4800.00');
    const { items } = await romashka.forecast('2027-08-01');
    expect(items.map(({ date, charges }) => [date, charges[0]?.amount.amount])).toEqual([
      ['2027-07-01', '0.00'],
      ['2027-08-01', '100.00'],
    ]);
    await world.moveTo('2027-08-01T03:00:00+03:00');
    expect((await romashka.journal('charge')).slice(2)).toEqual(['2027-08-01 charge -100.00']);
    expect(await romashka.stateOf('chats')).toBe('active until 2027-08-31');
  });

  it('of the period starts the new one today, less the unused part of the old', async () => {
    expect(await romashka.changes('chats', { period: 'P1Y' })).toMatchObject({
      period: 'P1Y',
      paidUntil: '2028-06-15',
      cost: { amount: '1000.00' },
    });
    expect((await romashka.journal('charge')).slice(1)).toEqual(['2027-06-16 charge -950.00']);
  });

  it('to a cheaper period carries the rest of the credit into later charges', async () => {
    await romashka.changes('chats', { period: 'P1D' });
    expect(await romashka.journal('charge')).toHaveLength(1);
    await world.moveTo('2027-06-29T12:00:00+03:00');
    expect((await romashka.journal('charge')).slice(1)).toEqual([
      '2027-06-28 charge -2.00',
      '2027-06-29 charge -4.00',
    ]);
  });

  it('made between the end of a period and the run renews first', async () => {
    await world.schedulerStops();
    await world.moveTo('2027-07-01T12:00:00+03:00');
    await romashka.changes('chats', { quantity: 2 });
    expect((await romashka.journal('charge')).slice(1)).toEqual([
      '2027-07-01 charge -100.00',
      '2027-07-01 charge -100.00',
    ]);
    await world.schedulerWorks();
    expect(await romashka.journal('charge')).toHaveLength(3);
    expect(await romashka.stateOf('chats')).toBe('active until 2027-07-31');
  });
});

describe('a change of price (rules 9, 24)', () => {
  beforeEach(async () => {
    await begin('2027-06-01T09:00:00+03:00');
    await world.product('chats', { price: '100.00' });
    await romashka.connects('chats');
    await world.moveTo('2027-06-20T09:00:00+03:00');
  });

  it('announced ten days ahead takes effect at the next boundary on or after its date', async () => {
    expect((await announce('150.00', '2027-07-02')).status).toBe(201);
    expect(await romashka.subscription('chats')).toMatchObject({
      unitPrice: { amount: '100.00' },
      nextPrice: { unitPrice: { amount: '150.00' }, period: 'P1M', effectiveOn: '2027-07-02' },
    });
    expect(await romashka.notices('price_change')).toHaveLength(1);
    await world.moveTo('2027-08-01T03:00:00+03:00');
    expect((await romashka.journal('charge')).slice(1)).toEqual([
      '2027-07-01 charge -100.00',
      '2027-08-01 charge -150.00',
    ]);
    expect(await romashka.subscription('chats')).toMatchObject({
      unitPrice: { amount: '150.00' },
      nextPrice: null,
    });
  });

  it('is in time with ten calendar days and too late with nine', async () => {
    expect(await announce('150.00', '2027-06-29')).toMatchObject({
      status: 422,
      body: { code: 'notice_too_short' },
    });
    expect((await announce('150.00', '2027-06-30')).status).toBe(201);
    await world.moveTo('2027-07-01T03:00:00+03:00');
    expect((await romashka.journal('charge')).slice(1)).toEqual(['2027-07-01 charge -150.00']);
  });

  it('is shown to whoever connects meanwhile, and applies to it too', async () => {
    await announce('150.00', '2027-07-05');
    const vasilek = await world.account('ИП Василёк');
    await world.topUp(vasilek, '1000.00');
    expect(await vasilek.connects('chats')).toMatchObject({
      cost: { amount: '100.00' },
      nextPrice: { unitPrice: { amount: '150.00' } },
    });
    await world.moveTo('2027-07-20T03:00:00+03:00');
    expect(await vasilek.journal('charge')).toEqual([
      '2027-06-20 charge -100.00',
      '2027-07-20 charge -150.00',
    ]);
  });

  it('of two, the newest by its date wins, then by announcement', async () => {
    await announce('150.00', '2027-07-10');
    await announce('140.00', '2027-07-05');
    await announce('160.00', '2027-07-10');
    await world.moveTo('2027-08-01T03:00:00+03:00');
    expect((await romashka.journal('charge')).at(-1)).toBe('2027-08-01 charge -160.00');
  });

  it('a new price for newcomers leaves a pinned one alone', async () => {
    const administrator = await world.staff('administrator');
    await administrator.asks(routes.addPrice, {
      params: { code: 'chats' },
      body: { period: 'P1M', unitPrice: rub('200.00'), validFrom: localDate('2027-06-20') },
    });
    const vasilek = await world.account('ИП Василёк');
    await world.topUp(vasilek, '1000.00');
    expect(await vasilek.connects('chats')).toMatchObject({ cost: { amount: '200.00' } });
    await world.moveTo('2027-07-01T03:00:00+03:00');
    expect((await romashka.journal('charge')).at(-1)).toBe('2027-07-01 charge -100.00');
  });
});
