import { routes, type ReceiptDto } from '@rocket/contracts';
import { bankFile, bankFileLines, encodeBankFile, SELLERS_ACCOUNT, type Payment } from '../kit/bank-file';
import { camtEntry, camtFile, camtOf } from '../kit/camt-file';
import { rub, type Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
let vasilek: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  vasilek = await world.account('ООО «Василёк»');
});
afterEach(async () => {
  const accountant = await world.staff('accountant');
  expect((await accountant.asks(routes.verifyLedger)).broken).toEqual([]);
});

const STRANGER = { name: 'ООО "ЧУЖОЕ"', inn: '7707083893', account: '40702810500000000077' };
const receives = async (
  wish: Pick<Payment, 'amount' | 'purpose'> & Partial<Payment>,
): Promise<{ receipt: ReceiptDto; payment: Payment }> => {
  const payment = await world.payment({ payer: STRANGER, ...wish });
  const { lines } = await world.importsStatement(bankFile([payment]));
  return { receipt: lines[0]!.receipt, payment };
};
const again = async (receipt: ReceiptDto) =>
  (await world.staff('accountant')).asks(routes.receipt, { params: { id: receipt.id } });
/** What nobody has, over all books: what came in, less what was given and what went back. */
const unallocated = async (): Promise<string> => {
  const [row] = await world.sql<{ sum: string }>(
    `select coalesce(sum(case when to_account = 'unallocated' then amount else -amount end), 0)::text as sum
       from posting where 'unallocated' in (from_account, to_account)`,
  );
  return row!.sum;
};

describe('a receipt that is split (rules 3, 4)', () => {
  it('goes to several accounts in parts that never exceed it; the rest waits, and each part is undone alone', async () => {
    const { receipt } = await receives({ amount: '10000.00', purpose: 'За услуги группы компаний' });
    const manager = await world.staff('account_manager');
    const split = (...parts: [Customer, string][]) => ({
      params: { id: receipt.id },
      body: {
        parts: parts.map(([customer, amount]) => ({ accountId: customer.id, amount: rub(amount) })),
        reason: 'Письмо группы компаний',
      },
    });
    expect(
      await manager.isRefused(routes.splitReceipt, split([romashka, '6000.00'], [vasilek, '4000.01'])),
    ).toMatchObject({
      status: 422,
      code: 'parts_exceed_receipt',
      errors: [{ path: 'parts.1.amount.amount', message: 'Осталось 4000.00' }],
    });
    expect(await romashka.balance()).toBe('0.00');

    const parted = await manager.asks(
      routes.splitReceipt,
      split([romashka, '6000.00'], [vasilek, '1500.00']),
    );
    expect(parted).toMatchObject({ state: 'unallocated', account: null, rest: rub('2500.00') });
    expect(parted.parts.map(({ accountName, amount }) => `${accountName} ${amount.amount}`)).toEqual([
      'ООО «Ромашка» 6000.00',
      'ООО «Василёк» 1500.00',
    ]);
    expect([await romashka.balance(), await vasilek.balance(), await unallocated()]).toEqual([
      '6000.00',
      '1500.00',
      '250000',
    ]);

    const whole = await manager.asks(routes.splitReceipt, split([vasilek, '2500.00']));
    expect(whole).toMatchObject({ state: 'credited', account: null, rest: rub('0.00') });
    expect(await vasilek.journal('top_up')).toEqual([
      '2027-06-01 top_up 1500.00',
      '2027-06-01 top_up 2500.00',
    ]);

    const body = { reason: 'Не та компания' };
    await manager.asks(routes.reverseEntry, { params: { id: parted.parts[0]!.entry }, body });
    expect(await again(receipt)).toMatchObject({ state: 'unallocated', rest: rub('6000.00'), account: null });
    expect([await romashka.balance(), await unallocated()]).toEqual(['0.00', '600000']);
  });

  it('by somebody who saw another sum gives nothing to anybody', async () => {
    const { receipt } = await receives({ amount: '10000.00', purpose: 'За услуги группы компаний' });
    const manager = await world.staff('account_manager');
    const split = (rest: string) => ({
      params: { id: receipt.id },
      body: {
        parts: [
          { accountId: romashka.id, amount: rub('6000.00') },
          { accountId: vasilek.id, amount: rub('3999.99') },
        ],
        rest: rub(rest),
        reason: 'Письмо группы компаний',
      },
    });
    expect(await manager.isRefused(routes.splitReceipt, split('0.00'))).toMatchObject({
      status: 422,
      code: 'parts_do_not_add_up',
      rest: rub('0.01'),
      errors: [{ path: 'rest.amount' }],
    });
    expect([await romashka.balance(), await vasilek.balance()]).toEqual(['0.00', '0.00']);
    const parted = await manager.asks(routes.splitReceipt, split('0.01'));
    expect([parted.rest, parted.parts.length]).toEqual([rub('0.01'), 2]);
  });

  it('pays two invoices of one customer when the payment names both, and tells what of each is paid', async () => {
    await romashka.givesRequisites();
    const first = await romashka.invoices('5000.00');
    const second = await romashka.invoices('7000.00');
    const payer = { name: 'ООО "РОМАШКА"', inn: romashka.inn };
    const { receipt } = await receives({
      amount: '10000.00',
      payer,
      purpose: `Оплата по счетам №№ ${first.number}, ${second.number} за услуги`,
    });
    expect(receipt).toMatchObject({ state: 'credited', account: romashka.id });
    expect(receipt.parts.map(({ invoiceNumber, amount }) => [invoiceNumber, amount.amount])).toEqual([
      [first.number, '5000.00'],
      [second.number, '5000.00'],
    ]);
    const states = async () =>
      (await romashka.owner.asks(routes.invoices, { params: { id: romashka.id } })).items.map(
        ({ state, paid }) => `${state} ${paid.amount}`,
      );
    expect(await states()).toEqual(['issued 5000.00', 'paid 5000.00']);

    // The rest comes without a number: the exact sum still to be paid finds its invoice; a kopeck less would not.
    await receives({ amount: '1999.99', payer, purpose: 'Доплата' });
    expect(await states()).toEqual(['issued 5000.00', 'paid 5000.00']);
    await receives({ amount: '2000.00', payer, purpose: 'Доплата' });
    expect(await states()).toEqual(['paid 7000.00', 'paid 5000.00']);
    // Every crediting has a closing document of its own sum.
    const upds = await romashka.documents('upd');
    expect(upds.map(({ amount }) => amount.amount).sort()).toEqual(['2000.00', '5000.00', '5000.00']);
  });

  it('undone by our mistake annuls its document; given back to where it was, it gets another one', async () => {
    await romashka.givesRequisites();
    await world.topUp(romashka, '6000.00');
    await world.moveTo('2027-06-01T10:00:00+03:00');
    const manager = await world.staff('account_manager');
    const [entry] = await romashka.entries('top_up');
    await manager.asks(routes.reverseEntry, { params: { id: entry!.id }, body: { reason: 'Не тот клиент' } });
    const [annulled] = await romashka.documents('upd');
    expect(annulled).toMatchObject({ number: '1', status: 'cancelled', due: [] });
    expect(annulled!.statusHistory.at(-1)).toMatchObject({
      on: '2027-06-01',
      note: 'Зачисление отменено: Не тот клиент',
    });
    const { items: told } = await romashka.owner.asks(routes.notices, {
      params: { id: romashka.id },
      query: {},
    });
    expect(told.find(({ kind }) => kind === 'document_annulled')).toMatchObject({
      title: 'Аннулирован документ: УПД № 1',
      text: expect.stringContaining('Зачисление отменено: Не тот клиент. С 01.06.2027 документ не действует'),
    });
    const raw = { bytes: new Blob(['%PDF-1.7']), type: 'application/octet-stream' };
    const copy = { params: { id: annulled!.id }, raw };
    expect((await romashka.owner.isRefused(routes.signedCopy, copy)).code).toBe('already_decided');

    const { items } = await manager.asks(routes.receipts, { query: { state: 'unallocated' } });
    const body = { accountId: romashka.id, reason: 'Всё-таки его' };
    await manager.asks(routes.allocateReceipt, { params: { id: items[0]!.id }, body });
    await world.moveTo('2027-06-20T11:00:00+03:00');
    const standing = (await romashka.documents('upd')).map(({ number, status }) => `${number} ${status}`);
    expect(standing).toEqual(['2 accepted', '1 cancelled']);

    // Both are in the registers; the annulled one counts for nothing.
    const accountant = await world.staff('accountant');
    const query = { from: '2027-06-01', to: '2027-06-30' };
    const register = (kind: string) => accountant.asks(routes.register, { params: { kind }, query });
    const book = await register('sales-book');
    expect(book.rows.map((row) => [row[2], row[8]])).toEqual([
      ['1', '6000.00'],
      ['1', '-6000.00'],
      ['2', '6000.00'],
    ]);
    expect(book.totals[0]).toContain('6000.00');
    const papers = await register('documents');
    expect(papers.rows.map((row) => [row[0], row[1], row[11]])).toEqual([
      ['УПД', '1', 'Аннулирован'],
      ['УПД', '2', 'Принят'],
    ]);
    expect(papers.totals[0]).toContain('6000.00');
  });

  it('undone and given back before its document was drawn up is due one', async () => {
    await world.topUp(romashka, '6000.00');
    const manager = await world.staff('account_manager');
    const [entry] = await romashka.entries('top_up');
    await manager.asks(routes.reverseEntry, { params: { id: entry!.id }, body: { reason: 'Ошибка' } });
    const { items } = await manager.asks(routes.receipts, { query: { state: 'unallocated' } });
    const body = { accountId: romashka.id, reason: 'Всё-таки его' };
    await manager.asks(routes.allocateReceipt, { params: { id: items[0]!.id }, body });
    await romashka.givesRequisites();
    await world.moveTo('2027-06-01T11:00:00+03:00');
    expect(await romashka.documents('upd')).toHaveLength(1);
  });

  it('counts as one top-up for the bonus, and keeps what the parts that stay reach', async () => {
    const { receipt } = await receives({ amount: '100000.00', purpose: 'Пополнение' });
    const manager = await world.staff('account_manager');
    const parts = ['50000.00', '50000.00'].map((amount) => ({ accountId: romashka.id, amount: rub(amount) }));
    const body = { parts, reason: 'Два договора' };
    const split = await manager.asks(routes.splitReceipt, { params: { id: receipt.id }, body });
    expect(split).toMatchObject({ state: 'credited', account: romashka.id });
    expect(await romashka.balance()).toBe('100000.00 + 10000.00 bonus');
    const undo = { params: { id: split.parts[1]!.entry }, body: { reason: 'Ошибка' } };
    await manager.asks(routes.reverseEntry, undo);
    expect(await romashka.balance()).toBe('50000.00 + 2500.00 bonus');
  });
});

describe('a receipt that goes back to its payer', () => {
  it('leaves the books once, by the word of an accountant only, and the mistake is taken back', async () => {
    const { receipt } = await receives({ amount: '7000.00', purpose: 'Ошибочно' });
    const body = { reason: 'Письмо банка об ошибочном платеже' };
    const manager = await world.staff('account_manager');
    expect((await manager.isRefused(routes.returnReceipt, { params: { id: receipt.id }, body })).status).toBe(
      403,
    );
    const accountant = await world.staff('accountant');
    expect(await accountant.asks(routes.returnReceipt, { params: { id: receipt.id }, body })).toMatchObject({
      state: 'returned',
      rest: rub('0.00'),
      returned: rub('7000.00'),
    });
    expect(await unallocated()).toBe('0');
    for (const refused of [
      await accountant.isRefused(routes.returnReceipt, { params: { id: receipt.id }, body }),
      await manager.isRefused(routes.allocateReceipt, {
        params: { id: receipt.id },
        body: { accountId: romashka.id, reason: 'Его' },
      }),
    ])
      expect(refused).toMatchObject({ status: 409, code: 'receipt_not_unallocated' });

    for (let time = 0; time < 2; time += 1) {
      expect(
        await accountant.asks(routes.takeReturnBack, { params: { id: receipt.id }, body }),
      ).toMatchObject({
        state: 'unallocated',
        rest: rub('7000.00'),
      });
      expect(await unallocated()).toBe('700000');
      await accountant.asks(routes.returnReceipt, { params: { id: receipt.id }, body });
      expect(await unallocated()).toBe('0');
    }
    await accountant.asks(routes.takeReturnBack, { params: { id: receipt.id }, body });
    expect(
      await accountant.isRefused(routes.takeReturnBack, { params: { id: receipt.id }, body }),
    ).toMatchObject({
      code: 'receipt_not_returned',
    });
  });

  const outgoing = (payment: Payment, purpose: string): Buffer =>
    encodeBankFile(
      bankFileLines([{ ...payment, purpose }]).map((line) =>
        line.startsWith('ПлательщикСчет=')
          ? `ПлательщикСчет=${SELLERS_ACCOUNT}`
          : line.startsWith('ПолучательСчет=')
            ? `ПолучательСчет=${STRANGER.account}`
            : line,
      ),
    );

  it('is proved by an outgoing document of the bank, which proves one return and no second', async () => {
    const { receipt, payment } = await receives({ amount: '7000.00', purpose: 'Не туда' });
    expect(await world.importsStatement(outgoing(payment, 'Оплата аренды'))).toMatchObject({ returned: 0 });
    const proof = outgoing(payment, 'Возврат ошибочно перечисленных средств');
    // Soon after midnight in Moscow it is still yesterday in UTC; the money went on the day the bank says.
    await world.moveTo('2027-06-02T01:30:00+03:00');
    expect(await world.importsStatement(proof)).toMatchObject({ receipts: 0, returned: 1 });
    expect(await again(receipt)).toMatchObject({ state: 'returned' });
    expect(
      await world.sql(`select business_date::text as day from entry where subject ->> 'id' = '${receipt.id}'
                        and kind = 'refund'`),
    ).toEqual([{ day: '2027-06-01' }]);
    // The same payer errs again; the old document in a file that overlaps proves nothing about it.
    const next = await receives({ amount: '7000.00', purpose: 'Опять не туда' });
    expect(await world.importsStatement(proof)).toMatchObject({ returned: 0 });
    expect(await again(next.receipt)).toMatchObject({ state: 'unallocated' });
  });

  it.each<[string, (payment: Payment) => Buffer]>([
    ['a reversal by the bank', (payment) => camtOf([camtEntry(payment, { side: 'DBIT', isReversal: true })])],
    ['an outgoing document that says so', (payment) => outgoing(payment, 'Возврат по письму')],
  ])('is seen in %s, also when the money was given already', async (_which, fileOf) => {
    const { receipt, payment } = await receives({ amount: '7000.00', purpose: 'Перевод' });
    const reversal = fileOf(payment);
    const manager = await world.staff('account_manager');
    const body = { accountId: romashka.id, reason: 'Его' };
    await manager.asks(routes.allocateReceipt, { params: { id: receipt.id }, body });
    expect((await world.importsStatement(reversal)).warnings[0]!.reason).toContain('отмените зачисление');
    const [entry] = await romashka.entries('top_up');
    await manager.asks(routes.reverseEntry, { params: { id: entry!.id }, body: { reason: 'Банк забрал' } });
    expect(await world.importsStatement(reversal)).toMatchObject({ returned: 1 });
    expect(await again(receipt)).toMatchObject({ state: 'returned' });
  });
});

describe('the same payment in files of two banks’ formats (rule 5)', () => {
  it('is one receipt, whichever came first, also when files overlap', async () => {
    const payments = await Promise.all(
      ['100.00', '100.00', '200.00'].map((amount) =>
        world.payment({ amount, payer: STRANGER, purpose: 'Перевод средств по договору' }),
      ),
    );
    expect(await world.importsStatement(bankFile(payments.slice(0, 2)))).toMatchObject({ unallocated: 2 });
    // The other bank leaves the INN out and cuts the purpose: the payment has another reference there.
    const asOtherBank = (payment: Payment): Payment => ({
      ...payment,
      payer: { ...payment.payer, inn: null },
      purpose: payment.purpose.slice(0, 16),
    });
    for (let time = 0; time < 2; time += 1)
      expect(await world.importsStatement(camtFile(payments.map(asOtherBank)))).toMatchObject({
        receipts: 3,
        duplicates: time === 0 ? 2 : 3,
        unallocated: time === 0 ? 1 : 0,
        rejected: [],
      });
    expect(await world.importsStatement(bankFile(payments))).toMatchObject({ duplicates: 3, unallocated: 0 });
    expect(await unallocated()).toBe('40000');
  });
});

describe('whose money it might be', () => {
  it('is suggested with reasons, strongest first, and never credited by them', async () => {
    await romashka.givesRequisites();
    await vasilek.givesRequisites();
    const named = await romashka.invoices('5000.00');
    await vasilek.invoices('6000.00');
    const { receipt } = await receives({
      amount: '6000.00',
      purpose: `Оплата по счету № ${named.number} за партнёра`,
    });
    expect(receipt.state).toBe('unallocated');
    const manager = await world.staff('account_manager');
    const { items } = await manager.asks(routes.receiptSuggestions, { params: { id: receipt.id } });
    expect(
      items.map(({ accountName, invoice, reasons }) => [
        accountName,
        invoice?.number,
        reasons.map(({ code }) => code),
      ]),
    ).toEqual([
      ['ООО «Ромашка»', named.number, ['invoice_named']],
      ['ООО «Василёк»', '2', ['same_sum']],
    ]);

    // The customer confirms in writing who pays for it: from then on the number is enough.
    const body = { inn: STRANGER.inn, name: STRANGER.name, confirmedOn: '2027-06-01', reason: 'Письмо № 5' };
    const wrong = { ...body, inn: '7707083894' };
    const confirm = (each: typeof body) =>
      ({ params: { id: romashka.id }, body: each }) as Parameters<
        typeof manager.asks<typeof routes.confirmPayer>
      >[1];
    expect(await manager.isRefused(routes.confirmPayer, confirm(wrong))).toMatchObject({
      errors: [{ path: 'inn' }],
    });
    await manager.asks(routes.confirmPayer, confirm(body));
    const next = await receives({ amount: '6000.00', purpose: `Счет № ${named.number}` });
    expect(next.receipt).toMatchObject({ state: 'credited', account: romashka.id });
  });
});

describe('the bonus of a top-up (rule 6)', () => {
  it.each([
    ['49999.99', '0.00', '50000.00'],
    ['50000.00', '2500.00', '100000.00'],
    ['99999.99', '5000.00', '100000.00'],
    ['100000.00', '10000.00', undefined],
  ])('of %s is %s, as it was shown before paying', async (amount, bonus, next) => {
    const shown = await romashka.owner.asks(routes.topUpPreview, {
      params: { id: romashka.id },
      query: { amount },
    });
    expect([shown.bonus.amount, shown.next?.from.amount]).toEqual([bonus, next]);
    await world.topUp(romashka, amount);
    expect(await romashka.balance()).toBe(bonus === '0.00' ? amount : `${amount} + ${bonus} bonus`);
  });

  it('of several payments for one invoice is counted for each of them', async () => {
    for (const amount of ['50000.00', '49999.99']) await world.topUp(romashka, amount);
    expect(await romashka.balance()).toBe('99999.99 + 2500.00 bonus');
  });
});
