import { routes, type OfferTermsDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { loadOffer } from '../offers/load-offer';
import { rub, type Customer } from '../kit/customer';
import { SELLER, World } from '../kit/world';

/** On which day a contract ends: by a notice that names one, for whoever refuses changes, for whoever deletes the account. */
let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(() => world.begin('2027-06-01T09:00:00+03:00'));

interface Wish {
  readonly because?: 'changes' | 'deletion';
  readonly effectiveOn?: string;
}
const notice = ({ because, effectiveOn }: Wish) => ({
  ...{ reason: 'Расходимся', initiator: 'customer' as const, because },
  effectiveOn: effectiveOn === undefined ? undefined : localDate(effectiveOn),
});
const leaves = async ({ id, owner }: Customer, wish: Wish = {}) =>
  (await owner.asks(routes.terminateAccount, { params: { id }, body: notice(wish) })).effectiveOn;
const mayNotLeave = async ({ id, owner }: Customer, wish: Wish) => {
  const refusal = await owner.isRefused(routes.terminateAccount, { params: { id }, body: notice(wish) });
  return [refusal.code, refusal.errors?.[0]?.path, refusal['earliest']];
};
const days = ({ id, owner }: Customer) => owner.asks(routes.leavingDays, { params: { id } });

it('a notice may name a later day than the earliest, and none before it (Alfa CRM 10.1, QSockets 8.2.2)', async () => {
  const romashka = await world.account('ООО «Ромашка»');
  expect(await days(romashka)).toMatchObject({ byNotice: '2027-06-11', forChanges: null, byDeletion: null });
  expect(await mayNotLeave(romashka, { effectiveOn: '2027-06-10' })).toEqual([
    'notice_too_short',
    'effectiveOn',
    '2027-06-11',
  ]);
  expect((await mayNotLeave(romashka, { effectiveOn: '2207-06-30' })).slice(0, 2)).toEqual([
    'validation_failed',
    'effectiveOn',
  ]);
  expect(await leaves(romashka, { effectiveOn: '2027-06-30' })).toBe('2027-06-30');
  await world.moveTo('2027-06-29T23:59:00+03:00');
  expect(await romashka.state()).toBe('active');
  await world.moveTo('2027-06-30T00:00:00+03:00');
  expect(await romashka.state()).toBe('terminated');
});

it('whoever refuses a price that has come into force is free at once, and not while nothing has changed (first offer 11.1.4)', async () => {
  await world.product('chats', { price: '300.00' });
  const romashka = await world.account('ООО «Ромашка»');
  await world.topUp(romashka, '5000.00');
  await romashka.connects('chats');
  const administrator = await world.staff('administrator');
  await administrator.asks(routes.announcePriceChange, {
    params: { code: 'chats' },
    body: { period: 'P1M', unitPrice: rub('400.00'), effectiveOn: localDate('2027-07-01') },
  });
  await world.moveTo('2027-06-30T12:00:00+03:00');
  expect(await mayNotLeave(romashka, { because: 'changes' })).toEqual([
    'ground_not_given',
    'because',
    undefined,
  ]);
  await world.moveTo('2027-07-02T12:00:00+03:00');
  expect(await romashka.journal('charge')).toEqual([
    '2027-06-01 charge -300.00',
    '2027-07-01 charge -400.00',
  ]);
  expect((await days(romashka)).forChanges).toBe('2027-07-02');
  expect(await leaves(romashka, { because: 'changes' })).toBe('2027-07-02');
  const { amount } = await romashka.owner.asks(routes.refundPreview, { params: { id: romashka.id } });
  expect([await romashka.state(), amount]).toEqual(['terminated', rub('4300.00')]);
});

it('whoever refuses a new edition uses what is paid for to its end, and nothing is prolonged (Alfa CRM 12.4, 12.5)', async () => {
  const { profile } = await loadOffer(world, 'alfa-crm');
  const school = await world.account('Школа «Полиглот»', { seller: 'alfa-crm' });
  await world.topUp(school, '20000.00');
  await school.connects('alfa-crm-access', { tariff: 'school', trial: false });
  expect((await days(school)).forChanges).toBeNull();
  const administrator = await world.staff('administrator');
  const edition = { ...profile.terms, version: '2', effectiveFrom: localDate('2027-06-01') };
  await administrator.asks(routes.publishOfferVersion, { params: { code: 'alfa-crm' }, body: edition });
  expect(await days(school)).toMatchObject({ byNotice: '2027-06-11', forChanges: '2027-07-01' });
  expect(await leaves(school, { because: 'changes' })).toBe('2027-07-01');
  await world.moveTo('2027-06-30T12:00:00+07:00');
  expect(await school.stateOf('alfa-crm-access')).toBe('active until 2027-06-30');
  await world.moveTo('2027-07-01T12:00:00+07:00');
  expect([await school.state(), await school.journal('charge')]).toEqual([
    'terminated',
    ['2027-06-01 charge -3000.00'],
  ]);
});

it('whoever deletes the account is free that day and gives up the paid days, where the offer says so (QSockets 8.2.2)', async () => {
  const romashka = await world.account('ООО «Ромашка»');
  expect(await mayNotLeave(romashka, { because: 'deletion' })).toEqual([
    'ground_not_given',
    'because',
    undefined,
  ]);
  await loadOffer(world, 'qsockets');
  const studio = await world.account('Студия «Бриз»', { seller: 'qsockets' });
  expect(await days(studio)).toMatchObject({ byNotice: '2027-06-15', byDeletion: '2027-06-01' });
  expect(await leaves(studio, { because: 'deletion' })).toBe('2027-06-01');
  expect(await studio.state()).toBe('terminated');
});

it('a contract that lasts to the end of what is paid for ends: two subscriptions do not prolong it in turn', async () => {
  const administrator = await world.staff('administrator');
  const first = await administrator.asks(routes.sellerProfile, { params: { code: SELLER } });
  const terms: OfferTermsDto = { ...first.terms, paidDaysOnLeaving: 'kept' };
  await administrator.asks(routes.createSeller, { body: { ...first, code: 'other', name: 'Другой', terms } });
  for (const code of ['chats', 'calls']) await world.product(code, { price: '300.00', seller: 'other' });
  const romashka = await world.account('ООО «Ромашка»', { seller: 'other' });
  await world.topUp(romashka, '5000.00');
  await romashka.connects('chats');
  await world.moveTo('2027-06-15T09:00:00+03:00');
  await romashka.connects('calls');
  await world.moveTo('2027-06-16T09:00:00+03:00');
  expect(await leaves(romashka)).toBe('2027-07-15');
  await world.moveTo('2027-07-15T09:00:00+03:00');
  expect([await romashka.state(), await romashka.journal('charge')]).toEqual([
    'terminated',
    ['2027-06-01 charge -300.00', '2027-06-15 charge -300.00'],
  ]);
});
