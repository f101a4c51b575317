import { localDate } from '@rocket/kernel';
import type { BankDocument, BankStatement } from './bank-statement';
import { incomingPayments } from './incoming-payments';

const OURS = '40702810410000551190';
const THEIRS = '40702810500000000002';
const party = (account: string) => ({
  name: 'ООО "Ромашка"',
  inn: '7700000023',
  kpp: null,
  account,
  bic: null,
  bankName: null,
});
const document = (changes: Partial<BankDocument> = {}): BankDocument => ({
  line: 5,
  kind: 'Платежное поручение',
  number: '101',
  date: localDate('2026-08-27'),
  amount: 1220000n,
  payer: party(THEIRS),
  payee: party(OURS),
  debitedOn: null,
  creditedOn: null,
  purpose: 'Оплата по счету № 1207',
  ...changes,
});
const statement = (...documents: BankDocument[]): BankStatement => ({
  format: '1c',
  version: '1.03',
  encoding: 'utf-8',
  accounts: [
    {
      line: 2,
      account: OURS,
      from: null,
      to: null,
      opening: null,
      incoming: null,
      outgoing: null,
      closing: null,
    },
  ],
  documents,
  rejected: [],
  warnings: [],
});
const taken = (...documents: BankDocument[]) => incomingPayments(statement(...documents), [OURS]);
const references = (...documents: BankDocument[]) => taken(...documents).incoming.map((one) => one.reference);

describe('money that reached our account', () => {
  it('becomes an incoming payment of the day it was credited', () => {
    const { incoming, foreignAccounts, leftOut } = taken(document({ creditedOn: localDate('2026-08-28') }));
    expect(incoming).toEqual([
      {
        source: 'bank',
        reference: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        receivedOn: '2026-08-28',
        amount: 1220000n,
        payer: party(THEIRS),
        payeeAccount: OURS,
        purpose: 'Оплата по счету № 1207',
        documentNumber: '101',
        documentDate: '2026-08-27',
        currency: null,
        line: 5,
      },
    ]);
    expect([foreignAccounts, leftOut]).toEqual([[], []]);
  });

  it('was received on the day of the document when the bank gives no other', () => {
    expect(taken(document()).incoming[0]!.receivedOn).toBe('2026-08-27');
  });

  it('is told by the accounts, whatever dates the bank filled in', () => {
    const day = localDate('2026-08-27');
    expect(taken(document({ debitedOn: day, creditedOn: null })).incoming).toHaveLength(1);
    const outgoing = document({ payer: party(OURS), payee: party(THEIRS), debitedOn: null, creditedOn: day });
    expect(taken(outgoing)).toMatchObject({ incoming: [], foreignAccounts: [], leftOut: [] });
    expect(taken(outgoing).outgoing).toMatchObject([{ amount: 1220000n, payee: { account: THEIRS } }]);
  });

  it.each([
    ['a transfer between our own accounts', { payer: party('40702810500000000001') }],
    ['interest of the bank', { kind: 'Банковский ордер', payer: party('70601810000000000001') }],
    ['a memorial order of the bank', { kind: 'Мемориальный ордер', payer: party('47422810000000000001') }],
    [
      'a settlement of card terminals',
      { payer: party('30232810000000000001'), purpose: 'Зачисление средств по операциям с МБК №1' },
    ],
    [
      'a settlement under an acquiring contract',
      { payer: party('30233810000000000001'), purpose: 'Возмещение по договору эквайринга 5' },
    ],
  ])('is no top-up when it is %s, and is listed', (_, changes) => {
    const result = incomingPayments(statement(document(changes)), [OURS, '40702810500000000001']);
    expect(result.incoming).toEqual([]);
    expect(result.leftOut).toEqual([{ line: 5, reason: expect.stringContaining('№ 101') as string }]);
  });

  it.each([
    ['a bank order from a customer’s account', { kind: 'Банковский ордер' }],
    ['a person’s transfer through a transit account', { payer: party('30232810000000000001') }],
    ['a payment of a bank for itself', { payer: party('30102810000000000001') }],
  ])('stays in when it is %s', (_, changes) => {
    expect(taken(document(changes)).incoming).toHaveLength(1);
  });

  it('of another company is left out and its account named', () => {
    const foreign = document({ payee: party('40702810900000000009') });
    expect(taken(foreign)).toEqual({
      outgoing: [],
      incoming: [],
      foreignAccounts: ['40702810900000000009'],
      leftOut: [],
    });
    const wrongFile = incomingPayments(
      statement(document(), document({ payer: party(OURS), payee: party(THEIRS) })),
      ['40702810900000000009'],
    );
    expect(wrongFile).toEqual({
      outgoing: [],
      incoming: [],
      foreignAccounts: [OURS],
      leftOut: [],
    });
  });
});

describe('the reference of a payment', () => {
  it('is the same in overlapping files, whatever stands around', () => {
    const later = document({ number: '102', line: 40 });
    const [first] = references(document(), later);
    expect(references(later, document({ line: 90 }))).toContain(first);
    expect(new Set(references(document(), later)).size).toBe(2);
  });

  it('does not depend on how the bank breaks or quotes the purpose, or on when it credited', () => {
    const [first] = references(document({ purpose: 'Оплата «Ромашка» по счёту № 1207' }));
    expect(
      references(
        document({
          purpose: 'ОПЛАТА "РОМАШКА" ПО  СЧЕТУ N 1207',
          creditedOn: localDate('2026-08-28'),
          payer: { ...party(THEIRS), name: 'РОМАШКА ООО', kpp: '770401001' },
        }),
      ),
    ).toEqual([first]);
  });

  it('tells identical payments of one file apart, and again the same way', () => {
    const twice = references(document(), document({ line: 20 }));
    expect(new Set(twice).size).toBe(2);
    expect(
      references(document({ line: 7 }), document({ line: 30 }), document({ number: '5' })).slice(0, 2),
    ).toEqual(twice);
    expect(references(document())).toEqual(twice.slice(0, 1));
  });

  it.each<[string, Partial<BankDocument>]>([
    ['kind', { kind: 'Инкассовое поручение' }],
    ['number', { number: '102' }],
    ['date', { date: localDate('2026-08-28') }],
    ['sum', { amount: 1220001n }],
    ['payer account', { payer: party('40702810500000000003') }],
    ['payer INN', { payer: { ...party(THEIRS), inn: '7700000030' } }],
    ['purpose', { purpose: 'Оплата по счету № 1208' }],
  ])('changes with the %s', (_, changes) => {
    expect(references(document(changes))).not.toEqual(references(document()));
  });

  it('stays what it was: receipts already recorded are known by it', () => {
    expect(references(document())).toEqual([
      '94a07fc4f6d458b209679fcc88952a8f23cd0d2c5c4389074c18ef8baba8b0bf',
    ]);
  });
});
