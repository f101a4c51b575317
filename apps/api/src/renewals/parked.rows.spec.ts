import { parkedBecause } from './parked.rows';

it.each([
  ['Error: [DecimalError] Invalid argument: broken', 'terms_unreadable'],
  ['RangeError: Not a period of days, months or years: "P0M"', 'terms_unreadable'],
  ['Error: Account 0199 stays due on 2026-11-21', 'stays_due'],
  [
    'QueryFailedError: new row for relation "account" violates check constraint "account_money_check"',
    'refused_by_database',
  ],
  ['QueryFailedError: canceling statement due to lock timeout', 'busy'],
  ['Error: Connection terminated unexpectedly', 'database_away'],
  ['Error: something nobody thought of', 'unknown'],
])('«%s» is %s', (cause, because) => {
  expect(parkedBecause(cause)).toBe(because);
});
