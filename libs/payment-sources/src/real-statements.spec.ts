import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sum } from '@rocket/kernel';
import { incomingPayments } from './incoming-payments';
import { readBankStatement } from './read-bank-statement';

const samples = join(__dirname, '../../../../shared/data/bank');
const sampleSpec = existsSync(samples) ? describe : describe.skip;
if (!existsSync(samples)) console.warn('Sample statements are not here: their specs are skipped.');
const sample = (name: string) => readBankStatement(readFileSync(join(samples, name)));
const received = (name: string, ...ours: string[]) => incomingPayments(sample(name), ours);

sampleSpec('a real statement', () => {
  it('of Donkombank 1.02 is read in spite of the broken date in its header', () => {
    const statement = sample('donkombank-1.02-win1251-masked.txt');
    expect(statement).toMatchObject({
      version: '1.02',
      encoding: 'windows-1251',
      rejected: [],
      warnings: [],
    });
    expect(statement.accounts).toEqual([
      {
        line: 7,
        account: '40702810500000000001',
        from: '2018-08-20',
        to: '2018-08-23',
        opening: 49066175n,
        incoming: 0n,
        outgoing: 13902086n,
        closing: 35164089n,
      },
    ]);
    expect(statement.documents.map(({ number, amount }) => `${number} ${amount}`)).toEqual([
      '1084052 1800',
      '300 380000',
      '299 2500000',
      '1084163 3600',
      '304 5589',
      '303 8203',
      '1084162 20000',
      '302 45395',
      '1084164 50697',
      '301 510000',
      'БА8170433 3379803',
      '1084608 5000',
      '305 2239999',
      '306 4752000',
    ]);
    expect(sum(statement.documents.map((document) => document.amount))).toBe(13902086n);
    expect(statement.documents[0]).toEqual({
      line: 16,
      kind: 'Банковский ордер',
      number: '1084052',
      date: '2018-08-20',
      amount: 1800n,
      payer: {
        name: 'ООО "ОБРАЗЕЦ"',
        inn: '7700000016',
        kpp: '770001001',
        account: '40702810500000000001',
        bic: '046015804',
        bankName: 'ПАО "ДОНКОМБАНК"',
      },
      payee: {
        name: 'ПАО "ДОНКОМБАНК"',
        inn: '6164102186',
        kpp: '997950001',
        account: '70601810000052740201',
        bic: '046015804',
        bankName: 'ПАО "ДОНКОМБАНК"',
      },
      debitedOn: '2018-08-20',
      creditedOn: null,
      purpose: 'Комиссия за безналичный перевод за период с 20.08.2018 по 20.08.2018. НДС не облагается',
    });
  });

  it('of a bank like GPB 1.01 keeps the two dates apart', () => {
    const statement = sample('gpb-like-1.01-win1251.txt');
    expect(statement).toMatchObject({ version: '1.01', rejected: [], warnings: [] });
    expect(statement.documents).toHaveLength(1);
    expect(statement.documents[0]).toMatchObject({
      number: '3',
      date: '2023-03-31',
      debitedOn: '2023-04-03',
      creditedOn: null,
      amount: 10815912n,
      payer: {
        name: 'ООО Плательщик',
        account: '00000000000000000001',
        inn: '0000000002',
        bankName: 'Банк ГПБ (АО)',
      },
      payee: { name: 'ЭнергоСистемы', account: '00000000000000000002', bic: '000000002' },
      purpose: 'Оплата по счету N 1024 от 01.01.23г 18026,52',
    });
  });

  it('of a bank like Sber 1.03 has a section for each day and the INN in the name', () => {
    const statement = sample('sber-like-1.03-win1251-fictional.txt');
    expect(statement).toMatchObject({ version: '1.03', rejected: [], warnings: [] });
    expect(statement.accounts.map(({ from, closing }) => [from, closing])).toEqual([
      ['2026-08-27', 1320000n],
      ['2026-08-28', 1295000n],
    ]);
    expect(statement.documents).toHaveLength(2);
    expect(statement.documents[0]).toMatchObject({
      number: '101',
      amount: 1220000n,
      creditedOn: '2026-08-27',
      debitedOn: null,
      payer: { name: 'ООО "РОМАШКА"', inn: '7700000023', kpp: '770401001' },
      payee: { name: 'ООО "ОБРАЗЕЦ"', kpp: null },
    });
    expect(statement.documents[1]).toMatchObject({ kind: 'Банковский ордер', amount: 25000n });
  });
});

sampleSpec('money in a real statement', () => {
  it('of Donkombank has only outgoing documents for its owner', () => {
    const name = 'donkombank-1.02-win1251-masked.txt';
    expect(received(name, '40702810500000000001')).toMatchObject({
      incoming: [],
      foreignAccounts: [],
      leftOut: [],
    });
    expect(received(name, '40702810410000551190')).toEqual({
      outgoing: [],
      incoming: [],
      foreignAccounts: ['40702810500000000001'],
      leftOut: [],
    });
    expect(received(name, '40702810500000000002')).toMatchObject({
      incoming: [{ amount: 4752000n, receivedOn: '2018-08-22', documentNumber: '306' }],
      foreignAccounts: ['40702810500000000001'],
    });
  });

  it('of a bank like GPB is outgoing for the payer and incoming for the payee', () => {
    const name = 'gpb-like-1.01-win1251.txt';
    expect(received(name, '00000000000000000001').incoming).toEqual([]);
    expect(received(name, '00000000000000000002').incoming).toMatchObject([
      { amount: 10815912n, receivedOn: '2023-03-31', documentNumber: '3' },
    ]);
  });

  it('of a bank like Sber has one top-up and one fee', () => {
    expect(received('sber-like-1.03-win1251-fictional.txt', '40702810200000000001')).toMatchObject({
      incoming: [
        {
          amount: 1220000n,
          receivedOn: '2026-08-27',
          payer: { inn: '7700000023', name: 'ООО "РОМАШКА"' },
          payeeAccount: '40702810200000000001',
        },
      ],
      foreignAccounts: [],
      leftOut: [],
    });
  });
});
