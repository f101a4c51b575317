import { routes, type FiscalReceiptDto, type PaymentProvider } from '@rocket/contracts';
import { paysByCard as paysWith } from '../kit/card-refund';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open({ shops: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-01-11T09:00:00+03:00');
  await world.product('offset-chats', { price: '5000.00' });
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
});

const paysByCard = (provider: PaymentProvider, amount: string): Promise<void> =>
  paysWith(world, romashka, provider, amount);
const offsets = async (): Promise<FiscalReceiptDto[]> => {
  const accountant = await world.staff('accountant');
  const { items } = await accountant.asks(routes.fiscalReceipts, {});
  return items.filter(({ kind }) => kind === 'offset').reverse();
};
const shown = async () =>
  (await offsets()).map(({ month, amount, state }) => `${month} ${amount.amount} ${state}`);
/** Second receipts as the shop of YooKassa holds them. */
const atYookassa = () =>
  world.shops.yookassa.receipts
    .filter(({ settlements }) => settlements.some(({ type }) => type === 'prepayment'))
    .map(({ settlements }) => settlements[0]!.amount.value);

it('what was consumed of card money in a month is set off after its end, the oldest money first (facts 8.1)', async () => {
  await world.topUp(romashka, '3000.00');
  await paysByCard('yookassa', '8000.00');
  await romashka.connects('offset-chats');
  await world.moveTo('2027-02-02T23:59:00+03:00');
  expect(await shown()).toEqual([]);
  await world.moveTo('2027-02-03T00:05:00+03:00');
  expect(await shown()).toEqual(['2027-01 2000.00 succeeded']);
  await world.moveTo('2027-04-05T09:00:00+03:00');
  expect(await shown()).toEqual(['2027-01 2000.00 succeeded', '2027-02 5000.00 succeeded']);
  expect(atYookassa()).toEqual(['2000.00', '5000.00']);
  const [second] = world.shops.yookassa.receipts.filter(
    ({ settlements }) => settlements[0]?.type === 'prepayment',
  );
  expect(second).toMatchObject({
    items: [{ vat_code: 11, payment_mode: 'full_payment', payment_subject: 'service' }],
  });
});

it('failures before and after, lost answers and moved clocks make no second one', async () => {
  await paysByCard('yookassa', '5000.00');
  await romashka.connects('offset-chats');
  await world.moveTo('2027-02-02T20:00:00+03:00');
  Object.assign(world.shops.yookassa.faults, { failBefore: 1, cutAfter: 1, failAfter: 1 });
  await world.moveTo('2027-02-03T00:00:30+03:00');
  expect(await shown()).toEqual(['2027-01 5000.00 pending']);
  await world.moveTo('2027-02-03T03:00:00+03:00');
  expect([await shown(), atYookassa()]).toEqual([['2027-01 5000.00 succeeded'], ['5000.00']]);
});

it('an answer lost for longer than a key lives is found in the list of receipts', async () => {
  await paysByCard('yookassa', '5000.00');
  await romashka.connects('offset-chats');
  await world.moveTo('2027-02-02T20:00:00+03:00');
  world.shops.yookassa.faults.cutAfter = 1;
  await world.moveTo('2027-02-03T00:00:30+03:00');
  world.shops.yookassa.faults.down = true;
  await world.moveTo('2027-02-04T09:00:00+03:00');
  expect(await shown()).toEqual(['2027-01 5000.00 pending']);
  world.shops.yookassa.faults.down = false;
  await world.moveTo('2027-02-06T09:00:00+03:00');
  expect([await shown(), atYookassa()]).toEqual([['2027-01 5000.00 succeeded'], ['5000.00']]);
});

it('Robokassa gets its second receipt once, when the payment is used up wholly, a lost answer or not', async () => {
  await paysByCard('robokassa', '10000.00');
  await romashka.connects('offset-chats');
  await world.moveTo('2027-02-05T09:00:00+03:00');
  expect(await shown()).toEqual([]);
  world.shops.robokassa.faults.loseReceiptAnswers = 1;
  await world.moveTo('2027-03-05T09:00:00+03:00');
  expect(await shown()).toEqual(['2027-02 10000.00 succeeded']);
  await world.moveTo('2027-04-05T09:00:00+03:00');
  expect(world.shops.robokassa.secondReceipts).toMatchObject([
    { originId: '1', total: 10000, items: [{ tax: 'vat22', payment_method: 'full_payment' }] },
  ]);
});
