import { addDays } from '@rocket/kernel';
import { changeInPeriod } from './changes';
import { AT_ONCE, firstDayOf, type StartRule } from './first-day';
import { planRenewals, planResumption, planStart } from './planner';
import { account, changed, charged, day, roubles, runOn, subscription } from './testing/scenario';

const rule = (startOfPeriod: StartRule['startOfPeriod'], workingDays = 0): StartRule => ({
  startOfPeriod,
  grantDelay: { count: workingDays, unit: 'working_days' },
});
const first = (starts: StartRule, paidOn: string, previousEnd: string | null = null) =>
  firstDayOf(starts, day(paidOn), previousEnd === null ? null : day(previousEnd));

describe('the first day of a bought period', () => {
  it.each([
    ['at the charge', AT_ONCE, '2026-06-10', null, '2026-06-10'],
    ['the day after the payment (Astars 6.1)', rule('day_after_payment'), '2026-12-31', null, '2027-01-01'],
    ['within a working day of a Friday', rule('at_charge', 1), '2026-06-05', null, '2026-06-08'],
    [
      'not the day after, when the rights come later',
      rule('day_after_payment', 3),
      '2026-06-05',
      null,
      '2026-06-10',
    ],
    [
      'the transfer, bought for the first time (Itgrix 5.1)',
      rule('after_previous', 1),
      '2026-06-05',
      null,
      '2026-06-08',
    ],
    [
      'the day after the previous one ends',
      rule('after_previous', 1),
      '2026-06-05',
      '2026-07-01',
      '2026-07-01',
    ],
    [
      'the transfer, when the previous one is over',
      rule('after_previous', 1),
      '2026-06-05',
      '2026-06-05',
      '2026-06-08',
    ],
    ['the charge, whatever ran before', AT_ONCE, '2026-06-05', '2026-07-01', '2026-06-05'],
  ])('is %s', (_, starts, paidOn, previousEnd, expected) => {
    expect(first(starts, paidOn, previousEnd)).toBe(expected);
  });

  it('waits for a calendar and names its year', () => {
    expect(() => first(rule('at_charge', 1), '2027-12-31')).toThrow('2028');
  });
});

describe('a period that starts later than it is paid', () => {
  const starts = rule('day_after_payment');
  const waiting = subscription('w', { paidTo: '2026-06-01', state: 'suspended' });
  const now = new Date('2026-06-10T09:00:00Z');

  it('is anchored on its first day and charged on the day of payment', () => {
    const plan = planStart(account('100', [waiting], { starts }), 'w', day('2026-06-10'), now);
    if ('required' in plan) throw new Error('money was there');
    expect(charged(plan)).toEqual(['w 2026-06-11..2026-07-11 10000']);
    expect(plan.charges[0]!.businessDate).toBe('2026-06-10');
    expect(plan.after.subscriptions[0]).toMatchObject({ anchor: '2026-06-11', paidTo: '2026-07-11' });
  });

  it('is what a resumption brings, and a renewal leaves no gap', () => {
    const resumed = planResumption(account('300', [waiting], { starts }), day('2026-06-10'), now);
    expect(changed(resumed)).toEqual(['w resumed 2026-06-11']);
    expect(charged(runOn(resumed.after, '2026-07-11'))).toEqual(['w 2026-07-11..2026-08-11 10000']);
  });

  it('starts after the paid days before it', () => {
    const following = account('100', [waiting], { starts: rule('after_previous') });
    const plan = planStart(following, 'w', day('2026-06-10'), now, day('2026-06-25'));
    if ('required' in plan) throw new Error('money was there');
    expect(charged(plan)).toEqual(['w 2026-06-25..2026-07-25 10000']);
  });

  it('waits suspended while the calendar of its year is not known, and the others go on', () => {
    const running = subscription('r', { paidTo: '2027-12-31' });
    const state = account('1000', [waiting, running], { starts: rule('at_charge', 1) });
    const today = day('2027-12-31');
    const plan = planRenewals(state, { businessDate: today, today, now: new Date('2027-12-31T09:00:00Z') });
    expect(changed(plan)).toEqual(['r renewed 2027-12-31']);
  });

  it('a refused price that takes effect on its first day ends it', () => {
    const price = { priceId: 'x', unitPrice: '150' };
    const change = { changeId: 'c', price, period: waiting.period, announcedAt: now, refused: true };
    const refusing = { ...waiting, announced: [{ ...change, effectiveOn: addDays(day('2026-06-10'), 1) }] };
    const plan = planResumption(account('300', [refusing], { starts }), day('2026-06-10'), now);
    expect(changed(plan)).toEqual(['w ended 2026-06-11']);
  });
});

describe('a change of quantity', () => {
  const change = (prorated: 'by_days' | 'none', before: string, after: string, periodCost = before) =>
    changeInPeriod(prorated, {
      cost: roubles(after),
      byDays: (roubles(after) - roubles(before)) / 2n,
      periodCost: roubles(periodCost),
    });

  it('by days charges and credits the part of the days left', () => {
    expect(change('by_days', '100', '200')).toEqual({ difference: 5000n, periodCost: 20000n });
    expect(change('by_days', '200', '100')).toEqual({ difference: -5000n, periodCost: 10000n });
  });

  it('without proration charges the whole difference of a raise and credits nothing of a cut', () => {
    expect(change('none', '100', '200')).toEqual({ difference: 10000n, periodCost: 20000n });
    expect(change('none', '200', '100')).toEqual({ difference: 0n, periodCost: 20000n });
  });

  it('without proration never charges twice what the period was already paid for', () => {
    expect(change('none', '100', '200', '200')).toEqual({ difference: 0n, periodCost: 20000n });
    expect(change('none', '100', '300', '200')).toEqual({ difference: 10000n, periodCost: 30000n });
  });
});
