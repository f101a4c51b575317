import { bankFile } from '../kit/bank-file';
import { rub, type Customer } from '../kit/customer';
import type { Answer } from '../kit/person';
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

/** What the answers were, counted: `{ '201': 1, already_reversed: 9 }`. */
function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const outcome = status < 300 ? String(status) : String(body['code']);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

const payer = () => ({ name: 'ООО "РОМАШКА"', inn: romashka.inn });

it('one bank file imported by five people credits its payments once (rule 5)', async () => {
  await romashka.givesRequisites();
  const invoices = await times(4, () => romashka.invoices('5000.00'));
  const payments = await Promise.all(
    invoices.map(({ number }) =>
      world.payment({ amount: '5000.00', payer: payer(), purpose: `Оплата по счету № ${number}` }),
    ),
  );
  const results = await times(5, () => world.importsStatement(bankFile(payments)));
  const sum = (of: 'credited' | 'duplicates') => results.reduce((total, result) => total + result[of], 0);
  expect([sum('credited'), sum('duplicates')]).toEqual([4, 16]);
  expect(await romashka.balance()).toBe('20000.00');
  expect(await romashka.documents('upd')).toHaveLength(4);
});

it('document numbers are 1…n without a hole or a repeat, also when some are refused (money-rules, Once only)', async () => {
  const vasilek = await world.account('ИП Василёк');
  const poor = await world.account('ООО «Без реквизитов»');
  await Promise.all([romashka.givesRequisites(), vasilek.givesRequisites()]);
  const askers = [romashka, vasilek, poor];
  const answers = await times(24, (index) => {
    const { owner, id } = askers[index % 3]!;
    return owner.sends('POST', `/accounts/${id}/invoices`, {
      body: { amount: rub('5000.00') },
      key: `i-${index}`,
    });
  });
  expect(tally(answers)).toEqual({ '201': 16, profile_required: 8 });
  const numbers = answers.flatMap(({ status, body }) => (status === 201 ? [Number(body['number'])] : []));
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
});

it('ten products connected with money for three: three run, and the balance stays at zero', async () => {
  await world.topUp(romashka, '300.00');
  for (let index = 0; index < 10; index += 1) await world.product(`product-${index}`, { price: '100.00' });
  const answers = await times(10, (index) =>
    romashka.owner.sends('POST', `/accounts/${romashka.id}/subscriptions`, {
      body: { productCode: `product-${index}`, quantity: 1, period: 'P1M' },
      key: `c-${index}`,
    }),
  );
  expect(tally(answers)).toEqual({ '201': 3, insufficient_balance: 7 });
  expect(await romashka.balance()).toBe('0.00');
  expect(await romashka.journal('charge')).toHaveLength(3);
  const ranks = (await romashka.subscriptions()).map(({ rank }) => rank);
  expect(ranks.sort()).toEqual([1, 2, 3]);
});

it('one product connected by ten people is connected and paid once', async () => {
  await world.topUp(romashka, '5000.00');
  await world.product('chats', { price: '100.00' });
  const answers = await times(10, (index) =>
    romashka.owner.sends('POST', `/accounts/${romashka.id}/subscriptions`, {
      body: { productCode: 'chats', quantity: 1, period: 'P1M' },
      key: `c-${index}`,
    }),
  );
  expect(tally(answers)).toEqual({ '201': 1, already_connected: 9 });
  expect(await romashka.balance()).toBe('4900.00');
});

it('ten raises of quantity at once cost what the last of them costs', async () => {
  await world.topUp(romashka, '5000.00');
  await world.product('chats', { price: '100.00' });
  const { id } = await romashka.connects('chats');
  const answers = await times(10, (index) =>
    romashka.owner.sends('PATCH', `/subscriptions/${id}`, { body: { quantity: index + 2 } }),
  );
  expect(tally(answers)).toEqual({ '200': 10 });
  const { quantity, credit } = await romashka.subscription('chats');
  const spent = (await romashka.entries('charge')).reduce((sum, { money }) => sum - Number(money.amount), 0);
  expect(spent - Number(credit.amount)).toBe(100 * quantity);
});

it('an entry is reversed once by ten people', async () => {
  await world.topUp(romashka, '500.00');
  const [topUp] = await romashka.entries('top_up');
  const accountant = await world.staff('accountant');
  const answers = await times(10, (index) =>
    accountant.sends('POST', `/entries/${topUp!.id}/reversal`, {
      body: { reason: 'Ошибка' },
      key: `r-${index}`,
    }),
  );
  expect(tally(answers)).toEqual({ '201': 1, already_reversed: 9 });
  expect(await romashka.balance()).toBe('0.00');
});

it('a receipt that two people give to two accounts goes to one', async () => {
  const vasilek = await world.account('ИП Василёк');
  const payment = await world.payment({ amount: '700.00', payer: payer(), purpose: 'За услуги' });
  const { lines } = await world.importsStatement(bankFile([payment]));
  const manager = await world.staff('account_manager');
  const answers = await times(8, (index) =>
    manager.sends('POST', `/receipts/${lines[0]!.receipt.id}/allocation`, {
      body: { accountId: [romashka, vasilek][index % 2]!.id, reason: 'Письмо' },
      key: `a-${index}`,
    }),
  );
  expect(tally(answers)).toEqual({ '200': 1, receipt_not_unallocated: 7 });
  expect([await romashka.balance(), await vasilek.balance()].sort()).toEqual(['0.00', '700.00']);
});

it('a request approved by two people gives its bonus once, and a grant is revoked once', async () => {
  const support = await world.staff('support');
  const { body } = await support.sends('POST', `/accounts/${romashka.id}/bonus-grants`, {
    body: { amount: rub('20000.00'), ground: 'review', reason: 'Отзыв' },
    key: 'g',
  });
  const { id } = (body as { approval: { id: string } }).approval;
  const administrator = await world.staff('administrator');
  const decisions = await times(5, () =>
    administrator.sends('POST', `/approvals/${id}/decision`, { body: { decision: 'approve' } }),
  );
  expect(tally(decisions)).toEqual({ '200': 1, already_decided: 4 });
  expect(await romashka.balance()).toBe('0.00 + 20000.00 bonus');

  const grant = await world.grants(romashka, '50.00');
  const revocations = await times(5, (index) =>
    support.sends('POST', `/bonus-grants/${grant.id}/revocation`, {
      body: { reason: 'Ошибка' },
      key: `v-${index}`,
    }),
  );
  expect(tally(revocations)).toEqual({ '200': 1, nothing_left: 4 });
  expect(await romashka.balance()).toBe('0.00 + 20000.00 bonus');
});

it('a clock moved by three people, a run and a top-up at once charge a period once (rule 13)', async () => {
  await world.product('chats', { price: '100.00' });
  await world.topUp(romashka, '100.00');
  await romashka.connects('chats');
  await world.moveTo('2027-06-30T12:00:00+03:00');
  await Promise.all([
    ...Array.from({ length: 3 }, () =>
      world.stranger.sends('PUT', '/sandbox/clock', { body: { now: '2027-07-01T12:00:00+03:00' } }),
    ),
    world.topUp(romashka, '1000.00'),
  ]);
  expect(await romashka.journal('charge')).toEqual([
    '2027-06-01 charge -100.00',
    '2027-07-01 charge -100.00',
  ]);
  expect(await romashka.balance()).toBe('900.00');
});
