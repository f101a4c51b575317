import { planResumption } from './planner';
import {
  account,
  changed,
  charged,
  day,
  grant,
  roubles,
  runOfPast,
  runOn,
  states,
  subscription,
} from './testing/scenario';

describe('when money runs short', () => {
  it('a period is paid whole or not at all', () => {
    const plan = runOn(account('99.99', [subscription('w', { paidTo: '2026-06-10' })]), '2026-06-10');
    expect(plan.charges).toEqual([]);
    expect(plan.changes).toEqual([
      {
        kind: 'suspended',
        subscriptionId: 'w',
        productCode: 'w',
        on: '2026-06-10',
        required: 10000n,
        available: 9999n,
      },
    ]);
    expect(plan.after.money).toBe(roubles('99.99'));
  });

  it('exactly enough is enough', () => {
    const plan = runOn(account('100', [subscription('w', { paidTo: '2026-06-10' })]), '2026-06-10');
    expect(charged(plan)).toHaveLength(1);
    expect(plan.after.money).toBe(0n);
  });

  it('the order of rank decides, and cheaper ones after the one that does not fit are still tried', () => {
    const paidTo = '2026-06-10';
    const state = account('250', [
      subscription('first', { paidTo, price: '100' }),
      subscription('dear', { paidTo, price: '200' }),
      subscription('cheap', { paidTo, price: '90' }),
      subscription('last', { paidTo, price: '80' }),
    ]);
    const plan = runOn(state, paidTo);
    expect(changed(plan)).toEqual([
      'first renewed 2026-06-10',
      'dear suspended 2026-06-10',
      'cheap renewed 2026-06-10',
      'last suspended 2026-06-10',
    ]);
    expect(plan.after.money).toBe(roubles('60'));
  });

  it('the rank counts and not the place in the list; equals go by id', () => {
    const paidTo = '2026-06-10';
    const state = account('100', []);
    const plan = runOn(
      {
        ...state,
        subscriptions: [
          subscription('c', { paidTo, rank: 2 }),
          subscription('b', { paidTo, rank: 1 }),
          subscription('a', { paidTo, rank: 2 }),
        ],
      },
      paidTo,
    );
    expect(changed(plan)).toEqual([
      'b renewed 2026-06-10',
      'a suspended 2026-06-10',
      'c suspended 2026-06-10',
    ]);
  });

  it('bonus and money together may pay what neither could', () => {
    const state = account('60', [subscription('w', { paidTo: '2026-06-10' })], {
      grants: [grant('g', '40')],
    });
    const plan = runOn(state, '2026-06-10');
    expect(plan.charges[0]!.draw).toEqual({ money: 6000n, uses: [{ grantId: 'g', amount: 4000n }] });
    expect(plan.after.money).toBe(0n);
    expect(plan.after.grants[0]!.remaining).toBe(0n);
  });

  it('what was available counts usable bonus, and only that', () => {
    const gone = grant('gone', '500', { expiresAt: new Date('2026-06-09T21:00:00Z') });
    const state = account('10', [subscription('w', { paidTo: '2026-06-10' })], {
      grants: [gone, grant('g', '40')],
    });
    expect(runOn(state, '2026-06-10').changes).toMatchObject([{ kind: 'suspended', available: 5000n }]);
  });
});

describe('a late run', () => {
  const daily = (id: string, paidTo: string, price = '10') =>
    subscription(id, { paidTo, price, period: 'P1D' });

  it('charges missed dates oldest first, each dated by its service day, then suspends from the first unpaid day', () => {
    const plan = runOn(account('25', [daily('w', '2026-06-10')]), '2026-06-15');
    expect(plan.charges.map((each) => each.businessDate)).toEqual(['2026-06-10', '2026-06-11']);
    expect(changed(plan)).toEqual(['w renewed 2026-06-10', 'w renewed 2026-06-11', 'w suspended 2026-06-12']);
    expect(states(plan)).toEqual(['w suspended 2026-06-12']);
    expect(plan.after.money).toBe(roubles('5'));
  });

  it('goes date by date through the whole account, not subscription by subscription', () => {
    const state = account('35', [daily('a', '2026-06-11'), daily('b', '2026-06-10')]);
    expect(changed(runOn(state, '2026-06-12'))).toEqual([
      'b renewed 2026-06-10',
      'a renewed 2026-06-11',
      'b renewed 2026-06-11',
      'a suspended 2026-06-12',
      'b suspended 2026-06-12',
    ]);
  });

  it('of a past date stops at that date', () => {
    const plan = runOfPast(account('100', [daily('w', '2026-06-10')]), '2026-06-11', '2026-06-20');
    expect(plan.charges.map((each) => each.businessDate)).toEqual(['2026-06-10', '2026-06-11']);
  });

  it('never charges days of suspension: what was suspended starts again today, from a new anchor', () => {
    const waits = subscription('w', { state: 'suspended', paidTo: '2026-05-31', anchor: '2026-01-31' });
    const plan = runOn(account('1000', [waits]), '2026-06-15');
    expect(charged(plan)).toEqual(['w 2026-06-15..2026-07-15 10000']);
    expect(changed(plan)).toEqual(['w resumed 2026-06-15']);
    expect(plan.after.subscriptions[0]!.anchor).toBe('2026-06-15');
    expect(charged(runOn(plan.after, '2026-07-15'))).toEqual(['w 2026-07-15..2026-08-15 10000']);
  });

  it('of a past date resumes nothing', () => {
    const waits = subscription('w', { state: 'suspended', paidTo: '2026-05-31' });
    expect(runOfPast(account('1000', [waits]), '2026-06-14', '2026-06-15').changes).toEqual([]);
    expect(changed(runOfPast(account('1000', [waits]), '2026-06-15', '2026-06-15'))).toEqual([
      'w resumed 2026-06-15',
    ]);
  });

  it('may let a cheaper suspended one resume with what a dearer one could not use', () => {
    const state = account('95', [
      subscription('dear', { paidTo: '2026-06-10' }),
      subscription('cheap', { paidTo: '2026-06-01', state: 'suspended', price: '95' }),
    ]);
    expect(changed(runOn(state, '2026-06-12'))).toEqual([
      'dear suspended 2026-06-10',
      'cheap resumed 2026-06-12',
    ]);
  });

  it('lets a bonus pay a missed date on which it was valid at some moment', () => {
    const day10 = {
      effectiveAt: new Date('2026-06-10T20:59:59Z'),
      expiresAt: new Date('2026-06-10T21:00:00Z'),
    };
    const state = account('0', [daily('w', '2026-06-10')], { grants: [grant('g', '100', day10)] });
    const plan = runOn(state, '2026-06-12');
    expect(changed(plan)).toEqual(['w renewed 2026-06-10', 'w suspended 2026-06-11']);
    expect(plan.charges[0]!.draw.uses).toEqual([{ grantId: 'g', amount: 1000n }]);
  });

  it('of a past date asks for bonus of that date, not of now', () => {
    const until = (expiresAt: string) => ({ expiresAt: new Date(expiresAt) });
    const since = (effectiveAt: string) => ({ effectiveAt: new Date(effectiveAt) });
    const paidBy = (when: Parameters<typeof grant>[2]) =>
      changed(
        runOfPast(
          account('0', [daily('w', '2026-06-10')], { grants: [grant('g', '10', when)] }),
          '2026-06-10',
          '2026-06-20',
        ),
      );
    expect(paidBy(until('2026-06-15T00:00:00Z'))).toEqual(['w renewed 2026-06-10']);
    expect(paidBy(since('2026-06-15T00:00:00Z'))).toEqual(['w suspended 2026-06-10']);
  });

  it('asks for today of a bonus to be valid now and not at some hour of today', () => {
    const later = grant('g', '100', { effectiveAt: new Date('2026-06-10T00:00:01Z') });
    const state = account('0', [daily('w', '2026-06-10')], { grants: [later] });
    expect(changed(runOn(state, '2026-06-10'))).toEqual(['w suspended 2026-06-10']);
    expect(changed(runOn(state, '2026-06-11'))).toEqual(['w renewed 2026-06-10', 'w renewed 2026-06-11']);
  });
});

describe('a top-up of a suspended account', () => {
  const noon = new Date('2026-06-15T09:00:00Z');
  const waits = (id: string, price: string) =>
    subscription(id, { state: 'suspended', paidTo: '2026-06-01', price, period: 'P21D' });

  it('resumes at once what fits, in order of rank, from today', () => {
    const state = account('250', [waits('a', '200'), waits('b', '100'), waits('c', '50')]);
    const plan = planResumption(state, day('2026-06-15'), noon);
    expect(charged(plan)).toEqual(['a 2026-06-15..2026-07-06 20000', 'c 2026-06-15..2026-07-06 5000']);
    expect(changed(plan)).toEqual(['a resumed 2026-06-15', 'c resumed 2026-06-15']);
    expect(states(plan)).toEqual(['a active 2026-07-06', 'b suspended 2026-06-01', 'c active 2026-07-06']);
  });

  it('leaves what runs to the run', () => {
    const state = account('250', [subscription('runs', { paidTo: '2026-06-10' }), waits('a', '200')]);
    expect(changed(planResumption(state, day('2026-06-15'), noon))).toEqual(['a resumed 2026-06-15']);
  });

  it('resumes nothing that staff hold', () => {
    const state = account('250', [waits('a', '200')], { heldByStaff: true });
    expect(planResumption(state, day('2026-06-15'), noon).changes).toEqual([]);
  });

  it('does not take a bonus that ends at this very instant', () => {
    const ends = account('0', [waits('a', '200')], { grants: [grant('g', '200', { expiresAt: noon })] });
    expect(planResumption(ends, day('2026-06-15'), noon).changes).toEqual([]);
    const ending = { ...ends, grants: [grant('g', '200', { expiresAt: new Date(noon.getTime() + 1) })] };
    expect(changed(planResumption(ending, day('2026-06-15'), noon))).toEqual(['a resumed 2026-06-15']);
  });
});
