import { routes } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { rub, type Customer } from '../kit/customer';
import { World } from '../kit/world';
import { loadOffer } from './load-offer';

/** New prices under the offer of Alfa CRM; clause numbers are its own. */
const ACCESS = 'alfa-crm-access';
let world: World;
/** Paid through 30 April, through 11 May, and through 11 May too. */
let early: Customer;
let late: Customer;
let leaving: Customer;
beforeAll(async () => {
  world = await World.open();
  await world.begin('2027-04-01T09:00:00+07:00');
  await loadOffer(world, 'alfa-crm');
  early = await customer('Школа «Рано»');
  await world.moveTo('2027-04-12T09:00:00+07:00');
  late = await customer('Школа «Поздно»');
  leaving = await customer('Школа «Прощай»');
  await world.moveTo('2027-04-20T09:00:00+07:00');
});
afterAll(() => world?.end());

async function customer(name: string): Promise<Customer> {
  const made = await world.account(name, { seller: 'alfa-crm' });
  await world.topUp(made, '20000.00');
  await made.connects(ACCESS, { tariff: 'school', trial: false });
  return made;
}
const announcement = (effectiveOn: string) => ({
  params: { code: ACCESS },
  body: {
    period: 'P1M',
    tariff: 'school',
    unitPrice: rub('3300.00'),
    effectiveOn: localDate(effectiveOn),
  },
});

it('5.4: a new price is announced ten days ahead or not at all, and everybody is told that day', async () => {
  const administrator = await world.staff('administrator');
  expect(await administrator.isRefused(routes.announcePriceChange, announcement('2027-04-29'))).toMatchObject(
    { code: 'notice_too_short', errors: [{ path: 'effectiveOn' }] },
  );
  await administrator.asks(routes.announcePriceChange, announcement('2027-04-30'));
  for (const told of [early, late, leaving])
    expect(await told.notices('price_change')).toMatchObject([{ facts: { effectiveOn: '2027-04-30' } }]);
});

it('5.4: it holds for no period whose payer was told less than ten days before the paid term ended', async () => {
  // Told on 20 April: the term of the first ends with 30 April, ten days later; the others have three weeks.
  await leaving.owner.asks(routes.refusePriceChange, {
    params: { id: leaving.id, changeId: (await leaving.subscription(ACCESS)).priceChange!.id },
  });
  await world.moveTo('2027-05-12T12:00:00+07:00');
  expect(await early.journal('charge')).toEqual(['2027-04-01 charge -3000.00', '2027-05-01 charge -3300.00']);
  expect(await late.journal('charge')).toEqual(['2027-04-12 charge -3000.00', '2027-05-12 charge -3300.00']);
});

it('5.5, 12.5: whoever does not pay for the new period does not agree, and keeps what was paid for to its end', async () => {
  expect(await leaving.journal('charge')).toEqual(['2027-04-12 charge -3000.00']);
  expect(await leaving.subscription(ACCESS)).toMatchObject({ state: 'ended', endReason: 'price_refused' });
  expect((await leaving.notices('ended'))[0]?.facts).toMatchObject({ on: '2027-05-12' });
});

it('5.4: a term that ends sooner goes on at the old price, and takes the new one when its own notice has had its time', async () => {
  const administrator = await world.staff('administrator');
  // Told on 22 May, nine days before the paid term of the first ends: the price cannot be named for 31 May.
  await world.moveTo('2027-05-22T09:00:00+07:00');
  const next = announcement('2027-05-31');
  expect(await administrator.isRefused(routes.announcePriceChange, next)).toMatchObject({
    code: 'notice_too_short',
    earliest: '2027-06-01',
  });
  const dearer = {
    ...announcement('2027-06-02'),
    body: { ...announcement('2027-06-02').body, unitPrice: rub('3600.00') },
  };
  await administrator.asks(routes.announcePriceChange, dearer);
  await world.moveTo('2027-07-01T12:00:00+07:00');
  expect((await early.journal('charge')).slice(2)).toEqual([
    '2027-06-01 charge -3300.00',
    '2027-07-01 charge -3600.00',
  ]);
  expect((await late.journal('charge')).slice(2)).toEqual(['2027-06-12 charge -3600.00']);
});
