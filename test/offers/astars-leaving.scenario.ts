import { routes } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import type { Person } from '../kit/person';
import { World } from '../kit/world';
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
