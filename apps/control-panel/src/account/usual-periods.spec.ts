import { localDate } from '@rocket/kernel';
import { usualPeriods } from './usual-periods';

it.each([
  ['2027-01-01', '2026-10-01', '2026-12-31'],
  ['2027-03-31', '2026-10-01', '2026-12-31'],
  ['2027-04-01', '2027-01-01', '2027-03-31'],
  ['2027-12-31', '2027-07-01', '2027-09-30'],
])('on %s the last quarter is %s to %s', (today, from, to) => {
  expect(usualPeriods(localDate(today)).lastQuarter).toEqual({ from, to });
});

it('this year ends today, last year is whole', () => {
  expect(usualPeriods(localDate('2027-06-20'))).toMatchObject({
    thisYear: { from: '2027-01-01', to: '2027-06-20' },
    lastYear: { from: '2026-01-01', to: '2026-12-31' },
  });
});
