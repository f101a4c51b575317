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
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
});

const announces = async (effectiveOn: string) =>
  (await world.staff('administrator')).asks(routes.announcePriceChange, {
    params: { code: 'chats' },
    body: { unitPrice: rub('120.00'), period: 'P1M', effectiveOn: localDate(effectiveOn) },
  });
const told = async (kind: 'price_change_reminder' | 'balance_low') =>
  (await romashka.notices(kind)).map(({ createdAt }) => createdAt.slice(0, 10)).reverse();

describe('a new price (rule 24)', () => {
  beforeEach(async () => {
    await world.product('chats', { price: '100.00' });
    await world.topUp(romashka, '5000.00');
    await romashka.connects('chats');
  });

  it('is told again three days before it takes effect, once, with the same facts', async () => {
    await announces('2027-06-20');
    await world.moveTo('2027-06-16T23:00:00+03:00');
    expect(await told('price_change_reminder')).toEqual([]);
    await world.moveTo('2027-06-25T09:00:00+03:00');
    expect(await told('price_change_reminder')).toEqual(['2027-06-17']);
    const [first] = await romashka.notices('price_change');
    expect((await romashka.notices('price_change_reminder'))[0]!.facts).toEqual(first!.facts);
  });

  it('is not told again to who has refused it', async () => {
    const { id } = await announces('2027-06-20');
    await romashka.owner.asks(routes.refusePriceChange, { params: { id: romashka.id, changeId: id } });
    await world.moveTo('2027-06-25T09:00:00+03:00');
    expect(await told('price_change_reminder')).toEqual([]);
  });
});

it('a trial begun at night names the same last free day when it begins and when it ends (rule 10)', async () => {
  await world.moveTo('2027-06-02T01:08:00+03:00');
  await world.product('chats', { price: '100.00', trialDays: 14 });
  const { trialEndsOn } = await romashka.connects('chats');
  expect(trialEndsOn).toBe('2027-06-16');
  const [begun] = await romashka.notices('trial_started');
  expect(begun).toMatchObject({ text: 'Бесплатно до 16.06.2027.', facts: { endsOn: '2027-06-16' } });
  await world.moveTo('2027-06-16T12:00:00+03:00');
  for (const { facts } of await romashka.notices('trial_ending')) expect(facts['endsOn']).toBe('2027-06-16');
});

it('money that runs short is told once for each time: it comes in, goes, and runs short again (rule 26)', async () => {
  await world.product('chats', { price: '3000.00' });
  await world.topUp(romashka, '5000.00');
  await romashka.connects('chats');
  await world.moveTo('2027-06-28T12:00:00+03:00');
  expect(await told('balance_low')).toEqual(['2027-06-28']);
  const { id } = await world.topUp(romashka, '2000.00');
  const [entry] = (await romashka.entries('top_up')).reverse();
  await (
    await world.staff('accountant')
  ).asks(routes.reverseEntry, { params: { id: entry!.id }, body: { reason: `Ошибка ${id}` } });
  await world.moveTo('2027-06-29T12:00:00+03:00');
  expect(await told('balance_low')).toEqual(['2027-06-28', '2027-06-29']);
});
