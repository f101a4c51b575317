import { localDate } from '@rocket/kernel';
import type { EntitlementFacts } from './entitlement.rows';
import { judgeEntitlement } from './judge-entitlement';

const paid: EntitlementFacts = {
  accountId: 'a',
  accountState: 'active',
  heldGround: null,
  timeZone: 'Europe/Moscow',
  graceDays: 0,
  requestsPerSecond: null,
  state: 'active',
  quantity: 1,
  paidTo: localDate('2027-07-01'),
  suspendedOn: null,
  periodStart: localDate('2027-06-01'),
  isFree: false,
  follows: false,
  hasLimits: false,
  holdsUntil: null,
  needsProject: false,
  tariff: null,
};
const on = (day: string, changes: Partial<EntitlementFacts> = {}) =>
  judgeEntitlement({ ...paid, ...changes }, localDate(day));
const mayUse = (day: string, changes: Partial<EntitlementFacts> = {}) => on(day, changes).entitled;

describe('whether an account may use a product', () => {
  it('paid for, it may, also between the end of the period and the run', () => {
    expect(['2027-06-01', '2027-06-30', '2027-07-01', '2027-07-02'].map((day) => mayUse(day))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('a period that has not begun gives nothing yet, unless it follows the paid days of an earlier one', () => {
    expect(on('2027-05-31')).toEqual({
      entitled: false,
      state: 'active',
      reason: 'Права начнут действовать 01.06.2027',
    });
    expect(mayUse('2027-05-31', { follows: true })).toBe(true);
  });

  it('a suspension ends it on its day, and a grace of the terms by so many days later', () => {
    const suspended = { state: 'suspended', suspendedOn: localDate('2027-07-01') } as const;
    expect(mayUse('2027-07-01', suspended)).toBe(false);
    const grace = { ...suspended, graceDays: 3 };
    expect(['2027-07-01', '2027-07-03', '2027-07-04'].map((day) => mayUse(day, grace))).toEqual([
      true,
      true,
      false,
    ]);
    expect(on('2027-07-02', grace)).toMatchObject({ state: 'suspended' });
  });

  it.each([
    ['terminated', { accountState: 'terminated' }, 'ended'],
    ['frozen', { accountState: 'frozen' }, 'suspended'],
    ['erased', { accountState: 'erased' }, 'suspended'],
    ['held by support', { heldGround: 'security' }, 'suspended'],
  ] as const)('an account that is %s may use nothing, whatever is paid', (_, changes, state) => {
    expect(on('2027-06-10', changes)).toMatchObject({ entitled: false, state });
    expect(on('2027-06-10', { ...changes, state: 'trial' })).toMatchObject({ entitled: false, state });
  });

  it('a trial and free access give the same as payment, in words of their own', () => {
    expect(on('2027-06-10', { state: 'trial' })).toMatchObject({ entitled: true, state: 'trial' });
    expect(on('2027-06-10', { isFree: true }).reason).toBe('Продукт предоставлен бесплатно');
  });

  it('what has ended, was never connected, or is not known at all is told apart', () => {
    const verdicts = [
      on('2027-06-10', { state: 'ended' }),
      on('2027-06-10', { state: null }),
      judgeEntitlement(null, null),
    ];
    expect(verdicts.map(({ entitled, state }) => [entitled, state])).toEqual([
      [false, 'ended'],
      [false, 'none'],
      [false, 'unknown'],
    ]);
  });
});
