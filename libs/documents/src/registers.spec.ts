import { localDate } from '@rocket/kernel';
import { papersRegister, rateWords, type PaperRow } from './registers';

const paper = (kind: string, gross: bigint, more: Partial<PaperRow> = {}): PaperRow => ({
  kind,
  number: '1',
  issuedOn: localDate('2027-06-01'),
  seller: 'ООО «Ракета»',
  customer: 'ООО «Ромашка»',
  inn: '7707083893',
  kpp: '770701001',
  gross,
  vatRates: ['22'],
  vat: (gross * 22n) / 122n,
  currency: 'RUB',
  status: 'Выставлен',
  isAnnulled: false,
  ...more,
});
const period = { from: localDate('2027-06-01'), to: localDate('2027-06-30') };

it('what was asked for and what was sold are never one sum, nor are two currencies', () => {
  const rows = [
    paper('Счёт', 12_200n),
    paper('УПД', 12_200n),
    paper('УПД', 1_220n),
    paper('УПД', 500n, { currency: 'KZT', vatRates: [null], vat: 0n }),
    paper('УПД', 9_900n, { isAnnulled: true }),
  ];
  const { totals } = papersRegister(rows, period);
  expect(totals.map((line) => [line[0], line[1], line[7], line[9], line[10]])).toEqual([
    ['Счёт', 'Итого', 12_200n, 2_200n, 'RUB'],
    ['УПД', 'Итого', 500n, 0n, 'KZT'],
    ['УПД', 'Итого', 13_420n, 2_420n, 'RUB'],
  ]);
});

it('a rate is written as on the paper itself, a computed one without a per cent', () => {
  expect(['22', '22/122', '9.09', null].map(rateWords)).toEqual(['22%', '22/122', '9,09%', 'Без НДС']);
});

it('a correction of documents of two rates names both, and is not without VAT', () => {
  const rows = [paper('Корректировка', -12_100n, { vatRates: ['20', '22'], vat: -2_100n })];
  expect(papersRegister(rows, period).rows[0]!.slice(8, 10)).toEqual(['20%; 22%', -2_100n]);
});
