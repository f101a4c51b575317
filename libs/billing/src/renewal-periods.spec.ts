import { periodEnd } from './periods';
import { planOne, planStart } from './planner';
import {
  account,
  announced,
  changed,
  charged,
  day,
  roubles,
  runOfPast,
  runOn,
  states,
  subscription,
} from './testing/scenario';

describe('periods of a subscription', () => {
  it.each([
    [
      'a month anchored on 31 January is clamped and comes back',
      'P1M',
      '2026-01-31',
      '2026-05-31',
      [
        '2026-01-31..2026-02-28',
        '2026-02-28..2026-03-31',
        '2026-03-31..2026-04-30',
        '2026-04-30..2026-05-31',
        '2026-05-31..2026-06-30',
      ],
    ],
    [
      'a month anchored on 31 January meets 29 February in a leap year',
      'P1M',
      '2028-01-31',
      '2028-03-01',
      ['2028-01-31..2028-02-29', '2028-02-29..2028-03-31'],
    ],
    [
      'three months anchored on 30 November keep the 30th',
      'P3M',
      '2026-11-30',
      '2027-06-01',
      ['2026-11-30..2027-02-28', '2027-02-28..2027-05-30', '2027-05-30..2027-08-30'],
    ],
    [
      'a year anchored on 29 February waits for the next leap year',
      'P1Y',
      '2024-02-29',
      '2028-03-01',
      [
        '2024-02-29..2025-02-28',
        '2025-02-28..2026-02-28',
        '2026-02-28..2027-02-28',
        '2027-02-28..2028-02-29',
        '2028-02-29..2029-02-28',
      ],
    ],
    [
      '21 days are counted in days',
      'P21D',
      '2026-02-10',
      '2026-03-24',
      ['2026-02-10..2026-03-03', '2026-03-03..2026-03-24', '2026-03-24..2026-04-14'],
    ],
    [
      'a day tariff pays each day on its own',
      'P1D',
      '2026-02-27',
      '2026-03-01',
      ['2026-02-27..2026-02-28', '2026-02-28..2026-03-01', '2026-03-01..2026-03-02'],
    ],
  ])('%s', (_name, period, anchor, until, expected) => {
    const state = account('100000', [subscription('w', { paidTo: anchor, period, price: '1' })]);
    const spans = runOn(state, until).charges.map((each) => `${each.periodStart}..${each.periodEnd}`);
    expect(spans).toEqual(expected);
  });

  it('are charged on the first day that is not paid for, and not a day earlier', () => {
    const state = account('500', [subscription('w', { paidTo: '2026-06-10' })]);
    expect(runOn(state, '2026-06-09').changes).toEqual([]);
    const plan = runOn(state, '2026-06-10');
    expect(charged(plan)).toEqual(['w 2026-06-10..2026-07-10 10000']);
    expect(plan.changes).toEqual([
      { kind: 'renewed', subscriptionId: 'w', productCode: 'w', on: '2026-06-10', paidTo: '2026-07-10' },
    ]);
    expect(plan.after.money).toBe(roubles('400'));
    expect(plan.charges[0]).toMatchObject({ businessDate: '2026-06-10', quantity: 1, cost: 10000n });
  });

  it('begin for a trial on the day after it, and make it active', () => {
    const state = account('500', [subscription('w', { state: 'trial', paidTo: '2026-03-15' })]);
    expect(runOn(state, '2026-03-14').charges).toEqual([]);
    expect(states(runOn(state, '2026-03-15'))).toEqual(['w active 2026-04-15']);
  });

  it('end without a charge when auto-renew is off', () => {
    const state = account('500', [subscription('w', { paidTo: '2026-06-10', autoRenew: false })]);
    expect(runOn(state, '2026-06-09').changes).toEqual([]);
    const late = runOn(state, '2026-06-14');
    expect(changed(late)).toEqual(['w ended 2026-06-10']);
    expect(late.charges).toEqual([]);
    expect(late.after.money).toBe(roubles('500'));
  });

  it('end on the next run of today when auto-renew was switched off during a suspension', () => {
    const off = subscription('w', { state: 'suspended', paidTo: '2026-06-10', autoRenew: false });
    expect(changed(runOn(account('500', [off]), '2026-06-20'))).toEqual(['w ended 2026-06-20']);
  });

  it('end for who is no longer a customer, whatever the switch says', () => {
    const subscriptions = [
      subscription('runs', { paidTo: '2026-06-10' }),
      subscription('waits', { paidTo: '2026-06-01', state: 'suspended' }),
    ];
    const plan = runOn(account('500', subscriptions, { terminated: true }), '2026-06-10');
    expect(changed(plan)).toEqual(['runs ended 2026-06-10', 'waits ended 2026-06-10']);
    expect(plan.charges).toEqual([]);
  });

  it('are not renewed, and nothing resumes, while staff hold the account', () => {
    const subscriptions = [
      subscription('runs', { paidTo: '2026-06-10' }),
      subscription('paid', { paidTo: '2026-07-01' }),
      subscription('waits', { paidTo: '2026-06-01', state: 'suspended' }),
    ];
    const plan = runOn(account('5000', subscriptions, { heldByStaff: true }), '2026-06-12');
    expect(changed(plan)).toEqual(['runs held 2026-06-10']);
    expect(plan.charges).toEqual([]);
    expect(states(plan)).toEqual([
      'runs suspended 2026-06-10',
      'paid active 2026-07-01',
      'waits suspended 2026-06-01',
    ]);
  });

  it('that cost nothing are granted without money', () => {
    const plan = runOn(account('0', [subscription('w', { paidTo: '2026-06-10', price: '0' })]), '2026-06-10');
    expect(charged(plan)).toEqual(['w 2026-06-10..2026-07-10 0']);
    expect(plan.charges[0]!.draw).toEqual({ money: 0n, uses: [] });
  });

  it('of ended subscriptions are over for good', () => {
    const over = subscription('w', { state: 'ended', paidTo: '2026-06-10' });
    expect(runOn(account('500', [over]), '2026-06-20').changes).toEqual([]);
  });
});

describe('one subscription that is changed', () => {
  const two = [subscription('a', { paidTo: '2026-06-10' }), subscription('b', { paidTo: '2026-06-10' })];
  const noon = new Date('2026-06-12T09:00:00Z');

  it('is renewed first when its period is over, and its neighbours are left to the run', () => {
    const plan = planOne(account('500', two), 'b', day('2026-06-12'), noon);
    expect(charged(plan)).toEqual(['b 2026-06-10..2026-07-10 10000']);
    expect(states(plan)).toEqual(['a active 2026-06-10', 'b active 2026-07-10']);
  });

  it('is renewed on the very day its period is over', () => {
    const plan = planOne(account('500', two), 'a', day('2026-06-10'), new Date('2026-06-09T21:30:00Z'));
    expect(charged(plan)).toEqual(['a 2026-06-10..2026-07-10 10000']);
  });

  it('is left alone inside its period', () => {
    const plan = planOne(account('500', two), 'a', day('2026-06-09'), new Date('2026-06-09T09:00:00Z'));
    expect(plan.changes).toEqual([]);
  });

  it('is suspended when what is over cannot be paid', () => {
    expect(changed(planOne(account('50', two), 'a', day('2026-06-12'), noon))).toEqual([
      'a suspended 2026-06-10',
    ]);
  });
});

describe('a subscription connected without a trial', () => {
  const fresh = [
    subscription('old', { paidTo: '2026-06-10' }),
    subscription('new', { paidTo: '2026-06-12', price: '70' }),
  ];
  const noon = new Date('2026-06-12T09:00:00Z');

  it('pays its first period at once, alone', () => {
    const plan = planStart(account('100', fresh), 'new', day('2026-06-12'), noon);
    if ('required' in plan) throw new Error('Money was there');
    expect(charged(plan)).toEqual(['new 2026-06-12..2026-07-12 7000']);
    expect(changed(plan)).toEqual(['new started 2026-06-12']);
    expect(plan.after.money).toBe(roubles('30'));
  });

  it('is refused with what it asks and what there is', () => {
    expect(planStart(account('69.99', fresh), 'new', day('2026-06-12'), noon)).toEqual({
      required: 7000n,
      available: 6999n,
    });
  });
});

describe('an announced price', () => {
  const state = (...changes: Parameters<typeof announced>[]) =>
    account('10000', [
      subscription('w', { paidTo: '2026-06-10', announced: changes.map((each) => announced(...each)) }),
    ]);

  it('holds from the next period boundary on or after its date; until then the old one does', () => {
    expect(charged(runOn(state(['150', '2026-07-10']), '2026-08-10'))).toEqual([
      'w 2026-06-10..2026-07-10 10000',
      'w 2026-07-10..2026-08-10 15000',
      'w 2026-08-10..2026-09-10 15000',
    ]);
    expect(charged(runOn(state(['150', '2026-07-11']), '2026-08-10'))).toEqual([
      'w 2026-06-10..2026-07-10 10000',
      'w 2026-07-10..2026-08-10 10000',
      'w 2026-08-10..2026-09-10 15000',
    ]);
  });

  it('is pinned once it is paid', () => {
    const plan = runOn(state(['150', '2026-06-01']), '2026-06-10');
    expect(plan.after.subscriptions[0]!.price).toEqual({ priceId: 'at-150', unitPrice: '150' });
    expect(plan.charges[0]!.price.priceId).toBe('at-150');
  });

  it('of a service day in the past does not apply to that day when the run is late', () => {
    expect(charged(runOfPast(state(['150', '2026-06-11']), '2026-06-10', '2026-06-20'))).toEqual([
      'w 2026-06-10..2026-07-10 10000',
    ]);
  });

  it('applies to who resumes after its date', () => {
    const waits = subscription('w', {
      state: 'suspended',
      paidTo: '2026-06-10',
      announced: [announced('150', '2026-06-15')],
    });
    expect(charged(runOn(account('1000', [waits]), '2026-06-15'))).toEqual([
      'w 2026-06-15..2026-07-15 15000',
    ]);
  });
});

describe('a credit carried from a smaller quantity', () => {
  it('makes later charges smaller until it is used up', () => {
    const state = account('1000', [subscription('w', { paidTo: '2026-06-10', credit: roubles('130') })]);
    const plan = runOn(state, '2026-08-10');
    expect(plan.charges.map(({ cost, creditUsed, amount }) => [cost, creditUsed, amount])).toEqual([
      [10000n, 10000n, 0n],
      [10000n, 3000n, 7000n],
      [10000n, 0n, 10000n],
    ]);
    expect(plan.after.subscriptions[0]!.credit).toBe(0n);
    expect(plan.after.money).toBe(roubles('830'));
  });

  it('counts when the rest of the balance would not do', () => {
    const state = account('60', [subscription('w', { paidTo: '2026-06-10', credit: roubles('40') })]);
    expect(charged(runOn(state, '2026-06-10'))).toEqual(['w 2026-06-10..2026-07-10 6000']);
  });

  it('is kept when even with it the period does not fit', () => {
    const state = account('59.99', [subscription('w', { paidTo: '2026-06-10', credit: roubles('40') })]);
    const plan = runOn(state, '2026-06-10');
    expect(plan.changes).toMatchObject([{ kind: 'suspended', required: 6000n, available: 5999n }]);
    expect(plan.after.subscriptions[0]!.credit).toBe(roubles('40'));
  });
});

describe('the end of a period', () => {
  it('without outages is the next boundary of the anchor', () => {
    const monthly = subscription('w', { paidTo: '2026-02-28', anchor: '2026-01-31' });
    expect(periodEnd(monthly, day('2026-02-28'), [])).toEqual({ paidTo: '2026-03-31', anchor: '2026-01-31' });
  });
});

describe('a period asked for by hand (QSockets 4.3.1)', () => {
  const ordered = { ...subscription('w', { paidTo: '2026-06-10', autoRenew: false }), renewsOnce: true };

  it('begins after the paid days, is charged once, and the one after it is not', () => {
    const plan = runOn(account('1000', [ordered]), '2026-07-10');
    expect(charged(plan)).toEqual(['w 2026-06-10..2026-07-10 10000']);
    expect(changed(plan)).toEqual([expect.stringContaining('renewed'), expect.stringContaining('ended')]);
    expect(plan.after.money).toBe(roubles('900'));
  });

  it('waits for the money as any renewal does, and is not forgotten meanwhile', () => {
    const short = runOn(account('99.99', [ordered]), '2026-06-10');
    expect(short.changes).toMatchObject([{ kind: 'suspended', required: 10000n }]);
    const later = runOn({ ...short.after, money: roubles('100') }, '2026-06-12');
    expect(charged(later)).toEqual(['w 2026-06-12..2026-07-12 10000']);
    expect(later.after.subscriptions[0]!.renewsOnce).toBe(false);
  });
});
