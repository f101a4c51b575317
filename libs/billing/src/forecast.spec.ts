import { addDays } from '@rocket/kernel';
import fc from 'fast-check';
import { forecastBalance, forecastRenewals, foresee, usableBonus } from './forecast';
import { planRenewals } from './planner';
import { runInstant } from './run-time';
import { ZONES, accountFrom, firstDay, type Zone } from './testing/arbitrary-accounts';
import {
  account,
  announced,
  charged,
  day,
  grant,
  outage,
  roubles,
  runOn,
  subscription,
} from './testing/scenario';

const now = new Date('2026-06-09T09:00:00Z');
const daily = subscription('d', { paidTo: '2026-06-10', price: '10', period: 'P1D' });
const monthly = subscription('m', { paidTo: '2026-06-15' });

describe('the forecast', () => {
  const busy = account(
    '420',
    [
      { ...daily, credit: roubles('15') },
      { ...monthly, announced: [announced('150', '2026-07-01')] },
      subscription('trial', { state: 'trial', paidTo: '2026-06-12', price: '60', period: 'P21D' }),
      subscription('off', { paidTo: '2026-06-20', autoRenew: false }),
    ],
    {
      grants: [grant('g', '70', { expiresAt: new Date('2026-06-30T21:00:00Z') })],
      outages: [outage('2026-06-17', '2026-06-19')],
    },
  );

  it('of each day is what the run of that day then does', () => {
    const days = new Map(
      forecastRenewals(busy, day('2026-06-10'), day('2026-08-20'), now).map((each) => [each.date, each]),
    );
    let state = busy;
    for (let date = day('2026-06-10'); date <= '2026-08-20'; date = addDays(date, 1)) {
      const plan = runOn(state, date);
      state = plan.after;
      const said = days.get(date);
      expect(said?.plan.charges ?? []).toEqual(plan.charges);
      expect(said?.plan.changes ?? []).toEqual(plan.changes);
      if (said) expect(said.money).toBe(state.money);
    }
    expect(days.size).toBeGreaterThan(20);
  });

  it('loses nothing on the days it skips, whatever the account', () => {
    const zones = fc.constantFrom(...(Object.keys(ZONES) as Zone[]));
    const accounts = fc
      .tuple(firstDay, zones, fc.boolean())
      .chain(([first, zone, terminated]) =>
        accountFrom(first, zone).map((state) => ({ first, state: { ...state, terminated } })),
      );
    fc.assert(
      fc.property(accounts, ({ first, state: initial }) => {
        const until = addDays(first, 45);
        const at = runInstant(first, initial.timeZone);
        const told = forecastRenewals(initial, first, until, at).map(({ date, plan }) => [
          date,
          plan.charges,
          plan.changes,
        ]);
        const came = [];
        let state = initial;
        for (let date = first; date <= until; date = addDays(date, 1)) {
          const plan = planRenewals(state, {
            businessDate: date,
            today: date,
            now: runInstant(date, state.timeZone),
          });
          state = plan.after;
          if (plan.changes.length > 0) came.push([date, plan.charges, plan.changes]);
        }
        expect(told).toEqual(came);
      }),
      { numRuns: 300 },
    );
  });

  it('shows only days on which something happens', () => {
    const days = forecastRenewals(account('1000', [monthly]), day('2026-06-10'), day('2026-08-14'), now);
    expect(days.map((each) => [each.date, each.money, each.bonus])).toEqual([
      ['2026-06-15', roubles('900'), 0n],
      ['2026-07-15', roubles('800'), 0n],
    ]);
  });

  it('plays its last day too', () => {
    const days = forecastRenewals(account('1000', [monthly]), day('2026-06-10'), day('2026-06-15'), now);
    expect(days).toHaveLength(1);
  });

  it('lets a bonus end on its way and counts the rest of the usable ones', () => {
    const ending = grant('ending', '500', { priority: 1, expiresAt: new Date('2026-07-14T21:00:00Z') });
    const state = account('1000', [monthly], { grants: [ending, grant('kept', '30')] });
    const days = forecastRenewals(state, day('2026-06-10'), day('2026-07-20'), now);
    expect(days.map((each) => [each.money, each.bonus])).toEqual([
      [roubles('1000'), roubles('430')],
      [roubles('930'), 0n],
    ]);
  });

  it('uses no bonus that is gone by now, when the run of its first day is already late', () => {
    const gone = grant('gone', '500', { expiresAt: new Date('2026-06-15T08:00:00Z') });
    const late = forecastRenewals(
      account('100', [monthly], { grants: [gone] }),
      day('2026-06-15'),
      day('2026-06-15'),
      new Date('2026-06-15T09:00:00Z'),
    );
    expect(late[0]!.money).toBe(0n);
  });

  it('of a suspended account shows nothing until there is money', () => {
    const waits = subscription('w', { state: 'suspended', paidTo: '2026-06-01' });
    expect(forecastRenewals(account('99', [waits]), day('2026-06-10'), day('2026-07-10'), now)).toEqual([]);
  });

  it('plays three years of days at most, and says until when it has told all', () => {
    const asked = [day('2026-06-10'), day('2036-06-10'), now] as const;
    const told = foresee(account('100000000', [daily]), ...asked);
    expect(told.days).toHaveLength(1101);
    expect(charged(told.days.at(-1)!.plan)[0]).toMatch(/^d 2029-06-14/);
    expect(told.until).toBe('2029-06-14');
  });

  it('tells ten years of an account that is charged every month', () => {
    const told = foresee(account('100000000', [monthly]), day('2026-06-10'), day('2036-06-10'), now);
    expect(told.until).toBe('2036-06-10');
    expect(told.days.at(-1)!.date > day('2036-05-01')).toBe(true);
  });
});

describe('the day on which money runs out', () => {
  const of = (money: string) =>
    forecastBalance(account(money, [daily, monthly]), day('2026-06-10'), day('2026-06-09'), now);

  it('is the first day that will be suspended, by real renewals', () => {
    expect(of('45')).toMatchObject({ emptyOn: '2026-06-14', daysLeft: 5 });
    expect(of('60')).toMatchObject({ emptyOn: '2026-06-15', daysLeft: 6 });
  });

  it('is nothing when money lasts past the horizon', () => {
    expect(of('1000000')).toMatchObject({ emptyOn: null, daysLeft: null });
  });

  it('is today for what should have been paid already', () => {
    const late = forecastBalance(account('0', [daily]), day('2026-06-20'), day('2026-06-20'), now);
    expect(late).toMatchObject({ emptyOn: '2026-06-20', daysLeft: 0 });
  });

  it('does not change what the next 30 days ask for', () => {
    // 30 days at 10 and one month at 100, paid or not.
    expect(of('0').next30Days).toBe(roubles('400'));
    expect(of('1000000').next30Days).toBe(roubles('400'));
  });
});

describe('the bonus that can be used', () => {
  it('leaves out what has ended or not begun', () => {
    const state = account('0', [], {
      grants: [
        grant('a', '10'),
        grant('ended', '20', { expiresAt: now }),
        grant('soon', '40', { effectiveAt: new Date(now.getTime() + 1) }),
      ],
    });
    expect(usableBonus(state, now)).toBe(roubles('10'));
  });
});
