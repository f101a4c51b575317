import { routes, type EntryDto } from '@rocket/contracts';
import { bankFile } from '../kit/bank-file';
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
  await world.product('chats', { price: '100.00' });
  romashka = await world.account('ООО «Ромашка»');
});

const last = async (kind: EntryDto['kind']): Promise<EntryDto> => (await romashka.entries(kind)).at(-1)!;

async function reverses(entry: EntryDto, force?: boolean): Promise<EntryDto> {
  const person = await world.staff(force ? 'administrator' : 'accountant');
  const body = { reason: 'Ошибка', ...(force ? { force } : {}) };
  return person.asks(routes.reverseEntry, { params: { id: entry.id }, body });
}

async function cannotReverse(entry: EntryDto, force?: boolean) {
  const person = await world.staff('accountant');
  const body = { reason: 'Ошибка', ...(force ? { force } : {}) };
  return person.isRefused(routes.reverseEntry, { params: { id: entry.id }, body });
}

it('money of an unknown payer waits, is given to an account by hand, and the mistake is taken back (rules 3–5)', async () => {
  const vasilek = await world.account('ИП Василёк');
  const payment = await world.payment({
    amount: '7000.00',
    payer: { name: 'ООО "ЧУЖОЕ"', inn: '7707083893' },
    purpose: 'За услуги',
  });
  const { lines, unallocated } = await world.importsStatement(bankFile([payment]));
  expect(unallocated).toBe(1);
  const manager = await world.staff('account_manager');
  const waiting = async () =>
    (await manager.asks(routes.receipts, { query: { state: 'unallocated' } })).items.map(
      ({ amount }) => amount.amount,
    );
  expect(await waiting()).toEqual(['7000.00']);
  const { id } = lines[0]!.receipt;
  const allocate = (to: Customer) => ({
    params: { id },
    body: { accountId: to.id, reason: 'Письмо клиента' },
  });

  expect(await manager.asks(routes.allocateReceipt, allocate(romashka))).toMatchObject({
    state: 'credited',
    account: romashka.id,
    reason: 'Письмо клиента',
    receivedOn: '2027-06-01',
  });
  expect(await waiting()).toEqual([]);
  expect(await manager.isRefused(routes.allocateReceipt, allocate(vasilek))).toMatchObject({
    status: 409,
    code: 'receipt_not_unallocated',
  });

  await reverses(await last('top_up'));
  expect(await romashka.balance()).toBe('0.00');
  expect(await waiting()).toEqual(['7000.00']);
  await manager.asks(routes.allocateReceipt, allocate(vasilek));
  expect(await vasilek.balance()).toBe('7000.00');
  expect(await romashka.journal()).toEqual(['2027-06-01 top_up 7000.00', '2027-06-01 reversal -7000.00']);
});

it('a third party’s payment is credited only when it names the customer and the invoice (rule 3)', async () => {
  await romashka.givesRequisites();
  await romashka.invoices('5000.00');
  const friend = { name: 'ООО "ДРУГ"', inn: '7707083893' };
  const anonymous = await world.payment({ amount: '5000.00', payer: friend, purpose: 'Оплата по счету № 1' });
  expect(await world.importsStatement(bankFile([anonymous]))).toMatchObject({ credited: 0, unallocated: 1 });
  const named = await world.payment({
    amount: '5000.00',
    payer: friend,
    purpose: 'Оплата по счету № 1 за ООО "Ромашка"',
  });
  expect(await world.importsStatement(bankFile([named]))).toMatchObject({ credited: 1, unallocated: 0 });
  expect(await romashka.balance()).toBe('5000.00');
});

it('an entry is reversed once, mirrors it and points at it (money-rules, The journal)', async () => {
  await world.topUp(romashka, '5000.00');
  const topUp = await last('top_up');
  const mirror = await reverses(topUp);
  expect(mirror).toMatchObject({
    kind: 'reversal',
    reverses: topUp.id,
    reason: 'Ошибка',
    money: { amount: '-5000.00' },
    balanceAfter: { money: { amount: '0.00' } },
  });
  expect(await cannotReverse(topUp)).toMatchObject({ status: 409, code: 'already_reversed' });
  expect(await cannotReverse(mirror)).toMatchObject({ status: 409, code: 'not_reversible' });
});

it('a reversed charge gives the money and each grant back, and leaves the period granted (http-api, Entries)', async () => {
  await world.topUp(romashka, '50.00');
  await world.grants(romashka, '60.00');
  await romashka.connects('chats');
  expect(await romashka.balance()).toBe('10.00');
  await reverses(await last('charge'));
  expect(await romashka.balance()).toBe('50.00 + 60.00 bonus');
  expect(await romashka.stateOf('chats')).toBe('active until 2027-06-30');
  await world.runs('2027-06-01');
  await world.moveTo('2027-06-30T12:00:00+03:00');
  expect(await romashka.journal('charge')).toHaveLength(1);
  await world.moveTo('2027-07-01T03:00:00+03:00');
  expect((await romashka.journal('charge'))[1]).toBe('2027-07-01 charge -40.00 bonus -60.00');
});

it('what returns to a grant that has ended meanwhile ends at once (http-api, Entries)', async () => {
  await world.grants(romashka, '100.00', { expiresOn: '2027-06-10' });
  await romashka.connects('chats');
  await world.moveTo('2027-06-20T12:00:00+03:00');
  await reverses(await last('charge'));
  expect(await romashka.balance()).toBe('0.00');
  expect((await romashka.journal()).slice(-2)).toEqual([
    '2027-06-20 reversal bonus 100.00',
    '2027-06-20 bonus_expiry bonus -100.00',
  ]);
});

it('a grant that ended while nothing ran keeps the date of its end, whatever returns to it later', async () => {
  await world.grants(romashka, '160.00', { expiresOn: '2027-06-10' });
  await romashka.connects('chats');
  await world.schedulerStops();
  await world.moveTo('2027-06-20T12:00:00+03:00');
  await reverses(await last('charge'));
  await world.schedulerWorks();
  expect((await romashka.journal()).slice(2)).toEqual([
    '2027-06-11 bonus_expiry bonus -60.00',
    '2027-06-20 reversal bonus 100.00',
    '2027-06-20 bonus_expiry bonus -100.00',
  ]);
  expect(await romashka.balance('2027-06-15T12:00:00Z')).toBe('0.00');
});

it('money that is gone is not taken back, unless an administrator forces it: then the rest is the seller’s loss', async () => {
  await world.topUp(romashka, '500.00');
  const topUp = await last('top_up');
  await romashka.connects('chats');
  expect(await cannotReverse(topUp)).toMatchObject({ status: 409, code: 'money_gone' });
  expect(await cannotReverse(topUp, true)).toMatchObject({ status: 403 });
  expect(await romashka.balance()).toBe('400.00');
  await reverses(topUp, true);
  expect(await romashka.balance()).toBe('0.00');
  expect((await romashka.journal()).at(-1)).toBe('2027-06-01 reversal -400.00');
  const losses = await world.sql(
    `select from_account::text, amount from posting where from_account = 'loss'`,
  );
  expect(losses).toEqual([{ from_account: 'loss', amount: '10000' }]);
});

it('money given back by a reversal resumes what was suspended (Exact behaviour, Running out)', async () => {
  await world.product('calls', { price: '100.00' });
  await world.topUp(romashka, '200.00');
  await romashka.connects('chats');
  await romashka.connects('calls');
  const [charge] = await romashka.entries('charge');
  await world.moveTo('2027-07-03T12:00:00+03:00');
  expect(await romashka.state()).toBe('suspended');
  await reverses(charge!);
  expect(await romashka.stateOf('chats')).toBe('active until 2027-08-02');
  expect(await romashka.stateOf('calls')).toBe('suspended');
});

it('a top-up bonus goes with its top-up and comes back with it, once (rule 6)', async () => {
  await world.topUp(romashka, '100000.00');
  expect(await romashka.balance()).toBe('100000.00 + 10000.00 bonus');
  await romashka.connects('chats', { quantity: 20 });
  await reverses(await last('charge'));
  expect(await romashka.balance()).toBe('100000.00 + 10000.00 bonus');
  await reverses(await last('top_up'));
  expect(await romashka.balance()).toBe('0.00');

  const manager = await world.staff('account_manager');
  const { items } = await manager.asks(routes.receipts, { query: { state: 'unallocated' } });
  const body = { accountId: romashka.id, reason: 'Всё-таки их' };
  await manager.asks(routes.allocateReceipt, { params: { id: items[0]!.id }, body });
  expect(await romashka.balance()).toBe('100000.00 + 10000.00 bonus');
});

it('a reversed charge leaves nothing to give back for a smaller quantity or another period (money-rules, Time)', async () => {
  await world.product('seats', { price: '100.00', prices: [{ period: 'P1Y', unitPrice: rub('1000.00') }] });
  await world.topUp(romashka, '5000.00');
  await romashka.connects('seats', { quantity: 10 });
  await reverses(await last('charge'));
  await romashka.changes('seats', { quantity: 1 });
  expect((await romashka.subscription('seats')).credit.amount).toBe('0.00');
  await world.moveTo('2027-06-16T09:00:00+03:00');
  await romashka.changes('seats', { period: 'P1Y' });
  expect(await romashka.journal('charge')).toEqual([
    '2027-06-01 charge -1000.00',
    '2027-06-16 charge -1000.00',
  ]);
});

it('a part already credited is not given back twice: with the charge its credit is taken back too (money-rules, Time)', async () => {
  await world.topUp(romashka, '5000.00');
  await romashka.connects('chats', { quantity: 2 });
  await world.moveTo('2027-06-16T09:00:00+03:00');
  expect(await romashka.changes('chats', { quantity: 1 })).toMatchObject({ credit: rub('50.00') });
  await reverses(await last('charge'));
  expect(await romashka.subscription('chats')).toMatchObject({
    credit: rub('0.00'),
    paidUntil: '2027-06-30',
  });
  await world.moveTo('2027-07-01T09:00:00+03:00');
  expect(await romashka.journal('charge')).toEqual([
    '2027-06-01 charge -200.00',
    '2027-07-01 charge -100.00',
  ]);
});

describe('what a repair credits is never more than was really paid for the units given back (money-rules, Time)', () => {
  const creditOf = async (code: string): Promise<string> => (await romashka.subscription(code)).credit.amount;

  beforeEach(async () => {
    await world.topUp(romashka, '5000.00');
    await romashka.connects('chats');
    await world.moveTo('2027-06-16T09:00:00+03:00');
    await romashka.changes('chats', { quantity: 2 });
    expect((await romashka.journal('charge')).at(-1)).toBe('2027-06-16 charge -50.00');
  });

  it('a raise that was reversed gives nothing back', async () => {
    await reverses(await last('charge'));
    await romashka.changes('chats', { quantity: 1 });
    expect(await creditOf('chats')).toBe('0.00');
    await world.moveTo('2027-07-01T09:00:00+03:00');
    expect((await romashka.journal('charge')).at(-1)).toBe('2027-07-01 charge -100.00');
  });

  it('a raise that was given back and then reversed leaves no credit', async () => {
    await romashka.changes('chats', { quantity: 1 });
    expect(await creditOf('chats')).toBe('50.00');
    await reverses(await last('charge'));
    expect(await creditOf('chats')).toBe('0.00');
  });

  it('of several raises only the reversed one gives nothing back', async () => {
    const raise = await last('charge');
    await romashka.changes('chats', { quantity: 4 });
    await reverses(raise);
    await romashka.changes('chats', { quantity: 2 });
    expect(await creditOf('chats')).toBe('100.00');
    await romashka.changes('chats', { quantity: 1 });
    expect(await creditOf('chats')).toBe('100.00');
  });

  it('a reversed period gives nothing back, the raise that was paid does', async () => {
    await reverses((await romashka.entries('charge'))[0]!);
    await romashka.changes('chats', { quantity: 1 });
    expect(await creditOf('chats')).toBe('50.00');
  });

  it('another period is charged less only what was paid of the old one and not reversed', async () => {
    await world.product('seats', { price: '100.00', prices: [{ period: 'P1Y', unitPrice: rub('1000.00') }] });
    await romashka.connects('seats');
    await romashka.changes('seats', { quantity: 2 });
    await reverses(await last('charge'));
    await romashka.changes('seats', { period: 'P1Y' });
    expect((await romashka.journal('charge')).at(-1)).toBe('2027-06-16 charge -1900.00');
  });

  it('a charge of an earlier period takes its credit along, and what the credit paid is not given back once more', async () => {
    await world.product('seats', { price: '100.00', prices: [{ period: 'P1Y', unitPrice: rub('1000.00') }] });
    await romashka.connects('seats', { quantity: 10 });
    const first = await last('charge');
    await romashka.changes('seats', { quantity: 1 });
    expect(await creditOf('seats')).toBe('900.00');
    await world.moveTo('2027-07-16T09:00:00+03:00');
    expect(await creditOf('seats')).toBe('800.00');
    await reverses(first);
    expect(await creditOf('seats')).toBe('0.00');
    await romashka.changes('seats', { period: 'P1Y' });
    expect((await romashka.journal('charge')).at(-1)).toBe('2027-07-16 charge -1000.00');
  });

  it('what was paid with money beside a lost credit is still given back', async () => {
    await world.product('seats', { price: '100.00', prices: [{ period: 'P1Y', unitPrice: rub('1000.00') }] });
    await romashka.connects('seats', { quantity: 2 });
    const first = await last('charge');
    await world.moveTo('2027-07-01T09:00:00+03:00');
    await romashka.changes('seats', { quantity: 1 });
    expect(await creditOf('seats')).toBe('50.00');
    await world.moveTo('2027-07-16T09:00:00+03:00');
    expect((await romashka.journal('charge')).at(-1)).toBe('2027-07-16 charge -50.00');
    await reverses(first);
    await romashka.changes('seats', { period: 'P1Y' });
    expect((await romashka.journal('charge')).at(-1)).toBe('2027-07-16 charge -950.00');
  });
});
