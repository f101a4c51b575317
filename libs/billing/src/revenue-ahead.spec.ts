import { addDays, sum } from '@rocket/kernel';
import fc from 'fast-check';
import { bonusOf } from './grants';
import { runInstant } from './run-time';
import { revenueAhead } from './revenue-ahead';
import { accountFrom, firstDay } from './testing/arbitrary-accounts';
import { ZONE, account, day, grant, roubles, runOn, subscription } from './testing/scenario';

const now = new Date('2026-06-09T09:00:00Z');
const from = day('2026-06-10');
const ahead = (...args: Parameters<typeof account>) => revenueAhead(account(...args), from, [30, 60], now);

describe('revenue ahead', () => {
  it('is what the balance reaches, bonus apart; what it lacks is at risk', () => {
    const monthly = subscription('m', { paidTo: '2026-06-15' });
    expect(ahead('150', [monthly], { grants: [grant('g', '30')] })).toEqual([
      { money: roubles('70'), bonus: roubles('30'), atRisk: 0n, stopped: 0n },
      { money: roubles('70'), bonus: roubles('30'), atRisk: roubles('100'), stopped: 0n },
    ]);
  });

  it('of what is suspended already is neither expected nor at risk', () => {
    const stopped = subscription('s', { paidTo: '2026-05-01', state: 'suspended', price: '500' });
    expect(ahead('100', [stopped])[0]).toEqual({
      ...{ money: 0n, bonus: 0n, atRisk: 0n },
      stopped: roubles('500'),
    });
  });

  it('is nothing of what will not be renewed, and of an account without products', () => {
    expect(ahead('100', [subscription('m', { paidTo: '2026-06-15', autoRenew: false })])[1]!.money).toBe(0n);
    expect(ahead('100', [])[1]).toEqual({ money: 0n, bonus: 0n, atRisk: 0n, stopped: 0n });
  });

  it('is to the kopeck what the runs of those days then take', () => {
    fc.assert(
      fc.property(
        firstDay.chain((first) => accountFrom(first, ZONE).map((state) => ({ first, state }))),
        ({ first, state: initial }) => {
          const [said] = revenueAhead(initial, first, [20], runInstant(first, ZONE));
          let state = initial;
          let [money, bonus] = [0n, 0n];
          for (let date = first; date < addDays(first, 20); date = addDays(date, 1)) {
            const plan = runOn(state, date);
            state = plan.after;
            const draws = [...plan.usage, ...plan.charges].map(({ draw }) => draw);
            money += sum(draws.map((draw) => draw.money));
            bonus += sum(draws.map(bonusOf));
          }
          expect([said!.money, said!.bonus]).toEqual([money, bonus]);
          expect(said!.atRisk >= 0n && said!.stopped >= 0n).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('grows with the days and never with less money at risk than with more', () => {
    fc.assert(
      fc.property(
        firstDay.chain((first) => accountFrom(first, ZONE).map((state) => ({ first, state }))),
        ({ first, state }) => {
          const at = runInstant(first, ZONE);
          const [short, long] = revenueAhead(state, first, [10, 30], at);
          expect(long!.money >= short!.money && long!.bonus >= short!.bonus).toBe(true);
          const rich = revenueAhead({ ...state, money: 10n ** 14n }, first, [30], at)[0]!;
          expect([rich.atRisk, rich.stopped]).toEqual([0n, 0n]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
