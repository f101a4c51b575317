import fc from 'fast-check';
import { localDate } from '@rocket/kernel';
import { isSameName, namesCustomer } from './customer-name';
import { matchPayment, type MatchedPayment, type OpenInvoice } from './match-payment';

const invoice = (changes: Partial<OpenInvoice> = {}): OpenInvoice => ({
  id: 'invoice-1207',
  accountId: 'account-1',
  number: '1207',
  issuedOn: localDate('2026-10-05'),
  amount: 1220000n,
  customerInn: '7700000023',
  customerName: 'ООО "Ромашка"',
  ...changes,
});
const payment = (
  purpose: string,
  { inn = '7700000023', name = 'ООО "РОМАШКА"', amount = 1220000n }: PayerChanges = {},
): MatchedPayment => ({
  amount,
  purpose,
  payer: { name, inn },
});
interface PayerChanges {
  readonly inn?: string | null;
  readonly name?: string;
  readonly amount?: bigint;
}
const decide = (paid: MatchedPayment, ...openInvoices: OpenInvoice[]): string => {
  const decision = matchPayment(paid, { openInvoices });
  return `${decision.because}${decision.kind === 'invoice' ? ` ${decision.invoiceId}` : ''}`;
};
const other = invoice({ id: 'invoice-8', accountId: 'account-2', number: '8', customerInn: '7700000030' });
const stranger = { inn: '7700000030', name: 'АО "Василёк"' };

describe('a payment that names an invoice', () => {
  it('is credited to its account, whatever the sum', () => {
    expect(decide(payment('Оплата по счету № 1207'), other, invoice())).toBe('invoice_number invoice-1207');
    expect(decide(payment('Оплата по сч. 1207', { amount: 500000n }), other, invoice())).toBe(
      'invoice_number invoice-1207',
    );
    expect(matchPayment(payment('счет 1207'), { openInvoices: [invoice()] })).toEqual({
      kind: 'invoice',
      invoiceId: 'invoice-1207',
      accountId: 'account-1',
      because: 'invoice_number',
    });
  });

  it('may spell the prefix with look-alikes', () => {
    expect(decide(payment('счет № PM-1207'), invoice({ number: 'РМ-1207' }))).toBe(
      'invoice_number invoice-1207',
    );
    expect(decide(payment('счет № 1207', stranger), invoice({ number: 'РМ-1207' }))).toBe('no_invoice');
  });

  it('is believed when the customer has not told its INN yet', () => {
    expect(decide(payment('счет № 1207', stranger), invoice({ customerInn: null }))).toBe(
      'invoice_number invoice-1207',
    );
  });

  it('is believed without an INN when the payer bears the name of the customer', () => {
    const paid = payment('счет № 1207', {
      inn: null,
      name: 'Общество с ограниченной ответственностью «РОМАШКА»',
    });
    expect(decide(paid, invoice())).toBe('invoice_number invoice-1207');
    expect(decide(payment('счет № 1207', { inn: null, name: 'Иванов И. И.' }), invoice())).toBe(
      'third_party',
    );
  });

  it('of a year ago is told by its date, else it is the latest one', () => {
    const old = invoice({ id: 'old', issuedOn: localDate('2025-09-01') });
    const middle = invoice({ id: 'middle', issuedOn: localDate('2026-03-01') });
    for (const all of [
      [old, middle, invoice()],
      [invoice(), middle, old],
    ]) {
      expect(decide(payment('счет № 1207 от 01.09.2025'), ...all)).toBe('invoice_number old');
      expect(decide(payment('счет № 1207 от 1 марта 2026 г.'), ...all)).toBe('invoice_number middle');
      expect(decide(payment('счет № 1207'), ...all)).toBe('invoice_number invoice-1207');
      expect(decide(payment('счет № 1207 от 02.09.2025'), ...all)).toBe('invoice_number invoice-1207');
    }
  });

  it('goes to the payer’s own one of two invoices with one number', () => {
    const newer = invoice({
      id: 'newer',
      accountId: 'account-2',
      customerInn: '7700000030',
      issuedOn: localDate('2026-11-01'),
    });
    expect(decide(payment('счет № 1207'), newer, invoice())).toBe('invoice_number invoice-1207');
    expect(decide(payment('счет № 1207', stranger), newer, invoice())).toBe('invoice_number newer');
  });

  it('of another year than the open one is not that one, unless the INN says so', () => {
    const unknown = invoice({ customerInn: null });
    expect(decide(payment('счет № 1207 от 05.10.2025', stranger), unknown)).toBe('no_invoice');
    expect(decide(payment('счет № 1207 от 05.10.2025'), invoice())).toBe('invoice_number invoice-1207');
  });

  it('and a second one of the same account goes to the one of its sum, else to the first named', () => {
    const second = invoice({ id: 'second', number: '1208', amount: 500000n });
    const paid = (amount: bigint) => payment('по счетам № 1207 и 1208', { amount });
    expect(decide(paid(500000n), invoice(), second)).toBe('invoice_number second');
    expect(decide(paid(1720000n), second, invoice())).toBe('invoice_number invoice-1207');
    expect(decide(payment('счет № 999, 1208', { amount: 1n }), invoice(), second)).toBe(
      'invoice_number second',
    );
  });

  it('and one of another customer is for a person to decide', () => {
    expect(decide(payment('счета № 1207 и 8'), invoice(), other)).toBe('ambiguous');
    expect(decide(payment('счет № 1207', stranger), invoice(), invoice({ accountId: 'account-3' }))).toBe(
      'ambiguous',
    );
  });
});

describe('a payment by a third party', () => {
  it.each([
    'за ООО "Ромашка" по счету № 1207',
    'Оплата по счету № 1207 от 05.10.2026 за Общество с ограниченной ответственностью «Ромашка», НДС 22%',
    'Оплата за Ромашка ООО по сч. 1207',
    'за OOO POMAШКА счет 1207',
    'счет 1207 за компанию с ИНН 7700000023',
    'за ромашка, счет 1207',
  ])('is credited when the purpose names the customer and the number: %s', (purpose) => {
    expect(decide(payment(purpose, stranger), invoice(), other)).toBe('invoice_number invoice-1207');
  });

  it.each([
    'Оплата по счету № 1207',
    'за АО "Ромашка" по счету № 1207',
    'за ООО "Ромашка Плюс" по счету № 1207',
    'за ООО Новая Ромашка по счету № 1207',
    'за ООО "Ромашка-2" по счету № 1207',
    'за ООО "Ромашкаинвест" по счету № 1207',
    'счет 1207 за компанию с ИНН 77000000231',
  ])('waits for written confirmation otherwise: %s', (purpose) => {
    const decision = matchPayment(payment(purpose, stranger), { openInvoices: [invoice(), other] });
    expect(decision).toMatchObject({ kind: 'unallocated', because: 'third_party' });
    expect(decision).toHaveProperty(
      'detail',
      'Счёт № 1207 выставлен клиенту ООО "Ромашка", а платит АО "Василёк" (ИНН 7700000030): ' +
        'в назначении клиент не назван, нужно письменное подтверждение.',
    );
  });

  it('is not rescued by an open invoice of the payer itself with the same sum', () => {
    expect(decide(payment('счет № 1207', stranger), invoice(), other)).toBe('third_party');
  });

  it('is not credited for the name alone', () => {
    expect(decide(payment('за ООО "Ромашка"', stranger), invoice())).toBe('unknown_payer');
  });
});

describe('a payment that names no open invoice', () => {
  it('is credited by INN and exact sum', () => {
    expect(decide(payment('Пополнение баланса'), other, invoice())).toBe('inn_and_sum invoice-1207');
    expect(decide(payment('счет № 999'), invoice())).toBe('inn_and_sum invoice-1207');
  });

  it('goes to the oldest of two such invoices of one account', () => {
    const older = invoice({ id: 'older', number: '1100', issuedOn: localDate('2026-09-01') });
    expect(decide(payment('Пополнение'), invoice(), older)).toBe('inn_and_sum older');
    expect(decide(payment('Пополнение'), older, invoice())).toBe('inn_and_sum older');
  });

  it('is for a person to decide when two accounts of one company wait for the same sum', () => {
    expect(decide(payment('Пополнение'), invoice(), invoice({ accountId: 'account-9' }))).toBe('ambiguous');
  });

  it.each<[string, MatchedPayment]>([
    ['no_invoice', payment('Пополнение баланса', { amount: 1219999n })],
    ['no_invoice', payment('счет № 999', stranger)],
    ['unknown_payer', payment('Пополнение баланса', { inn: '7707083893' })],
    ['unknown_payer', payment('Пополнение баланса', { inn: null })],
  ])('else it stays unallocated: %s', (because, paid) => {
    const decision = matchPayment(paid, { openInvoices: [invoice()] });
    expect(decision).toMatchObject({ kind: 'unallocated', because });
    expect(decision).toHaveProperty('detail', expect.stringMatching(/^[А-ЯЁ].*\.$/));
  });

  it('is never credited by a name or by a sum alone', () => {
    const noInn = invoice({ customerInn: null });
    expect(decide(payment('Пополнение', { inn: null }), invoice(), noInn)).toBe('unknown_payer');
  });
});

describe('a decision', () => {
  const date = fc.constantFrom('2025-09-01', '2026-10-05', '2026-11-01').map(localDate);
  const inn = fc.constantFrom('7700000023', '7700000030', null);
  const name = fc.constantFrom('ООО "Ромашка"', 'АО "Василёк"');
  const amount = fc.constantFrom(500000n, 1220000n);
  const open = fc
    .array(
      fc.record({
        accountId: fc.constantFrom('a', 'b'),
        number: fc.constantFrom('1', '2'),
        issuedOn: date,
        amount,
        customerInn: inn,
        customerName: name,
      }),
      { maxLength: 5 },
    )
    .map((all) => all.map((one, index): OpenInvoice => ({ ...one, id: `i${index}` })));
  const purpose = fc.constantFrom('', 'счет № 1', 'счет 1 и 2', 'счет 1 за АО Василек', 'сч 2 от 01.09.2025');

  it('rests on a named number, or on the INN and the sum, and on nothing less', () => {
    fc.assert(
      fc.property(open, purpose, inn, name, amount, (openInvoices, text, payerInn, payerName, paid) => {
        const decision = matchPayment(payment(text, { inn: payerInn, name: payerName, amount: paid }), {
          openInvoices,
        });
        if (decision.kind === 'unallocated') return;
        const chosen = openInvoices.find((one) => one.id === decision.invoiceId)!;
        expect(decision.accountId).toBe(chosen.accountId);
        const sameInn = payerInn !== null && payerInn === chosen.customerInn;
        if (decision.because === 'inn_and_sum') expect(sameInn && chosen.amount === paid).toBe(true);
        else {
          expect(text).toMatch(new RegExp(`\\b${chosen.number}\\b`));
          const proven = sameInn || chosen.customerInn === null || namesCustomer(text, chosen.customerName);
          expect(proven || (payerInn === null && payerName === chosen.customerName)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not depend on the order in which invoices are offered', () => {
    fc.assert(
      fc.property(open, purpose, inn, amount, (openInvoices, text, payerInn, paid) => {
        const from = (offered: OpenInvoice[]) => {
          const decision = matchPayment(payment(text, { inn: payerInn, amount: paid }), {
            openInvoices: offered,
          });
          return [decision.because, decision.kind === 'invoice' ? decision.accountId : ''];
        };
        expect(from([...openInvoices].reverse())).toEqual(from(openInvoices));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('names of customers', () => {
  it.each([
    ['ООО "Ромашка"', 'Общество с ограниченной ответственностью Ромашка', true],
    ['ООО «РОМАШКА»', 'ромашка ооо', true],
    ['ООО Ромашка', 'Ромашка', true],
    ['ООО Ромашка', 'АО Ромашка', false],
    ['ИП Иванов Иван Иванович', 'Индивидуальный предприниматель Иванов Иван Иванович', true],
    ['ООО', 'ООО', false],
    ['', '', false],
  ])('%j and %j', (a, b, same) => {
    expect(isSameName(a, b)).toBe(same);
  });

  it('of a letter or two are recognised only beside their legal form', () => {
    expect(namesCustomer('счет 1 за А', 'ООО "А"')).toBe(false);
    expect(namesCustomer('счет 1 за ООО "А"', 'ООО "А"')).toBe(true);
  });
});
