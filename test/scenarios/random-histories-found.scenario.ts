import { routes, type EntryDto } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';
import { expectLawsToHold } from '../simulation/laws';

/** What random histories broke once, each told as a story. */
let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  await world.product('chats', { price: '100.00' });
  romashka = await world.account('ООО «Ромашка»');
});
afterEach(() => expectLawsToHold(world, [romashka]));

async function reverses(kind: EntryDto['kind']): Promise<void> {
  const entry = (await romashka.entries(kind)).at(-1)!;
  const administrator = await world.staff('administrator');
  const body = { reason: 'Ошибка', force: true };
  await administrator.asks(routes.reverseEntry, { params: { id: entry.id }, body });
}

async function revokes(): Promise<void> {
  const [grant] = await romashka.grants();
  const support = await world.staff('support');
  await support.asks(routes.revokeBonus, { params: { id: grant!.id }, body: { reason: 'Ошибка' } });
}

const states = async (): Promise<string[]> => (await romashka.grants()).map(({ state }) => state);

it('a reversed revocation makes the bonus good again, and it may be revoked again', async () => {
  await world.grants(romashka, '150.00');
  await revokes();
  await reverses('bonus_revoke');
  expect(await romashka.balance()).toBe('0.00 + 150.00 bonus');
  expect(await states()).toEqual(['active']);
  await romashka.connects('chats');
  await revokes();
  expect(await romashka.balance()).toBe('0.00');
  expect(await states()).toEqual(['revoked']);
});

it('what returns to a revoked bonus is revoked, whichever came first', async () => {
  await world.grants(romashka, '150.00');
  await romashka.connects('chats');
  await revokes();
  await reverses('charge');
  expect(await romashka.balance()).toBe('0.00');
  expect((await romashka.journal()).slice(-3)).toEqual([
    '2027-06-01 bonus_revoke bonus -50.00',
    '2027-06-01 reversal bonus 100.00',
    '2027-06-01 bonus_revoke bonus -100.00',
  ]);
});

it('a reversed grant is a revoked one', async () => {
  await world.grants(romashka, '150.00');
  await romashka.connects('chats');
  await reverses('bonus_grant');
  expect(await states()).toEqual(['revoked']);
  await reverses('charge');
  expect(await romashka.balance()).toBe('0.00');
});
