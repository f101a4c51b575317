import { routes } from '@rocket/contracts';
import { noFaults } from '../kit/amocrm-emulator';
import { ANNA, companyInAmocrm, inPanel, inWidget, panelSecret } from '../kit/amocrm-people';
import { Customer } from '../kit/customer';
import { innOf } from '../kit/requisites';
import { World } from '../kit/world';

const ROMASHKA = 31_415_926;

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open({ amocrm: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  Object.assign(world.amocrm.faults, noFaults());
  await world.begin('2027-03-01T10:00:00+03:00');
  companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
  work(3);
  expect(await world.amocrm.install(ROMASHKA)).toBe(200);
  await world.moveTo('2027-03-01T10:00:00+03:00');
  const widget = await inWidget(world, ROMASHKA, ANNA, 'romashka');
  const { account } = await widget.asks(routes.widgetState);
  romashka = new Customer(account, await inPanel(world, await panelSecret(widget)), innOf(1));
  await world.product('crm-user', { price: '100.00', tariffUnit: 'Пользователь', quantityFollows: 'seats' });
  await world.topUp(romashka, '10000.00');
});

/** So many people work in amoCRM with a paid seat, and one looks in for free. */
function work(seats: number): void {
  const others = Array.from({ length: seats - 1 }, (_, nth) => ({
    id: 2000 + nth,
    name: `Сотрудник ${nth}`,
  }));
  world.amocrm.setUsers(ROMASHKA, [
    { id: ANNA, name: 'Анна Соколова', isAdmin: true },
    ...others,
    { id: 5000, name: 'Гость', isFree: true },
    { id: 5001, name: 'Уволен', isActive: false },
  ]);
}
const reads = () => romashka.owner.asks(routes.readUsers, { params: { id: romashka.id } });
const used = () => romashka.subscription('crm-user');
const told = async () =>
  (await romashka.notices('seats_changed')).map(({ facts }) => [facts['quantity'], facts['effectiveOn']]);

it('more seats are told of at once and charged from the next boundary, the forecast says so beforehand (rule 24)', async () => {
  const wish = { productCode: 'crm-user', period: 'P1M', followSeats: 'true' } as const;
  const quote = await romashka.owner.asks(routes.connectQuote, { params: { id: romashka.id }, query: wish });
  expect(quote).toMatchObject({
    quantity: 3,
    chargedNow: { amount: '300.00' },
    oneMore: { quantity: 4, cost: { amount: '400.00' }, noticeDays: 10 },
  });
  await romashka.connects('crm-user', { quantity: 3, followSeats: true });
  expect(await used()).toMatchObject({ quantity: 3, followSeats: true, nextQuantity: null });
  await world.moveTo('2027-03-10T10:00:00+03:00');
  work(5);
  await reads();
  expect(await told()).toEqual([[5, '2027-04-01']]);
  expect(await used()).toMatchObject({
    quantity: 3,
    nextQuantity: { quantity: 5, effectiveOn: '2027-04-01', cost: { amount: '500.00' } },
  });
  const [coming] = (await romashka.forecast('2027-04-02')).items;
  expect(coming?.charges[0]?.amount.amount).toBe('500.00');
  expect(await romashka.journal('charge')).toEqual(['2027-03-01 charge -300.00']);

  await world.moveTo('2027-04-01T10:00:00+03:00');
  expect(await romashka.journal('charge')).toEqual([
    '2027-03-01 charge -300.00',
    '2027-04-01 charge -500.00',
  ]);
  expect(await used()).toMatchObject({ quantity: 5, nextQuantity: null });
});

it('seats that came later than the offer’s notice are charged a period later (ten days, clause 11.1.1)', async () => {
  await romashka.connects('crm-user', { quantity: 3, followSeats: true });
  await world.moveTo('2027-03-23T10:00:00+03:00');
  work(5);
  await reads();
  expect(await told()).toEqual([[5, '2027-05-01']]);
  await world.moveTo('2027-05-01T10:00:00+03:00');
  expect(await romashka.journal('charge')).toEqual([
    '2027-03-01 charge -300.00',
    '2027-04-01 charge -300.00',
    '2027-05-01 charge -500.00',
  ]);
});

it('of two raises only the one told of in time is charged first', async () => {
  await romashka.connects('crm-user', { quantity: 3, followSeats: true });
  await world.moveTo('2027-03-10T10:00:00+03:00');
  work(5);
  await reads();
  await world.moveTo('2027-03-28T10:00:00+03:00');
  work(8);
  await reads();
  await world.moveTo('2027-05-01T10:00:00+03:00');
  expect((await romashka.journal('charge')).slice(1)).toEqual([
    '2027-04-01 charge -500.00',
    '2027-05-01 charge -800.00',
  ]);
});

it('fewer seats are charged less from the next boundary; growing back after that needs a notice of its own', async () => {
  await romashka.connects('crm-user', { quantity: 3, followSeats: true });
  work(5);
  await reads();
  await world.moveTo('2027-04-02T10:00:00+03:00');
  expect((await used()).quantity).toBe(5);
  work(2);
  await reads();
  await world.moveTo('2027-05-02T10:00:00+03:00');
  expect((await used()).quantity).toBe(2);
  await world.moveTo('2027-05-28T10:00:00+03:00');
  work(5);
  await reads();
  await world.moveTo('2027-07-01T10:00:00+03:00');
  expect((await romashka.journal('charge')).slice(1)).toEqual([
    '2027-04-01 charge -500.00',
    '2027-05-01 charge -200.00',
    '2027-06-01 charge -200.00',
    '2027-07-01 charge -500.00',
  ]);
  expect((await told()).map(([quantity]) => quantity)).toEqual([5, 2, 5]);
});

it('a raise that was told of and fell away before its day is not charged', async () => {
  await romashka.connects('crm-user', { quantity: 3, followSeats: true });
  work(6);
  await reads();
  await world.moveTo('2027-03-20T10:00:00+03:00');
  work(3);
  await reads();
  await world.moveTo('2027-03-29T10:00:00+03:00');
  work(6);
  await reads();
  await world.moveTo('2027-04-01T10:00:00+03:00');
  expect((await romashka.journal('charge')).slice(1)).toEqual(['2027-04-01 charge -300.00']);
});

it('whoever was told of eight in time was told of six', async () => {
  await romashka.connects('crm-user', { quantity: 3, followSeats: true });
  work(8);
  await reads();
  await world.moveTo('2027-03-29T10:00:00+03:00');
  work(6);
  await reads();
  expect(await told()).toEqual([
    [6, '2027-04-01'],
    [8, '2027-04-01'],
  ]);
  await world.moveTo('2027-04-01T10:00:00+03:00');
  expect((await romashka.journal('charge')).slice(1)).toEqual(['2027-04-01 charge -600.00']);
});

it('people are counted every day by themselves, and nobody who did not choose so is charged by them', async () => {
  await romashka.connects('crm-user', { quantity: 3 });
  work(9);
  await world.moveTo('2027-03-02T11:00:00+03:00');
  const connection = await romashka.owner.asks(routes.connection, { params: { id: romashka.id } });
  expect(connection.seats).toMatchObject({ count: 9 });
  expect(await told()).toEqual([]);
  await world.moveTo('2027-04-01T10:00:00+03:00');
  expect((await romashka.journal('charge')).slice(1)).toEqual(['2027-04-01 charge -300.00']);
});

it('following is begun and ended by the customer; a quantity chosen by hand ends it', async () => {
  const { id } = await romashka.connects('crm-user', { quantity: 2 });
  const change = (body: { followSeats?: boolean; quantity?: number }) =>
    romashka.owner.asks(routes.changeSubscription, { params: { id }, body });
  expect(await change({ followSeats: true })).toMatchObject({
    quantity: 2,
    nextQuantity: { quantity: 3, effectiveOn: '2027-04-01' },
  });
  expect(await told()).toEqual([[3, '2027-04-01']]);
  expect(await change({ followSeats: false })).toMatchObject({ followSeats: false, nextQuantity: null });
  await change({ followSeats: true });
  expect(await change({ quantity: 4 })).toMatchObject({ quantity: 4, followSeats: false });
  await world.moveTo('2027-04-01T10:00:00+03:00');
  expect((await romashka.journal('charge')).at(-1)).toBe('2027-04-01 charge -400.00');
});

it('only what is sold by users follows them: the mark of the product decides, not the name of its unit', async () => {
  await world.product('chats', { price: '50.00', tariffUnit: 'Пользователь' });
  const refused = { status: 422, code: 'not_counted_by_seats', errors: [{ path: 'followSeats' }] };
  expect(await romashka.cannotConnect('chats', { quantity: 3, followSeats: true })).toMatchObject(refused);
  await romashka.connects('chats', { quantity: 1 });
  expect(await romashka.cannotChange('chats', { followSeats: true })).toMatchObject(refused);
  expect(await romashka.subscription('chats')).toMatchObject({ followSeats: false, mayFollowSeats: false });

  const administrator = await world.staff('administrator');
  const mark = (quantityFollows: 'seats' | null) =>
    administrator.asks(routes.changeProduct, { params: { code: 'chats' }, body: { quantityFollows } });
  expect(await mark('seats')).toMatchObject({ code: 'chats', quantityFollows: 'seats' });
  expect(await romashka.subscription('chats')).toMatchObject({ followSeats: false, mayFollowSeats: true });
  expect(await told()).toEqual([]);

  // The notice comes before the sum does, with both sums.
  await romashka.changes('chats', { followSeats: true });
  const [notice] = await romashka.notices('seats_changed');
  expect(notice?.facts).toMatchObject({
    productCode: 'chats',
    effectiveOn: '2027-04-01',
    cost: { amount: '150.00' },
    costBefore: { amount: '50.00' },
  });
  expect(await romashka.journal('charge')).toEqual(['2027-03-01 charge -50.00']);

  // Whoever follows goes on when the mark is gone, and may end it; nobody begins.
  expect(await mark(null)).toMatchObject({ quantityFollows: null });
  await world.moveTo('2027-04-02T10:00:00+03:00');
  expect((await romashka.journal('charge')).at(-1)).toBe('2027-04-01 charge -150.00');
  expect(await romashka.changes('chats', { followSeats: false })).toMatchObject({ followSeats: false });
  expect(await romashka.cannotChange('chats', { followSeats: true })).toMatchObject(refused);
});

it('what a product follows is said by the administrator alone, in words the door knows', async () => {
  const support = await world.staff('support');
  const params = { code: 'crm-user' };
  expect(
    await support.isRefused(routes.changeProduct, { params, body: { quantityFollows: null } }),
  ).toMatchObject({ status: 403 });
  const administrator = await world.staff('administrator');
  const people = { quantityFollows: 'people' } as unknown as { quantityFollows: 'seats' };
  expect(await administrator.isRefused(routes.changeProduct, { params, body: people })).toMatchObject({
    status: 422,
    errors: [{ path: 'quantityFollows' }],
  });
  const nowhere = { params: { code: 'nowhere' }, body: { quantityFollows: null } };
  expect(await administrator.isRefused(routes.changeProduct, nowhere)).toMatchObject({ status: 404 });
});

it('what is connected to follow is connected in the seats there are, and only where they are known', async () => {
  expect(await romashka.cannotConnect('crm-user', { quantity: 2, followSeats: true })).toMatchObject({
    status: 422,
    code: 'quantity_not_seats',
    seats: 3,
  });
  const unknown = await world.account('Без amoCRM');
  await world.topUp(unknown, '1000.00');
  expect(await unknown.cannotConnect('crm-user', { quantity: 1, followSeats: true })).toMatchObject({
    status: 409,
    code: 'seats_unknown',
  });
});
