import { localDate } from '@rocket/kernel';
import { assertPassable, lastDayToPass } from './certificates';

const gift = { transfer: 'gift_whole', transferWithin: 'P1M' } as const;
const term = { start: localDate('2027-02-01'), end: localDate('2027-05-01') };
const received = localDate('2027-01-31');
const codeOf = (act: () => void): string => {
  try {
    act();
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('passing a certificate on (Astars 3.10)', () => {
  it('a month from its receipt ends on the same day of the next month, or on the last one there is', () => {
    expect(lastDayToPass(gift, localDate('2027-02-10'), term)).toBe('2027-03-10');
    expect(lastDayToPass(gift, received, term)).toBe('2027-02-28');
  });

  it('is never later than its own last day, and never where the offer says nothing of it', () => {
    const short = { start: localDate('2027-02-11'), end: localDate('2027-03-04') };
    expect(lastDayToPass(gift, localDate('2027-02-10'), short)).toBe('2027-03-03');
    expect(lastDayToPass({ transfer: 'gift_whole' }, received, term)).toBe('2027-04-30');
    expect(lastDayToPass({ transfer: 'resale', transferWithin: 'P1M' }, received, term)).toBeNull();
  });

  it('is whole: with whatever is left, and not when nothing is', () => {
    const pass = (day: string, left: number, terms: Parameters<typeof lastDayToPass>[0] = gift) =>
      codeOf(() => assertPassable(terms, { receivedOn: received, term, left }, localDate(day)));
    expect([
      pass('2027-02-28', 1),
      pass('2027-03-01', 1),
      pass('2027-02-28', 0),
      pass('2027-05-01', 1),
    ]).toEqual(['allowed', 'not_passable', 'services_spent', 'not_passable']);
    expect(pass('2027-02-01', 5, { transfer: 'none' })).toBe('not_passable');
  });
});
