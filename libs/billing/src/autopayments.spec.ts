import { periodsAhead } from './autopayments';
import { account, day, grant, roubles, subscription } from './testing/scenario';

const now = new Date('2026-06-09T09:00:00Z');
const seen = (of: ReturnType<typeof account>): string[] =>
  periodsAhead(of, day('2026-06-10'), now).map(
    ({ subscriptionId, periodStart, cost, isCovered }) =>
      `${subscriptionId} ${periodStart} ${cost}${isCovered ? ' covered' : ''}`,
  );

describe('what a card would have to pay', () => {
  it('is the whole cost of the next period, however much of it is there already', () => {
    const half = account('60', [subscription('m', { paidTo: '2026-06-15' })]);
    expect(seen(half)).toEqual(['m 2026-06-15 10000']);
    expect(seen({ ...half, money: roubles('100') })).toEqual(['m 2026-06-15 10000 covered']);
  });

  it('counts a bonus that may be spent, and what earlier charges take', () => {
    const two = [
      subscription('first', { paidTo: '2026-06-15' }),
      subscription('second', { paidTo: '2026-06-20', price: '50' }),
    ];
    expect(seen(account('0', two, { grants: [grant('g', '120')] }))).toEqual([
      'first 2026-06-15 10000 covered',
      'second 2026-06-20 5000',
    ]);
    // What is not covered takes nothing: its own payment will.
    expect(seen(account('60', two))).toEqual(['first 2026-06-15 10000', 'second 2026-06-20 5000 covered']);
  });

  it('is one period of each, the first payment after a trial among them', () => {
    const daily = subscription('d', { paidTo: '2026-06-11', price: '10', period: 'P1D' });
    const trial = subscription('t', { state: 'trial', paidTo: '2026-06-12' });
    expect(seen(account('0', [daily, trial]))).toEqual(['d 2026-06-11 1000', 't 2026-06-12 10000']);
  });

  it('is nothing for what ends, what is suspended, and an account that is held or never billed', () => {
    const m = subscription('m', { paidTo: '2026-06-15' });
    expect(
      seen(
        account('0', [
          { ...m, autoRenew: false },
          { ...m, id: 's', state: 'suspended' },
        ]),
      ),
    ).toEqual([]);
    for (const more of [{ heldByStaff: true }, { terminated: true }, { neverBilled: true }])
      expect(seen(account('0', [m], more))).toEqual([]);
  });
});
