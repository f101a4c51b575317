import type { LeavingDaysDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { endOfContract, groundsOf } from './when-it-ends';

const days: LeavingDaysDto = {
  byNotice: localDate('2027-06-11'),
  latest: localDate('2028-06-01'),
  forChanges: null,
  byDeletion: null,
};
const today = localDate('2027-06-01');

it('grounds are offered where the offer knows them', () => {
  expect(groundsOf(days)).toEqual(['notice']);
  expect(groundsOf({ ...days, forChanges: today, byDeletion: today })).toEqual([
    'notice',
    'changes',
    'deletion',
  ]);
});

it('the end is the day that is named, the earliest while none or a wrong one is, and the one of another ground', () => {
  expect(endOfContract(days, 'notice', '2027-12-31')).toBe('2027-12-31');
  for (const named of ['', '2027-06-01', '2028-06-02', '31.12.2027'])
    expect(endOfContract(days, 'notice', named)).toBe('2027-06-11');
  expect(endOfContract({ ...days, forChanges: today }, 'changes', '2027-12-31')).toBe(today);
});
