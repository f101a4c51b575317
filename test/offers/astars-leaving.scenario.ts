import { routes } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import type { Person } from '../kit/person';
import { World } from '../kit/world';
import { ProductProgram } from '../kit/product-program';
import { packagesOf, takesMoney } from './held-packages';
import { loadOffer } from './load-offer';
import { peopleOf } from './projects';

/** The owner deletes the cabinet under the offer of Astars (14.4, 17.4, 2.6): the contract ends at once, the people are forgotten. */
let world: World;
let administrator: Person;
let anna: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T10:00:00+03:00');
  administrator = await world.staff('administrator');
  await loadOffer(world, 'astars');
  anna = await world.account('Анна', { seller: 'astars' });
});

const deletes = () =>
  anna.owner.asks(routes.terminateAccount, {
    params: { id: anna.id },
    body: { reason: 'Удалить личный кабинет', initiator: 'customer' },
  });

it('14.4: at any moment, without a notice ahead; what people registered with is gone thirty days later', async () => {
  expect(await deletes()).toMatchObject({ state: 'done', effectiveOn: '2027-06-01' });
  await world.moveTo('2027-06-30T23:00:00+03:00');
  expect(await peopleOf(administrator, anna)).not.toContain('Данные удалены');
  await world.moveTo('2027-07-01T09:00:00+03:00');
  expect(await peopleOf(administrator, anna)).toEqual(['Данные удалены']);
});

it('3.10: a certificate that was passed on serves its holder to the end of its term, and is nobody else’s to give back', async () => {
  await takesMoney(world, 'astars');
  const params = { id: anna.id };
  await administrator.asks(routes.setPartner, { params, body: { partner: 'jet-money' } });
  await world.topUp(anna, '40000.00');
  await anna.connects('astars-packages', { tariff: 'star10', period: 'P1M' });
  await world.moveTo('2027-06-10T12:00:00+03:00');
  const { number, id: certificateId } = (await packagesOf(anna))[0]!.certificate!;
  const body = { name: 'Глеб Сатурн' };
  await anna.owner.asks(routes.passCertificate, { params: { ...params, certificateId }, body });
  const before = await anna.balance();
  await deletes();
  const { amount } = await anna.owner.asks(routes.refundPreview, { params });
  expect([await anna.state(), amount.amount]).toEqual(['terminated', before]);
  const { caller } = await ProductProgram.of(world, 'astars-packages');
  const asks = { certificate: number, unit: 'consultation' };
  const { id } = await caller.asks(routes.requestServiceByCertificate, { body: asks });
  await caller.asks(routes.renderAppointment, { params: { id } });
  const service = { certificate: number, unit: 'election' };
  await world.moveTo('2027-07-01T23:59:00+03:00');
  await caller.asks(routes.requestServiceByCertificate, { body: service });
  await world.moveTo('2027-07-02T09:00:00+03:00');
  expect((await anna.subscription('astars-packages')).state).toBe('ended');
  expect((await caller.isRefused(routes.requestServiceByCertificate, { body: service })).status).toBe(409);
});

it('3.1, 3.10: a holder whom the paper cannot name is refused by the field', async () => {
  await takesMoney(world, 'astars');
  const params = { id: anna.id };
  await administrator.asks(routes.setPartner, { params, body: { partner: 'jet-money' } });
  await world.topUp(anna, '40000.00');
  const message = 'В документах таких знаков нет, уберите: 🚀';
  const holder = { name: 'Вера 🚀', contact: null };
  const bought = { tariff: 'star10', period: 'P1M' };
  expect(await anna.cannotConnect('astars-packages', { ...bought, holder })).toMatchObject({
    status: 422,
    errors: [{ path: 'holder.name', message }],
  });
  await anna.connects('astars-packages', bought);
  const { id: certificateId } = (await packagesOf(anna))[0]!.certificate!;
  expect(
    await anna.owner.isRefused(routes.passCertificate, {
      params: { ...params, certificateId },
      body: { name: holder.name },
    }),
  ).toMatchObject({ status: 422, errors: [{ path: 'name', message }] });
  // As it was bought before such signs were refused: the paper is drawn up all the same.
  await world.sql(`update certificate set holder_name = 'Вера 🚀' where account_id = '${anna.id}'`);
  await world.moveTo('2027-06-03T12:00:00+03:00');
  const [paper] = await anna.documents('certificate');
  expect((await anna.owner.downloads(paper!.files.pdf!)).subarray(0, 5).toString()).toBe('%PDF-');
});
