import { localDate } from '@rocket/kernel';
import { leavingDays, type KnownOfNotice, type LeavingTerms } from './leaving-days';

const known: KnownOfNotice = {
  today: localDate('2027-06-01'),
  paidTo: localDate('2027-06-25'),
  hasChanged: true,
};
const days = (
  terms: Partial<LeavingTerms>,
  facts: Partial<KnownOfNotice> = {},
  who: 'customer' | 'seller' = 'customer',
) => {
  const ends = leavingDays({ terminationAfterDays: 10, ...terms }, { ...known, ...facts }, who);
  return [ends.byNotice, ends.forChanges, ...(ends.byDeletion ? [ends.byDeletion] : [])];
};

describe('the day a contract ends', () => {
  it('is so many days after the notice, or the end of what is paid for where the offer keeps it', () => {
    expect(days({})).toEqual(['2027-06-11', null]);
    expect(days({ paidDaysOnLeaving: 'kept' })).toEqual(['2027-06-25', null]);
    expect(days({ paidDaysOnLeaving: 'kept' }, {}, 'seller')).toEqual(['2027-06-11', null]);
    expect(days({ paidDaysOnLeaving: 'kept' }, { paidTo: localDate('2027-06-05') })).toEqual([
      '2027-06-11',
      null,
    ]);
  });

  it('of whoever refuses what has changed is today (first offer 11.1.4), or the end of what is paid for (Alfa CRM 12.5)', () => {
    expect(days({ refusalOfChanges: 'at_once' })).toEqual(['2027-06-11', '2027-06-01']);
    expect(days({ refusalOfChanges: 'paid_days' })).toEqual(['2027-06-11', '2027-06-25']);
    expect(days({ refusalOfChanges: 'paid_days' }, { paidTo: null })).toEqual(['2027-06-11', '2027-06-01']);
    expect(days({ refusalOfChanges: 'by_notice' })).toEqual(['2027-06-11', null]);
  });

  it('of whoever deletes the account is today, and what is paid for is given up (QSockets 8.2.2)', () => {
    const terms = { accountDeletion: 'at_once', paidDaysOnLeaving: 'kept' } as const;
    expect(days(terms)).toEqual(['2027-06-25', null, '2027-06-01']);
    expect(days(terms, {}, 'seller')).toEqual(['2027-06-11', null]);
  });

  it('is by notice when nothing has changed, and when the seller leaves', () => {
    expect(days({ refusalOfChanges: 'at_once' }, { hasChanged: false })).toEqual(['2027-06-11', null]);
    expect(days({ refusalOfChanges: 'at_once' }, {}, 'seller')).toEqual(['2027-06-11', null]);
  });
});
