import { endInSight } from './periods';
import { planRenewals, planStart } from './planner';
import { account, announced, changed, charged, day, roubles, subscription } from './testing/scenario';

const NOW = new Date('2027-03-01T00:00:00Z');
const TODAY = day('2027-03-01');
const time = { businessDate: TODAY, today: TODAY, now: NOW };
const used = { unit: 'минута', periodStart: day('2027-02-01'), quantity: '10', amount: '50' };

it('nothing is taken from an account that is never billed, not even for what it used: it ends and says why', () => {
  const lent = account('1000', [subscription('calls', { paidTo: '2027-03-01', usage: [used] })], {
    neverBilled: true,
  });
  const { usage, charges, changes, after } = planRenewals(lent, time);
  expect(charges).toEqual([]);
  expect(usage).toMatchObject([{ amount: 0n, unpaid: roubles('50') }]);
  expect(changes).toMatchObject([{ kind: 'ended', reason: 'technical_account' }]);
  expect(after.money).toBe(roubles('1000'));
});

it('nothing that costs begins for such an account', () => {
  const wanted = subscription('calls', { paidTo: '2027-03-01', state: 'suspended' });
  expect(planStart(account('1000', [wanted], { neverBilled: true }), 'calls', TODAY, NOW)).toEqual({
    required: roubles('100'),
    available: 0n,
  });
});

it('what costs nothing goes on for such an account, and takes nothing', () => {
  const free = subscription('search', { paidTo: '2027-03-01', price: '0' });
  const lent = account('1000', [free], { neverBilled: true });
  const plan = planRenewals(lent, time);
  expect(charged(plan)).toEqual(['search 2027-03-01..2027-04-01 0']);
  expect(changed(plan)).toEqual(['search renewed 2027-03-01']);
  expect(endInSight(free, lent)).toBeNull();
});

it('what costs nothing ends where it begins to cost', () => {
  const free = subscription('search', {
    paidTo: '2027-03-01',
    price: '0',
    announced: [announced('50', '2027-05-01')],
  });
  const lent = account('1000', [free], { neverBilled: true });
  expect(changed(planRenewals(lent, time))).toEqual(['search renewed 2027-03-01']);
  expect(endInSight(free, lent)).toEqual({ on: '2027-05-01', reason: 'technical_account' });
});

it('of a free term such an account takes what is free, and lets go of the units above it', () => {
  const term = { id: 'term', quantity: 1, length: { days: 90 } } as const;
  const one = { ...subscription('calls', { paidTo: '2027-03-01', quantity: 2 }), credit: roubles('200') };
  const lent = account('1000', [{ ...one, freeTerms: [term] }], { neverBilled: true });
  const { charges, after } = planRenewals(lent, time);
  expect(charges).toMatchObject([{ quantity: 1, amount: 0n, creditUsed: 0n }]);
  expect(after.money).toBe(roubles('1000'));
});
