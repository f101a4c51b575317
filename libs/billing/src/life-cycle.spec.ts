import { localDate } from '@rocket/kernel';
import { lifeCycleDays, lifeCycleStep, type LifeCycleDates } from './life-cycle';

const TERMS = {
  freezeAfter: { count: 30, unit: 'banking_days' },
  eraseAfter: { count: 90, unit: 'calendar_days' },
  warnBeforeDays: 7,
} as const;
const SUSPENDED: LifeCycleDates = {
  ...{ state: 'suspended' as const, frozenOn: null, keptUntil: null, warnedOn: null },
  suspendedOn: localDate('2027-02-11'),
};
const stepOn = (today: string) => lifeCycleStep(SUSPENDED, TERMS, localDate(today));

describe('what becomes of an account that does not pay', () => {
  it('is frozen when thirty banking days are over: whoever pays on the thirtieth pays in time (clause 3.6)', () => {
    expect(stepOn('2027-03-29')).toEqual({ kind: 'warn_freeze', on: '2027-03-30' });
    expect(stepOn('2027-03-30')).toEqual({ kind: 'freeze', on: '2027-03-30' });
  });

  it('is warned a week before it is frozen, and both days are known ahead', () => {
    expect(stepOn('2027-03-22')).toBeNull();
    expect(stepOn('2027-03-23')).toEqual({ kind: 'warn_freeze', on: '2027-03-30' });
    expect(lifeCycleDays(SUSPENDED, TERMS)).toEqual(['2027-03-23', '2027-03-30']);
  });

  it('has its data kept for ninety days after freezing', () => {
    const frozen = { ...SUSPENDED, state: 'frozen' as const, frozenOn: localDate('2027-03-30') };
    expect(lifeCycleDays(frozen, TERMS)).toEqual(['2027-06-21', '2027-06-28']);
  });
});
