import { routes } from '@rocket/contracts';
import { addDays, localDate } from '@rocket/kernel';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';
import { loadOffer, type Offer } from './load-offer';

/** A new edition of the offer of Alfa CRM (12.3–12.5), which holds from its publication; days are Novosibirsk's, UTC+7. */
let world: World;
let offer: Offer;
let school: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-11-01T12:00:00+07:00');
  offer = await loadOffer(world, 'alfa-crm');
  school = await world.account('Кружок «Логос»', { seller: 'alfa-crm' });
});

const mine = () => ({ params: { id: school.id } });
const TODAY = localDate('2027-11-01');
const params = { code: 'alfa-crm' };
const edition = (effectiveFrom = TODAY) => ({
  ...offer.profile.terms,
  version: '2027-11-01',
  effectiveFrom,
  terminationAfterDays: 20,
});

it('12.3: is in force from its publication, and not from a day before it; everybody is told and stands under it', async () => {
  const administrator = await world.staff('administrator');
  const yesterday = edition(addDays(TODAY, -1));
  expect(
    await administrator.isRefused(routes.publishOfferVersion, { params, body: yesterday }),
  ).toMatchObject({ code: 'notice_too_short', errors: [{ path: 'effectiveFrom' }] });
  const published = await administrator.asks(routes.publishOfferVersion, { params, body: edition() });
  expect(published.state).toBe('in_force');
  expect((await school.owner.asks(routes.account, mine())).offerVersion).toBe('2027-11-01');
  expect((await school.notices('offer_version'))[0]).toMatchObject({
    facts: { version: '2027-11-01', effectiveFrom: TODAY },
  });
  const body = { reason: 'Закрываемся', initiator: 'customer' as const };
  expect(await school.owner.asks(routes.terminateAccount, { ...mine(), body })).toMatchObject({
    effectiveOn: '2027-11-21',
  });
});

it('5.4: a new price is told ten days ahead all the same', async () => {
  const administrator = await world.staff('administrator');
  const refused = await administrator.isRefused(routes.announcePriceChange, {
    params: { code: 'alfa-crm-access' },
    body: {
      period: 'P1M',
      tariff: 'school',
      unitPrice: { amount: '3500.00', currency: 'RUB' },
      effectiveOn: addDays(TODAY, 9),
    },
  });
  expect([refused.code, refused['earliest']]).toEqual(['notice_too_short', addDays(TODAY, 10)]);
});
