import { planClosing, planRenewals, planResumption, planUsage } from './planner';
import { runInstant } from './run-time';
import { nextDueOf, type UsageAccrual } from './snapshot';
import { account, changed, charged, day, runOn, states, subscription, ZONE } from './testing/scenario';
import { usageAtEnd, usageDue } from './usage-charges';

const used = (amount: string, periodStart = '2027-03-10', unit = 'message'): UsageAccrual => ({
  unit,
  periodStart: day(periodStart),
  quantity: '1',
  amount,
});
const sender = (usage: UsageAccrual[], more: Parameters<typeof subscription>[1] | object = {}) =>
  subscription('sender', { paidTo: '2027-04-10', usage, ...more });
const posted = ({ usage }: ReturnType<typeof runOn>) =>
  usage.map((each) => `${each.unit} ${each.periodStart}..${each.periodEnd} ${each.amount}`);

describe('metered use at the end of a period', () => {
  it('is posted in whole kopecks, rounded down, before the period that follows; the rest is carried into it', () => {
    const plan = runOn(account('500', [sender([used('12.349')])]), '2027-04-10');
    expect(posted(plan)).toEqual(['message 2027-03-10..2027-04-10 1234']);
    expect(charged(plan)).toEqual(['sender 2027-04-10..2027-05-10 10000']);
    expect(plan.after.money).toBe(50000n - 1234n - 10000n);
    expect(plan.after.subscriptions[0]?.usage).toEqual([
      { unit: 'message', periodStart: '2027-04-10', quantity: '0', amount: '0.009' },
    ]);
  });

  it('adds parts of a kopeck up over the periods until they are one', () => {
    const carried = (rest: string, amount: string) =>
      usageDue(
        { paidTo: day('2027-04-10'), usage: [used(rest), used(amount, '2027-04-01')] },
        day('2027-04-10'),
      );
    expect(carried('0.006', '0.004').due.map(({ amount }) => amount)).toEqual([0n, 1n]);
    expect(carried('0.006', '0.004').left).toEqual([]);
    expect(carried('0.005', '0.004').left.map(({ amount }) => amount)).toEqual(['0.009']);
  });

  it('leaves alone what belongs to the period that starts, and adds the rest to it', () => {
    const { due, left } = usageDue(
      { paidTo: day('2027-04-10'), usage: [used('1.005'), used('3', '2027-04-10')] },
      day('2027-04-10'),
    );
    expect(due.map(({ amount }) => amount)).toEqual([100n]);
    expect(left).toEqual([{ unit: 'message', periodStart: '2027-04-10', quantity: '1', amount: '3.005' }]);
  });

  it('is taken when it fits though the period that follows does not: the subscription is suspended', () => {
    const plan = runOn(account('110', [sender([used('20')])]), '2027-04-10');
    expect(posted(plan)).toEqual(['message 2027-03-10..2027-04-10 2000']);
    expect(changed(plan)).toEqual(['sender suspended 2027-04-10']);
    expect(plan.after.money).toBe(9000n);
    expect(plan.after.subscriptions[0]?.usage).toEqual([]);
  });

  it('stays owed when it does not fit, and the subscription resumes only when both fit', () => {
    const short = runOn(account('10', [sender([used('20')])]), '2027-04-10');
    expect([posted(short), short.after.money]).toEqual([[], 1000n]);
    expect(short.changes).toMatchObject([{ kind: 'suspended', required: 12000n, available: 1000n }]);
    const with_ = (money: bigint) =>
      planResumption({ ...short.after, money }, day('2027-04-15'), runInstant(day('2027-04-15'), ZONE));
    expect([posted(with_(11999n)), charged(with_(11999n))]).toEqual([[], []]);
    expect(posted(with_(12000n))).toEqual(['message 2027-03-10..2027-04-10 2000']);
    expect(charged(with_(12000n))).toEqual(['sender 2027-04-15..2027-05-15 10000']);
    expect(with_(12000n).after.money).toBe(0n);
  });

  it('goes by the customer’s order: what an upper product used comes before a lower one is renewed', () => {
    const lower = subscription('chats', { paidTo: '2027-04-10', price: '90' });
    const plan = runOn(account('150', [sender([used('60')]), lower]), '2027-04-10');
    expect(changed(plan)).toEqual(['sender suspended 2027-04-10', 'chats renewed 2027-04-10']);
    expect(plan.after.money).toBe(0n);
  });

  it('is posted though staff hold the account: nothing is renewed, what was used was used', () => {
    const plan = runOn(account('500', [sender([used('20')])], { heldByStaff: true }), '2027-04-10');
    expect([posted(plan).length, charged(plan).length, states(plan)]).toEqual([
      1,
      0,
      ['sender suspended 2027-04-10'],
    ]);
  });

  it('of an ending subscription is taken as far as the balance reaches; what is missing is written down and not owed', () => {
    const plan = runOn(account('12', [sender([used('20.009')], { autoRenew: false })]), '2027-04-10');
    expect(plan.usage).toMatchObject([{ amount: 1200n, unpaid: 800n, rest: '0.009' }]);
    expect([plan.after.money, plan.after.subscriptions[0]?.usage]).toEqual([0n, []]);
  });

  it('takes bonus first like every charge, and never a bonus that has ended', () => {
    const grants = [
      { id: 'g', priority: 100, effectiveAt: new Date(0), expiresAt: null, remaining: 1500n },
      {
        id: 'old',
        priority: 1,
        effectiveAt: new Date(0),
        expiresAt: new Date('2027-04-01'),
        remaining: 9000n,
      },
    ];
    const plan = runOn(account('200', [sender([used('20')])], { grants }), '2027-04-10');
    expect(plan.usage[0]?.draw).toEqual({ money: 500n, uses: [{ grantId: 'g', amount: 1500n }] });
  });

  it('of a paid period is posted before a free term, which is given though it does not fit', () => {
    const freeTerms = [{ id: 'f', quantity: 1, length: { days: 10 } }];
    const given = { ...sender([used('20')]), freeTerms };
    const rich = runOn(account('50', [given]), '2027-04-10');
    expect([posted(rich), rich.after.money]).toEqual([['message 2027-03-10..2027-04-10 2000'], 3000n]);
    const poor = runOn(account('10', [given]), '2027-04-10');
    expect([posted(poor), states(poor)]).toEqual([[], ['sender active 2027-04-20']]);
    const later = runOn({ ...poor.after, money: 50000n }, '2027-04-20');
    expect(posted(later)).toEqual(['message 2027-03-10..2027-04-10 2000']);
  });

  it('is decided once: planned again there is nothing', () => {
    const time = {
      businessDate: day('2027-04-10'),
      today: day('2027-04-10'),
      now: runInstant(day('2027-04-10'), ZONE),
    };
    const first = planRenewals(account('500', [sender([used('12.349')])]), time);
    expect(planRenewals(first.after, time).usage).toEqual([]);
    expect(nextDueOf(first.after, day('2027-04-10'))).toBe('2027-05-10');
  });
});

describe('use that ends before its period does', () => {
  const today = day('2027-03-20');
  const now = runInstant(today, ZONE);

  it('by hand is posted for the days there were', () => {
    const plan = planClosing(
      account('500', [
        sender([used('5.5')]),
        subscription('chats', { paidTo: '2027-04-10', usage: [used('1')] }),
      ]),
      today,
      now,
      'sender',
    );
    expect(posted(plan)).toEqual(['message 2027-03-10..2027-03-20 550']);
    expect(plan.changes).toEqual([]);
  });

  it('with the contract is posted of everything', () => {
    const both = account('500', [
      sender([used('5.5')]),
      subscription('chats', { paidTo: '2027-04-10', usage: [used('1')] }),
    ]);
    expect(planClosing(both, today, now).usage.map(({ amount }) => amount)).toEqual([550n, 100n]);
  });

  it('on the day it began has a period of that day', () => {
    const [due] = usageAtEnd({ paidTo: day('2027-04-10'), usage: [used('1', '2027-03-20')] }, today);
    expect(`${due?.periodStart}..${due?.periodEnd}`).toBe('2027-03-20..2027-03-21');
  });

  it('for another period is paid first, whole or not at all', () => {
    const rich = planUsage(account('500', [sender([used('5.509')])]), 'sender', today, now);
    expect('required' in rich || [posted(rich), rich.after.subscriptions[0]?.usage[0]?.amount]).toEqual([
      ['message 2027-03-10..2027-03-20 550'],
      '0.009',
    ]);
    expect(planUsage(account('5', [sender([used('5.5')])]), 'sender', today, now)).toEqual({
      required: 550n,
      available: 500n,
    });
  });
});
