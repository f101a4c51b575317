import { Exact, addDays, nextBoundary, parsePeriod, printMinor, type Minor, type Span } from '@rocket/kernel';
import fc from 'fast-check';
import { prorateExact, unusedOf } from './changes';
import { costBeyond, differenceLeft, shareOfFreeTerm, type FreeTerm } from './free-term';
import { forecastRenewals } from './forecast';
import { endInSight } from './periods';
import { planOne, planResumption, planStart } from './planner';
import { runInstant } from './run-time';
import {
  ZONE,
  account,
  changed,
  charged,
  day,
  grant,
  outage,
  roubles,
  runOfPast,
  runOn,
  states,
  subscription,
} from './testing/scenario';

const days = (id: string, count: number, quantity = 1): FreeTerm => ({
  id,
  quantity,
  length: { days: count },
});
const until = (id: string, last: string): FreeTerm => ({
  id,
  quantity: 1,
  length: { until: addDays(day(last), 1) },
});
const given = (
  paidTo: string,
  freeTerms: FreeTerm[],
  more: Parameters<typeof subscription>[1] | object = {},
) => ({ ...subscription('s', { paidTo, ...more }), freeTerms });

describe('a product given free of charge (rule 8; first offer, 3.12)', () => {
  it('begins when what is paid ends, costs nothing, and the ordinary renewal follows from its end', () => {
    const first = runOn(account('100', [given('2026-06-01', [days('g', 10)])]), '2026-06-01');
    expect(charged(first)).toEqual(['s 2026-06-01..2026-06-11 0']);
    expect(first.charges[0]).toMatchObject({ cost: 0n, freeTerm: { id: 'g' } });
    const second = runOn(first.after, '2026-06-11');
    expect(charged(second)).toEqual(['s 2026-06-11..2026-07-11 10000']);
    expect(second.after.subscriptions[0]).toMatchObject({ freeQuantity: null, freeTerms: [] });
  });

  it('is given though nothing renews by itself and there is no money; afterwards it ends', () => {
    const first = runOn(
      account('0', [given('2026-06-01', [days('g', 3)], { autoRenew: false })]),
      '2026-06-01',
    );
    expect(changed(first)).toEqual(['s renewed 2026-06-01']);
    expect(changed(runOn(first.after, '2026-06-04'))).toEqual(['s ended 2026-06-04']);
  });

  it('follows a trial; two given terms follow each other, the older first', () => {
    const state = account('0', [given('2026-06-01', [days('a', 2), days('b', 3)], { state: 'trial' })]);
    const plan = runOfPast(state, '2026-06-05', '2026-06-05');
    expect(charged(plan)).toEqual(['s 2026-06-01..2026-06-03 0', 's 2026-06-03..2026-06-06 0']);
    expect(states(plan)).toEqual(['s active 2026-06-06']);
  });

  it('starts today for a suspended subscription and for one just made', () => {
    const suspended = account('0', [given('2026-05-01', [days('g', 7)], { state: 'suspended' })]);
    const now = runInstant(day('2026-06-10'), ZONE);
    expect(charged(planResumption(suspended, day('2026-06-10'), now))).toEqual([
      's 2026-06-10..2026-06-17 0',
    ]);
    expect(planStart(suspended, 's', day('2026-06-10'), now)).toMatchObject({
      charges: [{ periodStart: '2026-06-10', periodEnd: '2026-06-17', amount: 0n }],
    });
    expect(
      charged(planOne(account('0', [given('2026-06-09', [days('g', 7)])]), 's', day('2026-06-10'), now)),
    ).toEqual(['s 2026-06-09..2026-06-16 0']);
  });

  it('lasts to the end of the day it was promised until, and gives nothing when that day has passed', () => {
    expect(
      charged(runOn(account('0', [given('2026-06-01', [until('g', '2026-06-09')])]), '2026-06-01')),
    ).toEqual(['s 2026-06-01..2026-06-10 0']);
    const late = account('100', [given('2026-06-10', [until('g', '2026-06-09')])]);
    expect(charged(runOn(late, '2026-06-10'))).toEqual(['s 2026-06-10..2026-07-10 10000']);
  });

  it('is not given after the contract (6.7), and waits while staff hold the account', () => {
    const subscriptions = [given('2026-06-01', [days('g', 10)])];
    expect(changed(runOn(account('0', subscriptions, { terminated: true }), '2026-06-01'))).toEqual([
      's ended 2026-06-01',
    ]);
    const held = runOn(account('0', subscriptions, { heldByStaff: true }), '2026-06-01');
    expect(changed(held)).toEqual(['s held 2026-06-01']);
    const lifted = runOn({ ...held.after, heldByStaff: false }, '2026-06-20');
    expect(charged(lifted)).toEqual(['s 2026-06-20..2026-06-30 0']);
  });

  it('does not lose days to an outage of ours: it ends that many days later', () => {
    const outages = [outage('2026-06-03', '2026-06-05')];
    const plan = runOn(account('0', [given('2026-06-01', [days('g', 10)])], { outages }), '2026-06-01');
    expect(charged(plan)).toEqual(['s 2026-06-01..2026-06-13 0']);
  });

  it('is foreseen by the forecast as the run does it', () => {
    const state = account('100', [given('2026-06-01', [days('g', 10)])]);
    const now = runInstant(day('2026-06-01'), ZONE);
    const foreseen = forecastRenewals(state, day('2026-06-01'), day('2026-06-30'), now);
    expect(foreseen.flatMap(({ plan }) => charged(plan))).toEqual([
      's 2026-06-01..2026-06-11 0',
      's 2026-06-11..2026-07-11 10000',
    ]);
  });
});

describe('units above the free ones', () => {
  it('are charged for the days of the term, bonus before money', () => {
    const state = account('100', [given('2026-06-01', [days('g', 15)], { quantity: 3 })], {
      grants: [grant('b', '30')],
    });
    const plan = runOn(state, '2026-06-01');
    expect(plan.charges[0]).toMatchObject({
      cost: roubles('100'),
      amount: roubles('100'),
      quantity: 3,
      draw: { money: roubles('70'), uses: [{ grantId: 'b', amount: roubles('30') }] },
    });
    expect(plan.after).toMatchObject({ money: roubles('30') });
  });

  it('use up a credit first', () => {
    const state = account('100', [given('2026-06-01', [days('g', 15)], { quantity: 2, credit: 1000n })]);
    expect(runOn(state, '2026-06-01')).toMatchObject({
      charges: [{ cost: 5000n, creditUsed: 1000n, amount: 4000n }],
      after: { money: 6000n, subscriptions: [{ credit: 0n }] },
    });
  });

  it.each([
    ['the balance does not reach', '99.99', true],
    ['nothing renews by itself', '1000', false],
  ])('are let go when %s; what was given is given', (_, money, autoRenew) => {
    const state = account(money, [
      given('2026-06-01', [days('g', 15)], { quantity: 3, autoRenew, credit: 0n }),
    ]);
    const plan = runOn(state, '2026-06-01');
    expect(plan.charges[0]).toMatchObject({ amount: 0n, quantity: 1, creditUsed: 0n });
    expect(plan.after).toMatchObject({
      money: roubles(money),
      subscriptions: [{ quantity: 1, state: 'active' }],
    });
  });
});

describe('a term given by a promotion to what is connected just now', () => {
  it('never touches money or bonus while it lasts, and is given once', () => {
    const start = day('2026-06-01');
    fc.assert(
      fc.property(
        fc.record({
          money: fc.nat(1000),
          bonus: fc.nat(1000),
          units: fc.integer({ min: 1, max: 9 }),
          above: fc.nat(3),
          length: fc.integer({ min: 1, max: 90 }),
          isUntil: fc.boolean(),
          trial: fc.nat(14),
          autoRenew: fc.boolean(),
        }),
        ({ money, bonus, units, above, length, isUntil, trial, autoRenew }) => {
          const begins = addDays(start, trial);
          const ends = addDays(begins, length);
          const term: FreeTerm = {
            id: 'g',
            quantity: units + above,
            length: isUntil ? { until: ends } : { days: length },
          };
          const state = trial > 0 ? ('trial' as const) : ('suspended' as const);
          const connected = given(begins, [term], { state, quantity: units, autoRenew });
          const before = account(`${money}`, [connected], {
            grants: bonus > 0 ? [grant('b', `${bonus}`)] : [],
          });
          const now = runInstant(start, ZONE);
          const plan = trial > 0 ? null : planStart(before, 's', start, now);
          if (plan && 'required' in plan) throw new Error('A free term was refused');
          const runs = forecastRenewals(plan?.after ?? before, addDays(start, 1), addDays(ends, 40), now);
          const all = [...(plan?.charges ?? []), ...runs.flatMap((run) => run.plan.charges)];
          const free = all.filter((charge) => charge.freeTerm);
          expect(free.map((each) => [each.periodStart, each.periodEnd])).toEqual([[begins, ends]]);
          const inside = all.filter((each) => each.businessDate < ends);
          expect(inside.map((each) => [each.amount, each.draw])).toEqual([[0n, { uses: [], money: 0n }]]);
        },
      ),
    );
  });

  it('takes units above the free ones for money once, though nothing renews afterwards', () => {
    const connected = given('2026-06-01', [days('g', 15)], {
      state: 'suspended',
      quantity: 3,
      autoRenew: false,
    });
    const start = (money: string) =>
      planStart(account(money, [connected]), 's', day('2026-06-01'), runInstant(day('2026-06-01'), ZONE));
    expect(start('100')).toMatchObject({ charges: [{ amount: roubles('100'), quantity: 3 }] });
    expect(start('99')).toMatchObject({ charges: [{ amount: 0n, quantity: 1 }] });
  });
});

describe('a change of quantity inside a free term', () => {
  const price = { priceId: 'p', unitPrice: '100' };
  const use = {
    span: { start: day('2026-06-01'), end: day('2026-06-15') },
    period: parsePeriod('P1M'),
    price,
  };

  it('charges the difference for the days left, by the days of an ordinary period', () => {
    // 8 of the 30 days of June are left of a term of 14.
    expect(differenceLeft({ ...use, free: 1 }, 1, 2, day('2026-06-07'))).toBe(2667n);
    expect(differenceLeft({ ...use, free: 2 }, 1, 2, day('2026-06-07'))).toBe(0n);
    expect(differenceLeft({ ...use, free: 2 }, 1, 3, day('2026-06-07'))).toBe(2667n);
  });

  it('gives nothing back for units that were free', () => {
    expect(differenceLeft({ ...use, free: 5 }, 5, 1, day('2026-06-01'))).toBe(0n);
    expect(differenceLeft({ ...use, free: 2 }, 3, 1, day('2026-06-07'))).toBe(-2667n);
  });

  it('charges nothing for days lost to an outage of ours, and all of those given back behind the term', () => {
    const lost = [{ start: day('2026-06-09'), end: day('2026-06-12') }];
    const prolonged = { ...use, span: { start: day('2026-06-01'), end: day('2026-06-18') }, free: 1, lost };
    // 8 usable days are left of a term of 14: 7, 8, and 12–17 June.
    expect(differenceLeft(prolonged, 1, 2, day('2026-06-07'))).toBe(2667n);
  });

  it('is the ordinary rule in an ordinary period', () => {
    expect(differenceLeft({ ...use, free: null }, 1, 2, day('2026-06-08'))).toBe(5000n);
  });

  it('costs nothing below the free number, whatever the tiers', () => {
    const tiered = {
      ...price,
      tiers: [
        { upTo: 2, unitPrice: '100' },
        { upTo: null, unitPrice: '50' },
      ],
    };
    expect([1, 2, 3, 4].map((quantity) => costBeyond(tiered, quantity, 2).toFixed())).toEqual([
      '0',
      '0',
      '50',
      '100',
    ]);
  });

  it('is rounded once where units above the free ones have a price of more than two decimals', () => {
    const fine = { ...price, unitPrice: '0.125' };
    // 5 of 30 days of 0.625 are 10.42 kopecks; of 0.63, rounded before, they would be 10.5, which is 11.
    expect(differenceLeft({ ...use, price: fine, free: 2 }, 2, 7, day('2026-06-10'))).toBe(10n);
  });
});

describe('the share of a free term', () => {
  const major = (amount: Minor): Exact => new Exact(printMinor(amount));
  const periods = fc.constantFrom('P1D', 'P7D', 'P21D', 'P1M', 'P3M', 'P1Y').map(parsePeriod);
  const starts = fc.integer({ min: 0, max: 1000 }).map((n) => addDays(day('2026-01-01'), n));

  it('of exactly one ordinary period is the ordinary proration of any of its days', () => {
    fc.assert(
      fc.property(periods, starts, fc.bigInt(0n, 10n ** 9n), fc.nat(366), (period, start, amount, later) => {
        const span: Span = { start, end: nextBoundary(start, period, start) };
        const on = addDays(start, later);
        const share = shareOfFreeTerm(major(amount), period, span, on);
        expect(share).toBe(prorateExact(major(amount), unusedOf(span, on)));
      }),
    );
  });

  it('of n whole periods is n times the amount, and never grows as days go by', () => {
    fc.assert(
      fc.property(
        periods,
        starts,
        fc.bigInt(1n, 10n ** 9n),
        fc.integer({ min: 1, max: 5 }),
        (period, start, amount, n) => {
          let end = start;
          for (let i = 0; i < n; i += 1) end = nextBoundary(start, period, end);
          const span = { start, end };
          expect(shareOfFreeTerm(major(amount), period, span, start)).toBe(amount * BigInt(n));
          const left = [0, 1, 5, 40].map((gone) =>
            shareOfFreeTerm(major(amount), period, span, addDays(start, gone)),
          );
          expect(left).toEqual([...left].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
          expect(shareOfFreeTerm(major(amount), period, span, end)).toBe(0n);
        },
      ),
    );
  });
});

it('the end a customer is shown comes after what was given free', () => {
  const state = account('0', [given('2026-06-01', [days('g', 10)], { autoRenew: false })]);
  expect(endInSight(state.subscriptions[0]!, state)).toEqual({ on: '2026-06-11', reason: 'auto_renew_off' });
});
