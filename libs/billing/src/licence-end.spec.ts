import { localDate, parsePeriod } from '@rocket/kernel';
import { licenceEndDays, licenceEndStep, type LicenceEndFacts } from './licence-end';

/** Alfa CRM 4.3, warned a week ahead. */
const RULE = { keepFor: parsePeriod('P1M'), warnBeforeDays: 7 };
const facts = (
  endedOn: string,
  changes: Partial<Record<keyof LicenceEndFacts, string>> = {},
): LicenceEndFacts => ({ endedOn, keptUntil: null, warnedOn: null, ...changes }) as LicenceEndFacts;
const on = (today: string, of: LicenceEndFacts): string | null => {
  const step = licenceEndStep(of, RULE, localDate(today));
  return step && `${step.kind} ${step.on}`;
};

describe('data kept a month after the licence (Alfa CRM 4.3)', () => {
  it('are warned of a week before a calendar month is over, whatever its length', () => {
    expect(on('2027-05-08', facts('2027-04-16'))).toBeNull();
    expect(on('2027-05-09', facts('2027-04-16'))).toBe('warn_erasure 2027-05-16');
    // The licence ended with the 30th of January: February has no 31st.
    expect(on('2027-02-20', facts('2027-01-31'))).toBeNull();
    expect(on('2027-02-21', facts('2027-01-31'))).toBe('warn_erasure 2027-02-28');
  });

  it('go on the day, and only when the warning has really come and its week has passed', () => {
    const ended = '2027-04-16';
    expect(on('2027-08-01', facts(ended))).toBe('warn_erasure 2027-05-16');
    expect(on('2027-05-15', facts(ended, { warnedOn: '2027-05-09' }))).toBe('warn_erasure 2027-05-16');
    expect(on('2027-05-16', facts(ended, { warnedOn: '2027-05-09' }))).toBe('erase 2027-05-16');
    expect(on('2027-05-18', facts(ended, { warnedOn: '2027-05-12' }))).toBe('warn_erasure 2027-05-16');
    expect(on('2027-05-19', facts(ended, { warnedOn: '2027-05-12' }))).toBe('erase 2027-05-19');
  });

  it('are kept longer when staff agreed to it', () => {
    const kept = facts('2027-04-16', { warnedOn: '2027-05-09', keptUntil: '2027-07-01' });
    expect(on('2027-06-20', kept)).toBeNull();
    expect(on('2027-07-01', kept)).toBe('erase 2027-07-01');
    expect(licenceEndDays(kept, RULE)).toEqual(['2027-06-24', '2027-07-01', '2027-05-16']);
  });
});
