import { routes } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { World } from '../kit/world';
import { loadOffer } from './load-offer';

/** How long ahead each of the published texts tells of works and of a new edition; clause numbers are their own. */
let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(() => world.begin('2027-06-01T10:00:00+03:00'));

/** A new edition of an offer from a day on. */
async function edition(code: string, date: string) {
  const { profile } = await loadOffer(world, code);
  const body = { ...profile.terms, version: `edition-${date}`, effectiveFrom: localDate(date) };
  return [routes.publishOfferVersion, { params: { code }, body }] as const;
}

/** Planned works of a seller, told to its one customer. */
async function works(seller: string, date: string, effectiveTime: string) {
  await loadOffer(world, seller);
  await world.account('ООО «Ромашка»', { seller });
  const texts = { ru: { title: 'Плановые работы', text: 'Сервис не будет работать час.' } };
  const audience = { seller, people: 'everyone' as const };
  const effectiveOn = localDate(date);
  const body = { kind: 'maintenance' as const, audience, texts, effectiveOn, effectiveTime };
  return [routes.scheduleAnnouncement, { body }] as const;
}

it('planned works: 24 hours ahead at the first seller (2.1.3), as a new edition at QSockets (5.2.2, 5.1.2)', async () => {
  const staff = await world.staff('administrator');
  const tooSoon = { code: 'notice_too_short' };
  expect(await staff.isRefused(...(await works('rocket-sales', '2027-06-02', '09:59')))).toMatchObject(
    tooSoon,
  );
  await staff.asks(...(await works('rocket-sales', '2027-06-02', '10:00')));
  expect(await staff.isRefused(...(await works('qsockets', '2027-06-14', '23:59')))).toMatchObject(tooSoon);
  await staff.asks(...(await works('qsockets', '2027-06-15', '00:00')));
});

it.each([
  ['rocket-sales', '11.1.1', '2027-06-10', '2027-06-11'],
  ['itgrix', '8.5', '2027-06-05', '2027-06-06'],
  ['qsockets', '9.2', '2027-06-14', '2027-06-15'],
])('a new edition of %s (%s) is too soon on %s and in time on %s', async (code, _clause, soon, inTime) => {
  const staff = await world.staff('administrator');
  expect((await staff.isRefused(...(await edition(code, soon)))).code).toBe('notice_too_short');
  await staff.asks(...(await edition(code, inTime)));
});
