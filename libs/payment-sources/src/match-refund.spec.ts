import { localDate } from '@rocket/kernel';
import { givesBack, matchRefund, type BankRefund } from './match-refund';
import type { GivenBack, OutgoingPayment } from './incoming-payments';

const INN = '7700000023';
const THEIRS = '40702810500000000002';
const OURS = '40702810410000551190';
const PURPOSE =
  'Возврат неиспользованных средств по расторгнутому договору, лицевой счёт 30000001. В том числе НДС 22% 2200-00 руб.';

const refund = (changes: Partial<BankRefund> = {}): BankRefund => ({
  id: 'refund-1',
  state: 'awaited',
  amount: 1_220_000n,
  payeeInn: INN,
  payeeAccount: THEIRS,
  accountNumber: '30000001',
  requestedOn: localDate('2027-01-22'),
  orders: [{ number: 7, datedOn: localDate('2027-01-22') }],
  ...changes,
});
const party = (inn: string | null, account: string | null) => ({
  ...{ name: 'ООО "Ромашка"', inn, account, kpp: null, bic: null, bankName: null },
});
const line = (changes: Partial<OutgoingPayment> = {}): OutgoingPayment => ({
  reference: 'a',
  sentOn: localDate('2027-01-23'),
  amount: 1_220_000n,
  payee: party(INN, THEIRS),
  ourAccount: OURS,
  purpose: PURPOSE,
  documentNumber: '7',
  documentDate: localDate('2027-01-22'),
  currency: null,
  line: 19,
  isReversal: false,
  ...changes,
});
const told = (paid: OutgoingPayment, ...refunds: BankRefund[]): string => {
  const match = matchRefund(paid, refunds);
  if (match === null) return 'nothing';
  return match.kind === 'refund' ? match.id : `${match.because}: ${match.ids.join(' ')}`;
};
const twin = refund({ id: 'refund-2', accountNumber: '30000002', orders: [] });

describe('an outgoing line pays a refund', () => {
  it.each([
    ['the number of our order', line({ purpose: 'Возврат по договору' })],
    ['our purpose', line({ documentNumber: '915' })],
    ['a number with zeros before it', line({ purpose: 'Возврат', documentNumber: '0007' })],
    ['the account, where the bank wrote no INN', line({ payee: party(null, THEIRS) })],
    ['a later day of the document', line({ documentDate: localDate('2027-01-25'), purpose: '' })],
  ])('by %s, with the exact sum and the payee', (_, paid) => {
    expect(told(paid, refund())).toBe('refund-1');
  });

  it('also one that a person has marked, and the one still waiting before the one that is proved', () => {
    expect(told(line(), refund({ state: 'paid' }))).toBe('refund-1');
    expect(told(line(), refund({ state: 'proved' }), refund({ id: 'refund-3' }))).toBe('refund-3');
  });

  it('of one of two customers of one company, by the number and the purpose together', () => {
    expect(told(line(), twin, refund())).toBe('refund-1');
    expect(
      told(line({ purpose: PURPOSE.replace('30000001', '30000002'), documentNumber: '9' }), twin, refund()),
    ).toBe('refund-2');
  });
});

describe('a person decides about an outgoing line', () => {
  it.each([
    [
      'several',
      'its number is of one and its purpose of another',
      line({ purpose: PURPOSE.replace('0001', '0002') }),
    ],
    [
      'several',
      'both account numbers stand in it',
      line({ documentNumber: '9', purpose: `${PURPOSE} и 30000002` }),
    ],
  ])('%s: %s', (because, _, paid) => {
    expect(told(paid, refund(), twin)).toBe(`${because}: refund-1 refund-2`);
  });

  it.each([
    ['not_named', line({ purpose: 'Возврат', documentNumber: '9' })],
    ['not_named', line({ purpose: 'Возврат денег', documentDate: localDate('2027-01-21') })],
    ['other_payee', line({ payee: party('7700000030', THEIRS) })],
    ['other_payee', line({ payee: party(null, '40702810500000000099') })],
    ['other_sum', line({ amount: 1_220_001n })],
  ])('%s', (because, paid) => {
    expect(told(paid, refund())).toBe(`${because}: refund-1`);
  });

  it('paid_twice: the refund has its line, and this is another', () => {
    expect(told(line(), refund({ state: 'proved' }))).toBe('paid_twice: refund-1');
  });
});

it.each([
  ['what the bank itself took back', line({ isReversal: true })],
  ['a line of a day before the request', line({ sentOn: localDate('2027-01-21') })],
  ['the name alone', line({ payee: party('7700000030', null), purpose: 'Аренда', documentNumber: '9' })],
  ['the payee and the sum alone', line({ purpose: 'Оплата по счёту № 5', documentNumber: '9' })],
  [
    'the number alone, of another program',
    line({ amount: 100n, payee: party('7700000030', null), purpose: 'Аренда' }),
  ],
  [
    'a longer number in the purpose',
    line({ documentNumber: '9', amount: 1n, purpose: PURPOSE.replace('30000001', '130000001') }),
  ],
])('nothing is matched by %s', (_, paid) => {
  expect(told(paid, refund())).toBe('nothing');
});

describe('a payment came back', () => {
  const back = (changes: Partial<GivenBack> = {}): GivenBack => ({
    amount: 1_220_000n,
    payer: party(INN, THEIRS),
    payeeAccount: OURS,
    purpose: 'Возврат платежа: счёт получателя закрыт',
    receivedOn: localDate('2027-01-24'),
    line: 40,
    isReversal: false,
    ...changes,
  });

  it.each([
    ['from the payee', back()],
    [
      'from a transit account, naming the document',
      back({ payer: party(null, '30232810000000000001'), purpose: 'Возврат п/п № 7 от 22.01.2027' }),
    ],
    ['as a reversal without another side', back({ payer: party(null, null), purpose: '', isReversal: true })],
  ])('%s', (_, given) => {
    expect(givesBack(given, line())).toBe(true);
  });

  it.each([
    ['another sum', back({ amount: 1n })],
    ['an earlier day', back({ receivedOn: localDate('2027-01-22') })],
    ['another account of ours', back({ payeeAccount: '40702810900000000009' })],
    ['an ordinary payment of the customer', back({ purpose: 'Оплата по счёту № 7' })],
    [
      'another document of a stranger',
      back({ payer: party('7700000030', null), purpose: 'Возврат п/п № 17' }),
    ],
  ])('not by %s', (_, given) => {
    expect(givesBack(given, line())).toBe(false);
  });
});
