import type { CorrectionFacts, UpdFacts } from '@rocket/documents';
import { localDate } from '@rocket/kernel';
import { takenBackFacts } from './delivery';

const party = {
  ...{ name: 'ООО «Ромашка»', shortName: null, inn: '7704217370', kpp: null, ogrn: null },
  address: 'Москва',
};
const upd = (year: number, gross: bigint, vatRate: string): UpdFacts => {
  const vat = (gross * BigInt(vatRate)) / (100n + BigInt(vatRate));
  const amounts = { net: gross - vat, vat, gross };
  return {
    ...{ number: '1', issuedOn: localDate(`${year}-01-31`), transferredOn: localDate(`${year}-01-31`) },
    ...{ seller: party, customer: party, basis: 'Оферта', currency: 'RUB', status: 1 },
    lines: [{ name: 'Чаты', productCode: 'chats', vatRate, ...amounts }],
    ...{ totals: amounts, servicePeriod: null, paymentDocuments: [], advanceInvoices: [] },
  } as UpdFacts;
};
const taken = (of: UpdFacts, amount: bigint, earlier: readonly CorrectionFacts[] = []): CorrectionFacts =>
  takenBackFacts(
    of,
    earlier,
    { reason: null, amount, productCode: 'chats' },
    { number: 1, on: of.issuedOn },
  )!;

it('a correction goes on from earlier ones of the same document, not of the one that had its number in another year', () => {
  const [last, current] = [upd(2025, 6_000n, '20'), upd(2026, 12_200n, '22')];
  const ofLast = taken(last, 1_200n);
  expect(taken(current, 2_440n, [ofLast]).lines[0]).toMatchObject({
    before: { gross: 12_200n, vat: 2_200n },
    after: { gross: 9_760n, vat: 1_760n },
  });
  expect(taken(last, 1_200n, [ofLast]).lines[0]).toMatchObject({
    before: { gross: 4_800n, vat: 800n },
    after: { gross: 3_600n, vat: 600n },
  });
});
