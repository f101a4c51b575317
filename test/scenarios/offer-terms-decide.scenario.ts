import { routes, type OfferTermsDto } from '@rocket/contracts';
import { rub, type Customer } from '../kit/customer';
import { SELLER, World } from '../kit/world';

/** One term of the first seller's offer is changed and nothing else: the same engine does what the other offer says. */
let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());

async function begin(instant: string, changed: Partial<OfferTermsDto>): Promise<void> {
  await world.begin(instant);
  const administrator = await world.staff('administrator');
  const profile = await administrator.asks(routes.sellerProfile, { params: { code: SELLER } });
  const body = { ...profile, code: 'other', name: 'Другой', terms: { ...profile.terms, ...changed } };
  await administrator.asks(routes.createSeller, { body });
  await world.product('units', {
    price: '300.00',
    seller: 'other',
    prices: [{ period: 'P1Y', unitPrice: rub('3000.00') }],
  });
  romashka = await world.account('ООО «Ромашка»', { seller: 'other' });
  await world.topUp(romashka, '9000.00');
}

async function entitlement() {
  const administrator = await world.staff('administrator');
  const { secret } = await administrator.asks(routes.createKey, { params: { code: 'units' } });
  const account = romashka.account.amocrmAccountId;
  return world.bearer(secret).asks(routes.entitlement, { query: { account } });
}

describe('an offer without proration (Astars 2.5, Itgrix 9.3, QSockets 4.3.2.1)', () => {
  beforeEach(() => begin('2027-06-01T09:00:00+03:00', { proration: 'none' }));

  it('charges the whole difference of a raise, gives nothing back and takes nothing twice', async () => {
    await romashka.connects('units');
    await world.moveTo('2027-06-16T12:00:00+03:00');
    await romashka.changes('units', { quantity: 2 });
    expect(await romashka.changes('units', { quantity: 1 })).toMatchObject({ credit: { amount: '0.00' } });
    await romashka.changes('units', { quantity: 2 });
    await romashka.changes('units', { quantity: 3 });
    await romashka.changes('units', { quantity: 1 });
    await world.moveTo('2027-07-01T03:00:00+03:00');
    expect(await romashka.journal('charge')).toEqual([
      '2027-06-01 charge -300.00',
      '2027-06-16 charge -300.00',
      '2027-06-16 charge -300.00',
      '2027-07-01 charge -300.00',
    ]);
  });

  it('charges another period whole', async () => {
    await romashka.connects('units');
    await romashka.changes('units', { period: 'P1Y' });
    expect(await romashka.journal('charge')).toEqual([
      '2027-06-01 charge -300.00',
      '2027-06-01 charge -3000.00',
    ]);
  });
});

describe('an offer without auto-renewal (QSockets 4.3.1)', () => {
  beforeEach(() => begin('2027-06-01T09:00:00+03:00', { autoRenewal: false }));

  it('refuses the switch, lets the period run out, and the customer buys the next one by hand', async () => {
    expect(await romashka.cannotConnect('units', { autoRenew: true })).toMatchObject({
      status: 422,
      code: 'auto_renewal_not_offered',
      errors: [{ path: 'autoRenew' }],
    });
    expect(await romashka.connects('units')).toMatchObject({
      autoRenew: false,
      endsOn: '2027-06-30',
      endReason: 'auto_renew_off',
    });
    expect(await romashka.cannotChange('units', { autoRenew: true })).toMatchObject({
      code: 'auto_renewal_not_offered',
    });
    await world.moveTo('2027-07-01T09:00:00+03:00');
    expect(await romashka.stateOf('units')).toBe('ended');
    expect(await romashka.connects('units')).toMatchObject({ paidUntil: '2027-07-31' });
  });
});

describe('a period that starts on the day after payment (Astars 6.1)', () => {
  beforeEach(() => begin('2027-06-10T09:00:00+03:00', { startOfPeriod: 'day_after_payment' }));

  it('is paid today, used from tomorrow and renewed without a gap', async () => {
    expect(await romashka.connects('units')).toMatchObject({ state: 'active', paidUntil: '2027-07-10' });
    expect(await romashka.journal('charge')).toEqual(['2027-06-10 charge -300.00']);
    expect(await entitlement()).toMatchObject({
      entitled: false,
      reason: 'Права начнут действовать 11.06.2027',
    });
    await romashka.changes('units', { quantity: 2 });
    await world.moveTo('2027-06-11T00:00:00+03:00');
    expect(await entitlement()).toMatchObject({ entitled: true, paidUntil: '2027-07-10' });
    await world.moveTo('2027-07-11T03:00:00+03:00');
    expect(await romashka.journal('charge')).toEqual([
      '2027-06-10 charge -300.00',
      '2027-06-10 charge -300.00',
      '2027-07-11 charge -600.00',
    ]);
  });
});

describe('rights granted within a working day of payment (Itgrix 5.1)', () => {
  it('begin with the period on Monday when paid on Friday', async () => {
    await begin('2027-06-04T09:00:00+03:00', { grantDelay: { count: 1, unit: 'working_days' } });
    expect(await romashka.connects('units')).toMatchObject({ paidUntil: '2027-07-06' });
    expect((await entitlement()).entitled).toBe(false);
    await world.moveTo('2027-06-07T00:00:00+03:00');
    expect((await entitlement()).entitled).toBe(true);
  });
});

describe('a period that follows the one before (Itgrix 5.1)', () => {
  it('starts the day after the paid days of an ended connection, which stay in use until then', async () => {
    await begin('2027-06-10T09:00:00+03:00', { startOfPeriod: 'after_previous' });
    expect(await romashka.connects('units')).toMatchObject({ paidUntil: '2027-07-09' });
    await world.moveTo('2027-06-20T09:00:00+03:00');
    await romashka.ends('units');
    expect((await entitlement()).entitled).toBe(false);
    expect(await romashka.connects('units')).toMatchObject({ paidUntil: '2027-08-09' });
    expect((await entitlement()).entitled).toBe(true);
    expect(await romashka.journal('charge')).toEqual([
      '2027-06-10 charge -300.00',
      '2027-06-20 charge -300.00',
    ]);
  });
});

describe('days of grace after a suspension', () => {
  it('keep a product entitled and are not charged', async () => {
    await begin('2027-06-01T09:00:00+03:00', { entitlementGraceDays: 3 });
    await romashka.connects('units', { quantity: 29 });
    await world.moveTo('2027-07-01T12:00:00+03:00');
    expect(await romashka.stateOf('units')).toBe('suspended');
    expect(await entitlement()).toMatchObject({ entitled: true, state: 'suspended' });
    await world.moveTo('2027-07-03T23:59:00+03:00');
    expect((await entitlement()).entitled).toBe(true);
    await world.moveTo('2027-07-04T00:00:00+03:00');
    expect((await entitlement()).entitled).toBe(false);
    expect(await romashka.journal('charge')).toHaveLength(1);
  });
});
