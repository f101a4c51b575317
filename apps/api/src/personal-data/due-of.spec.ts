import { localDate } from '@rocket/kernel';
import { dueOf } from './due-of';

it('a correction is made within 7 working days, holidays left out (8.9.8)', () => {
  expect(dueOf('correction', localDate('2026-10-30'))).toBe('2026-11-11');
});
it('a block is checked and erasure decided within 30 days (8.9.1)', () => {
  expect(dueOf('block', localDate('2026-01-31'))).toBe('2026-03-02');
  expect(dueOf('erasure', localDate('2026-11-21'))).toBe('2026-12-21');
});
it('what the system does by itself is due at once', () => {
  expect(dueOf('copy', localDate('2026-11-21'))).toBe('2026-11-21');
});
