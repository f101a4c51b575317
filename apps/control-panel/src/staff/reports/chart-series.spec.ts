import type { ReportDto, ReportName } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { chartBars } from './chart-series';

const report = (
  name: ReportName,
  columns: Readonly<Record<string, 'money' | 'count' | 'date'>>,
): ReportDto => ({
  ...{ name, seller: null, from: null, to: null, by: 'month', today: localDate('2026-11-21') },
  ...{ title: '', about: [], parts: [], receipts: [], leftOut: 0 },
  ...{ asOf: null, kept: false, computing: null },
  columns: Object.entries(columns).map(([key, kind]) => ({ key, kind, title: key, meaning: '' })),
});
const part = (rows: (string | number)[][]) => ({ currency: 'RUB' as const, rows, totals: null });

describe('the bars of a report', () => {
  it('add up the products of one period', () => {
    const charges = report('charges', { from: 'date', netMoney: 'money', netBonus: 'money' });
    const rows = [
      ['2026-10-01', '100.50', '0.00'],
      ['2026-10-01', '0.01', '0.00'],
      ['2026-11-01', '-5.00', '0.00'],
    ];
    expect(chartBars(charges, part(rows))).toEqual({
      ...{ stacked: true, isMoney: true, lines: ['2026-10-01', '2026-11-01'] },
      // A series of nothing has no name to explain.
      series: [{ name: 'netMoney', values: [10051, -500], isMoney: true }],
    });
  });

  it('are pieces where nothing is money, and none where nothing is', () => {
    const churn = report('churn', { from: 'date', new: 'count', resumed: 'count', left: 'count' });
    expect(chartBars(churn, part([['2026-10-01', 3, 0, 1]]))).toMatchObject({
      isMoney: false,
      series: [
        { name: 'new', values: [3] },
        { name: 'left', values: [1] },
      ],
    });
    expect(chartBars(churn, part([['2026-10-01', 0, 0, 0]]))).toBeNull();
  });
});
