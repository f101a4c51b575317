import { routes, type OfferTermsDto } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { SELLER, World } from '../kit/world';

let world: World;
let romashka: Customer;
let current: OfferTermsDto;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  current = (await world.stranger.asks(routes.sellerProfile, { params: { code: SELLER } })).terms;
});

const next = (changes: Partial<OfferTermsDto> = {}): OfferTermsDto => ({
  ...current,
  version: '2027-06-11',
  title: 'Оферта, редакция 2',
  effectiveFrom: '2027-06-11' as OfferTermsDto['effectiveFrom'],
  burnDown: 'money_first',
  ...changes,
});
const on = (date: string) => ({ effectiveFrom: date as OfferTermsDto['effectiveFrom'] });
const publishes = async (changes: Partial<OfferTermsDto> = {}) =>
  (await world.staff('administrator')).asks(routes.publishOfferVersion, {
    params: { code: SELLER },
    body: next(changes),
  });
const isNotPublished = async (changes: Partial<OfferTermsDto>) => {
  const administrator = await world.staff('administrator');
  const refusal = { params: { code: SELLER }, body: next(changes) };
  const { code, errors } = await administrator.isRefused(routes.publishOfferVersion, refusal);
  return [code, errors?.[0]?.path];
};
const standsUnder = async (customer = romashka): Promise<string> =>
  (await customer.owner.asks(routes.account, { params: { id: customer.id } })).offerVersion;
const accepted = async (customer = romashka): Promise<string[]> => {
  const { items } = await customer.owner.asks(routes.offerAcceptances, { params: { id: customer.id } });
  return items.map(({ version, act, acceptedAt }) => `${version} ${act} ${acceptedAt.slice(0, 10)}`);
};
const states = async (): Promise<string[]> => {
  const { items } = await world.stranger.asks(routes.offerVersions, { params: { code: SELLER } });
  return items.map(({ version, state }) => `${version} ${state}`);
};

it('is announced, told, and accepted by going on using the products (clauses 6.9, 11.1.1, 11.1.5)', async () => {
  await world.product('chats', { price: '100.00' });
  await world.topUp(romashka, '5000.00');
  await world.grants(romashka, '1000.00');
  expect(await publishes()).toMatchObject({ state: 'announced', effectiveFrom: '2027-06-11' });
  expect(await romashka.notices('offer_version')).toMatchObject([
    { facts: { version: '2027-06-11', title: 'Оферта, редакция 2', effectiveFrom: '2027-06-11' } },
  ]);
  await world.moveTo('2027-06-10T23:59:59+03:00');
  expect([await standsUnder(), await states()]).toEqual([
    current.version,
    ['2027-06-11 announced', `${current.version} in_force`],
  ]);
  await romashka.connects('chats');
  await world.moveTo('2027-06-11T00:00:00+03:00');
  expect([await standsUnder(), await states()]).toEqual([
    '2027-06-11',
    ['2027-06-11 in_force', `${current.version} past`],
  ]);
  expect(await accepted()).toEqual([
    '2027-06-11 continued_use 2027-06-10',
    `${current.version} installation 2027-06-01`,
  ]);
  // The new burn-down order holds for the next charge; the period in use stays as it was paid.
  await world.moveTo('2027-07-10T09:00:00+03:00');
  expect(await romashka.journal('charge')).toEqual([
    '2027-06-10 charge bonus -100.00',
    '2027-07-10 charge -100.00',
  ]);
});

it('is published no nearer than the terms in force demand, and says which field is wrong', async () => {
  expect(await isNotPublished(on('2027-06-10'))).toEqual(['notice_too_short', 'effectiveFrom']);
  expect(await isNotPublished({ version: current.version })).toEqual(['code_taken', 'version']);
  expect(await isNotPublished({ minimumPayment: { amount: '1.00', currency: 'USD' } })).toEqual([
    'currency_mismatch',
    'minimumPayment.currency',
  ]);
  expect(await isNotPublished({ trialDays: -1 })).toEqual(['validation_failed', 'trialDays']);
  await publishes(on('2027-07-01'));
  expect(await isNotPublished({ version: '3', ...on('2027-06-20') })).toEqual([
    'notice_too_short',
    'effectiveFrom',
  ]);
  const support = await world.staff('support');
  const forbidden = { params: { code: SELLER }, body: next({ version: '3', ...on('2027-08-01') }) };
  expect(await support.isRefused(routes.publishOfferVersion, forbidden)).toMatchObject({ code: 'forbidden' });
});

it('is taken up late and once after an outage of ours', async () => {
  await publishes();
  await world.schedulerStops();
  await world.moveTo('2027-06-20T12:00:00+03:00');
  expect(await standsUnder()).toBe(current.version);
  await world.schedulerWorks();
  expect(await accepted()).toEqual([
    '2027-06-11 continued_use 2027-06-20',
    `${current.version} installation 2027-06-01`,
  ]);
  expect((await romashka.notices('offer_version')).length).toBe(1);
});

it('holds for a newcomer only when its own notice has had its time, unless the owner agrees', async () => {
  await publishes();
  await world.moveTo('2027-06-09T09:00:00+03:00');
  const late = await world.account('ООО «Позднее»');
  const keen = await world.account('ООО «Согласное»');
  expect((await late.notices('offer_version')).length).toBe(1);
  const accept = { params: { id: keen.id }, body: { version: '2027-06-11' } };
  expect(await keen.owner.asks(routes.acceptOffer, accept)).toMatchObject({ act: 'explicit', holds: false });
  await world.moveTo('2027-06-11T09:00:00+03:00');
  expect([await standsUnder(keen), await standsUnder(late)]).toEqual(['2027-06-11', current.version]);
  expect(await accepted(keen)).toEqual([
    '2027-06-11 explicit 2027-06-09',
    `${current.version} installation 2027-06-09`,
  ]);
  await world.moveTo('2027-06-18T23:59:59+03:00');
  expect(await standsUnder(late)).toBe(current.version);
  await world.moveTo('2027-06-19T00:00:00+03:00');
  expect(await standsUnder(late)).toBe('2027-06-11');
  const newcomer = await world.account('ООО «Новое»');
  expect([await standsUnder(newcomer), await newcomer.notices('offer_version')]).toEqual(['2027-06-11', []]);
});

it('what was never announced to an account cannot be accepted; accepting twice is one acceptance', async () => {
  const accept = { params: { id: romashka.id }, body: { version: '2027-06-11' } };
  expect(await romashka.owner.isRefused(routes.acceptOffer, accept)).toMatchObject({
    code: 'version_not_offered',
    errors: [{ path: 'version' }],
  });
  await publishes();
  const first = await romashka.owner.asks(routes.acceptOffer, accept);
  await world.moveTo('2027-06-12T09:00:00+03:00');
  expect(await romashka.owner.asks(routes.acceptOffer, accept)).toEqual({ ...first, holds: true });
});

it('the profile of a seller is read with the terms an account stands under, which newcomers may not have any more', async () => {
  await publishes({ terminationAfterDays: 20 });
  await world.moveTo('2027-06-09T09:00:00+03:00');
  const late = await world.account('ООО «Позднее»');
  await world.moveTo('2027-06-11T09:00:00+03:00');
  const profileOf = (version?: string) =>
    late.owner.asks(routes.sellerProfile, { params: { code: SELLER }, query: { version } });
  expect((await profileOf()).terms).toMatchObject({ version: '2027-06-11', terminationAfterDays: 20 });
  expect((await profileOf(await standsUnder(late))).terms).toEqual(current);
  const body = { reason: 'Закрываемся', initiator: 'customer' as const };
  const ends = await late.owner.asks(routes.terminateAccount, { params: { id: late.id }, body });
  expect(ends.effectiveOn).toBe('2027-06-21');
  const none = { params: { code: SELLER }, query: { version: 'никакая' } };
  expect(await late.owner.isRefused(routes.sellerProfile, none)).toMatchObject({ status: 404 });
});
