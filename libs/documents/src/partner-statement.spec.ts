import { localDate } from '@rocket/kernel';
import {
  partnerStatementTable,
  partnerTurnoverOf,
  renderPartnerStatement,
  type PartnerStatementFacts,
} from './partner-statement';

const facts: PartnerStatementFacts = {
  seller: { name: 'ООО «Ракета»', inn: '6732180881' },
  partner: { name: 'ООО «Интегратор» 🚀', inn: '7707083893', accountNumber: '30000001' },
  contracts: [{ number: 'П-17', signedOn: localDate('2027-03-01') }],
  language: 'ru',
  currency: 'RUB',
  from: localDate('2027-04-01'),
  to: localDate('2027-05-31'),
  madeOn: localDate('2027-06-01'),
  opening: 200000n,
  lines: [
    {
      on: localDate('2027-04-05'),
      kind: 'payout',
      what: 'Выплата, платёжное поручение № 118',
      amount: -200000n,
      after: 0n,
    },
    {
      on: localDate('2027-04-07'),
      kind: 'payout_returned',
      what: 'Возврат выплаты, платёжное поручение № 118',
      amount: 200000n,
      after: 200000n,
    },
    {
      on: localDate('2027-04-30'),
      kind: 'reward',
      what: 'Вознаграждение за апрель 2027 г.: ООО «Ромашка»',
      amount: 6667n,
      after: 206667n,
    },
    {
      on: localDate('2027-05-31'),
      kind: 'taken_back',
      what: 'Удержание за май 2027 г.: ООО «Ромашка»',
      amount: -80000n,
      after: 126667n,
    },
  ],
  closing: 126667n,
};

describe('a statement of a partner', () => {
  it('tells apart what was earned, taken back and paid, less what the bank sent back', () => {
    expect(partnerTurnoverOf(facts.lines)).toEqual({ earned: 6667n, takenBack: 80000n, paid: 0n });
    const { rows, totals } = partnerStatementTable(facts);
    expect(rows.map((row) => row.slice(2))).toEqual([
      [null, null, null, 200000n],
      [null, null, 200000n, 0n],
      [null, null, -200000n, 200000n],
      [6667n, null, null, 206667n],
      [null, 80000n, null, 126667n],
    ]);
    expect(totals.map((row) => row.slice(2))).toEqual([
      [6667n, 80000n, 0n, null],
      [null, null, null, 126667n],
    ]);
  });

  it('is refused when a line or the end does not follow from what stands above', () => {
    const [first, ...rest] = facts.lines;
    const broken = { ...facts, lines: [{ ...first!, amount: -1n }, ...rest] };
    expect(() => partnerStatementTable(broken)).toThrow('Line 1 of the partner');
    expect(() => partnerStatementTable({ ...facts, closing: 0n })).toThrow('closing');
  });

  it('is a PDF whose pages each have the head of the table', async () => {
    const line = facts.lines[2]!;
    const lines = Array.from({ length: 120 }, (_, nth) => ({
      ...line,
      after: facts.opening + line.amount * BigInt(nth + 1),
    }));
    const bytes = await renderPartnerStatement({ ...facts, lines, closing: lines.at(-1)!.after });
    expect(
      Buffer.from(bytes)
        .toString('latin1')
        .match(/\/Type \/Page\b/g)!.length,
    ).toBeGreaterThan(1);
  });
});
