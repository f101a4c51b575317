import { localDate } from '@rocket/kernel';
import { turnoverOf, type AccountStatementFacts } from './account-statement-facts';
import { accountStatementTable } from './account-statement-table';
import { renderAccountStatement } from './render-account-statement';

const facts: AccountStatementFacts = {
  seller: { name: 'ООО «Ракета»', inn: '6732180881' },
  customer: { name: 'ООО «Ромашка» 🚀', inn: null, accountNumber: '30000001' },
  currency: 'RUB',
  from: localDate('2027-06-01'),
  to: localDate('2027-06-30'),
  madeOn: localDate('2027-07-01'),
  opening: { money: 100n, bonus: 0n },
  lines: [
    {
      on: localDate('2027-06-02'),
      what: 'Пополнение',
      money: 500000n,
      bonus: 0n,
      after: { money: 500100n, bonus: 0n },
    },
    {
      on: localDate('2027-06-02'),
      what: 'Бонус начислен',
      money: 0n,
      bonus: 3000n,
      after: { money: 500100n, bonus: 3000n },
    },
    {
      on: localDate('2027-06-03'),
      what: 'Списание',
      money: -7000n,
      bonus: -3000n,
      after: { money: 493100n, bonus: 0n },
    },
  ],
  closing: { money: 493100n, bonus: 0n },
};

describe('an account statement', () => {
  it('tells what came and what went apart for money and bonus', () => {
    expect(turnoverOf(facts.lines)).toEqual({
      moneyIn: 500000n,
      moneyOut: 7000n,
      bonusIn: 3000n,
      bonusOut: 3000n,
    });
    const table = accountStatementTable(facts);
    expect(table.rows.at(-1)!.slice(2)).toEqual([null, 7000n, 493100n, null, 3000n, 0n]);
    expect(table.totals[0]!.slice(2)).toEqual([500000n, 7000n, null, 3000n, 3000n, null]);
  });

  it('is refused when a line or the closing does not follow from what stands above', () => {
    const [first, ...rest] = facts.lines;
    const broken = { ...facts, lines: [{ ...first!, money: first!.money + 1n }, ...rest] };
    expect(() => accountStatementTable(broken)).toThrow('Line 1 of the statement');
    expect(() => accountStatementTable({ ...facts, closing: { money: 493100n, bonus: 1n } })).toThrow(
      'closing balance',
    );
  });

  it('is drawn over as many pages as it needs, and with a sign in a name that our faces do not have', async () => {
    const opening = facts.opening;
    const lines = Array.from({ length: 200 }, (_, index) => ({
      ...facts.lines[0]!,
      money: 1n,
      after: { money: opening.money + BigInt(index) + 1n, bonus: 0n },
    }));
    const bytes = await renderAccountStatement({ ...facts, lines, closing: lines.at(-1)!.after });
    const pages = Buffer.from(bytes)
      .toString('latin1')
      .match(/\/Type \/Page\b/g);
    expect(pages?.length).toBeGreaterThan(2);
  });
});
