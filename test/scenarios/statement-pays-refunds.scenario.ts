import { routes, type RefundRequestDto, type StatementResultDto } from '@rocket/contracts';
import { bankFile, type Payment } from '../kit/bank-file';
import { camtEntry, camtOf } from '../kit/camt-file';
import { leavesForRefund, paysByCard } from '../kit/card-refund';
import { rub, type Customer } from '../kit/customer';
import type { Person } from '../kit/person';
import { World } from '../kit/world';

/** An outgoing line of a bank statement marks the refund it pays as paid, on the day the bank names (rule 22). */
let world: World;
let romashka: Customer;
let accountant: Person;
beforeAll(async () => {
  world = await World.open({ shops: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-01-11T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
  accountant = await world.staff('accountant');
});

const leaves = (customer: Customer = romashka): Promise<string> =>
  leavesForRefund(world, customer, '2027-01-22T09:00:00+03:00');
const purposeFor = (customer: Customer): string =>
  `Возврат неиспользованных средств по расторгнутому договору, лицевой счёт ${customer.account.amocrmAccountId}. НДС не облагается`;
/** As our order in a file of the bank client: drawn up on the 22nd, number 1; the bank sent it on the 23rd. */
const outgoing = (changes: Partial<Payment> = {}): Payment => ({
  amount: '12200.00',
  payer: { name: 'ООО «Ромашка»', inn: romashka.inn },
  purpose: purposeFor(romashka),
  number: '1',
  date: '2027-01-23',
  isOutgoing: true,
  ...changes,
});
/** The money is on the balance, the refund is allowed and its order is drawn up. */
const awaited = async (): Promise<string> => {
  await world.topUp(romashka, '12200.00');
  const id = await leaves();
  expect((await accountant.sends('GET', '/exports/refund-orders/file')).status).toBe(200);
  await world.moveTo('2027-01-25T09:00:00+03:00');
  return id;
};
const loads = (...payments: Payment[]): Promise<StatementResultDto> =>
  world.importsStatement(bankFile(payments));
const refundOf = async (customer: Customer = romashka): Promise<RefundRequestDto> => {
  const { items } = await customer.owner.asks(routes.refundRequests, { params: { id: customer.id } });
  return items[0]!;
};
const outcomes = ({ refunds }: StatementResultDto): string[] => refunds.map(({ outcome }) => outcome);

it('the line of our order marks it paid on the day of the bank; files that overlap change nothing', async () => {
  const id = await awaited();
  const told = await loads(outgoing());
  expect(told.refunds).toMatchObject([
    {
      outcome: 'paid',
      amount: rub('12200.00'),
      refunds: [{ id, accountId: romashka.id, accountName: 'ООО «Ромашка»' }],
      reason: 'Исходящий платёж № 1 от 23.01.2027: возврат отмечен выплаченным.',
    },
  ]);
  expect(await refundOf()).toMatchObject({
    state: 'paid',
    payment: { documentNumber: '1', paidOn: '2027-01-23' },
  });
  expect(await romashka.journal('refund')).toEqual(['2027-01-23 refund -12200.00']);
  expect((await romashka.entries('refund'))[0]!.reason).toContain('платёж № 1 от 23.01.2027 по выписке');
  expect((await accountant.asks(routes.refundOrders)).items).toEqual([]);

  const rent = outgoing({ purpose: 'Аренда', number: '2', amount: '500.00' });
  expect(outcomes(await loads(rent, outgoing()))).toEqual(['already_paid']);
  // The same payment as another bank's program writes it.
  const camt = camtOf([camtEntry(outgoing(), { side: 'DBIT' })]);
  expect(outcomes(await world.importsStatement(camt))).toEqual(['already_paid']);
  expect(await romashka.journal('refund')).toEqual(['2027-01-23 refund -12200.00']);
  expect(await romashka.balance()).toBe('0.00');
  const administrator = await world.staff('administrator');
  expect((await administrator.asks(routes.verifyLedger)).broken).toEqual([]);
});

it('loaded five times at once the file pays it once', async () => {
  await awaited();
  const told = await Promise.all(Array.from({ length: 5 }, () => loads(outgoing())));
  expect(told.flatMap(outcomes).sort()).toEqual([...Array.from({ length: 4 }, () => 'already_paid'), 'paid']);
  expect(await romashka.journal('refund')).toEqual(['2027-01-23 refund -12200.00']);
});

it('a refund a person marked gets its proof, and another line of the same money is told to a person', async () => {
  const id = await awaited();
  await accountant.asks(routes.payRefund, { params: { id } });
  expect((await refundOf()).payment).toBeNull();
  expect(outcomes(await loads(outgoing()))).toEqual(['already_paid']);
  expect((await refundOf()).payment).toEqual({ documentNumber: '1', paidOn: '2027-01-23' });
  const again = await loads(outgoing({ number: '44', date: '2027-01-24' }));
  expect(again.refunds).toMatchObject([
    { outcome: 'unclear', reason: expect.stringContaining('не ушли ли деньги дважды') },
  ]);
  expect(await romashka.journal('refund')).toHaveLength(1);
});

it('a payment the bank gave back pays nothing, in this file or another, and the next one pays', async () => {
  await awaited();
  const back: Payment = {
    amount: '12200.00',
    payer: { name: 'Банк', inn: null, account: '47416810000000000001' },
    purpose: 'Возврат платежа № 1 от 23.01.2027: счёт получателя закрыт',
    number: '77',
    date: '2027-01-24',
  };
  const told = await loads(back, outgoing());
  expect(told).toMatchObject({ receipts: 1, refunds: [{ outcome: 'unclear' }] });
  expect(told.refunds[0]!.reason).toContain('банк вернул эту выплату');
  // A file of the day before does not show that it came back.
  expect(outcomes(await loads(outgoing()))).toEqual(['unclear']);
  expect([(await refundOf()).state, await romashka.balance()]).toEqual(['approved', '12200.00']);
  expect(outcomes(await loads(outgoing({ number: '2', date: '2027-01-25' })))).toEqual(['paid']);
  expect(await romashka.journal('refund')).toEqual(['2027-01-25 refund -12200.00']);
});

it('one that comes back after it was marked is told to a person, as often as it is loaded', async () => {
  const id = await awaited();
  await loads(outgoing());
  const reversal = camtOf([camtEntry(outgoing({ date: '2027-01-24' }), { isReversal: true })]);
  for (let time = 0; time < 2; time += 1) {
    const { refunds } = await world.importsStatement(reversal);
    expect(refunds).toMatchObject([
      { outcome: 'unclear', refunds: [{ id }], reason: expect.stringContaining('отмечен выплаченным') },
    ]);
  }
  expect((await refundOf()).state).toBe('paid');
});

describe('what only looks like the payment of a refund marks nothing and is listed', () => {
  it.each([
    ['payee and sum without our number or purpose', { purpose: 'Возврат', number: '915' }],
    ['another payee', { payer: { name: 'ООО «Ромашка»', inn: '7707083893' } }],
    ['another sum', { amount: '12200.01' }],
  ])('%s', async (_, changes) => {
    const id = await awaited();
    const { refunds } = await loads(outgoing(changes));
    expect(refunds).toMatchObject([{ outcome: 'unclear', refunds: [{ id }] }]);
    expect([(await refundOf()).state, await romashka.journal('refund')]).toEqual(['approved', []]);
  });

  it('two accounts of one company with the same sum', async () => {
    const second = await world.account('ООО «Ромашка» (второй)');
    await second.givesRequisites({ inn: romashka.inn });
    await world.topUp(romashka, '12200.00');
    await world.topUp(second, '12200.00');
    const first = await leaves();
    const body = { reason: 'Закрываемся', initiator: 'customer' as const };
    await second.owner.asks(routes.terminateAccount, { params: { id: second.id }, body });
    const other = await leavesForRefundOf(second);
    const both = `лицевой счёт ${romashka.account.amocrmAccountId} и ${second.account.amocrmAccountId}`;
    const { refunds } = await loads(
      outgoing({ purpose: `Возврат неиспользованных средств, ${both}`, number: '915', date: '2027-02-02' }),
    );
    expect(refunds).toMatchObject([{ outcome: 'unclear' }]);
    expect(refunds[0]!.refunds.map(({ id }) => id).sort()).toEqual([first, other].sort());
    expect([(await refundOf()).state, (await refundOf(second)).state]).toEqual(['approved', 'approved']);
    const named = await loads(outgoing({ purpose: purposeFor(second), number: '916', date: '2027-02-02' }));
    expect(outcomes(named)).toEqual(['paid']);
    expect([(await refundOf()).state, (await refundOf(second)).state]).toEqual(['approved', 'paid']);
  });

  it('a refund some of which is on its way to a card', async () => {
    await paysByCard(world, romashka, 'yookassa', '12200.00');
    const id = await leaves();
    world.shops.yookassa.faults.turnAway = [429];
    await accountant.asks(routes.refundToCard, { params: { id } });
    const { refunds } = await loads(outgoing({ date: '2027-01-22' }));
    expect(refunds).toMatchObject([
      { outcome: 'unclear', reason: expect.stringContaining('возвращаются на карту') },
    ]);
    expect(await romashka.journal('refund')).toEqual([]);
  });
});

it('is not taken for the return of a receipt that nobody was given, of the same sum and payer', async () => {
  await awaited();
  const payer = { name: 'ООО «Ромашка»', inn: null };
  const mistaken = await world.payment({ amount: '12200.00', payer, purpose: 'Перевод', date: '2027-01-12' });
  await loads(mistaken);
  const told = await loads(outgoing());
  expect([outcomes(told), told.returned]).toEqual([['paid'], 0]);
});

/** The second to leave: the day has come already. */
async function leavesForRefundOf(customer: Customer): Promise<string> {
  await world.moveTo('2027-02-02T09:00:00+03:00');
  const { id } = await customer.owner.asks(routes.requestRefund, { params: { id: customer.id } });
  const [correction] = await customer.documents('correction');
  const raw = { bytes: new Blob(['%PDF-1.7 подписано']), type: 'application/octet-stream' };
  await customer.owner.asks(routes.signedCopy, { params: { id: correction!.id }, raw });
  return id;
}
