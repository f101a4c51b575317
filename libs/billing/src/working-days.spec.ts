import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, DomainError, weekdayOf, yearOf } from '@rocket/kernel';
import { day } from './testing/scenario';
import { addTerm, isWorkingDay, LAST_KNOWN_YEAR, type Term } from './working-days';

const calendars = join(__dirname, '../../../../shared/data/calendar');
const calendarSpec = existsSync(calendars) ? describe : describe.skip;
if (!existsSync(calendars)) console.warn('Production calendars are not here: their spec is skipped.');

calendarSpec('the production calendar', () => {
  it.each([2024, 2025, 2026, 2027])('of %i is that of the published file, day by day', (year) => {
    const xml = readFileSync(join(calendars, `ru-${year}.xml`), 'utf8');
    const marks = new Map(
      [...xml.matchAll(/<day d="(\d\d)\.(\d\d)" t="(\d)"/g)].map(([, month, date, kind]) => [
        `${year}-${month}-${date}`,
        kind,
      ]),
    );
    expect(marks.size).toBeGreaterThan(15);
    const wrong: string[] = [];
    for (let date = day(`${year}-01-01`); yearOf(date) === year; date = addDays(date, 1)) {
      const kind = marks.get(date);
      // 1 is a day off; 2 (shortened) and 3 are working days, on a Saturday too.
      const works = kind === undefined ? weekdayOf(date) !== 0 && weekdayOf(date) !== 6 : kind !== '1';
      if (isWorkingDay(date) !== works) wrong.push(date);
    }
    expect(wrong).toEqual([]);
  });
});

describe('a working day', () => {
  it.each([
    ['a shortened Saturday works', '2025-11-01', true],
    ['so does the Saturday of 20 February 2027', '2027-02-20', true],
    ['the day its Monday was moved from does not', '2027-02-22', false],
    ['a shortened eve of a holiday works', '2026-04-30', true],
    ['a plain Saturday does not', '2026-06-06', false],
    ['a plain Sunday does not', '2026-06-07', false],
    ['a holiday on a weekday does not', '2026-06-12', false],
    ['a transferred day off does not', '2026-12-31', false],
    ['a plain Monday works', '2026-06-08', true],
  ])('%s', (_name, date, works) => {
    expect(isWorkingDay(day(date))).toBe(works);
  });

  it.each([
    [2024, 248],
    [2025, 247],
    [2026, 247],
    [2027, 247],
  ])('there are of %i as many as published', (year, count) => {
    let working = 0;
    for (let date = day(`${year}-01-01`); yearOf(date) === year; date = addDays(date, 1))
      if (isWorkingDay(date)) working += 1;
    expect(working).toBe(count);
  });

  it('of a year without a calendar is not guessed: the refusal names the year', () => {
    expect(LAST_KNOWN_YEAR).toBe(2027);
    for (const [date, year] of [
      ['2028-01-10', 2028],
      ['2023-12-29', 2023],
    ] as const) {
      const refusal = thrownBy(() => isWorkingDay(day(date)));
      expect(refusal.code).toBe('calendar_unknown');
      expect(refusal.facts).toEqual({ year });
      expect(refusal.message).toContain(String(year));
    }
  });
});

describe('a term', () => {
  const of = (count: number, unit: Term['unit'] = 'working_days'): Term => ({ count, unit });

  it.each([
    ['over the May holidays', '2026-04-30', 3, '2026-05-06'],
    ['over 9 May', '2026-05-08', 1, '2026-05-12'],
    ['over New Year', '2026-12-29', 3, '2027-01-12'],
    ['over New Year before a day off in December', '2025-12-30', 1, '2026-01-12'],
    ['from a Friday', '2026-06-05', 1, '2026-06-08'],
    ['from a Saturday', '2026-06-06', 1, '2026-06-08'],
    ['through a working Saturday', '2025-10-31', 1, '2025-11-01'],
    ['of no days', '2026-06-06', 0, '2026-06-06'],
  ])('of working days counts from the next day, %s', (_name, date, count, end) => {
    expect(addTerm(day(date), of(count))).toBe(end);
    expect(addTerm(day(date), of(count, 'banking_days'))).toBe(end);
  });

  it('of 30 banking days from 20 November 2026 ends in January', () => {
    expect(addTerm(day('2026-11-20'), of(30, 'banking_days'))).toBe('2027-01-12');
  });

  it('of calendar days does not ask the calendar', () => {
    expect(addTerm(day('2031-12-25'), of(10, 'calendar_days'))).toBe('2032-01-04');
  });

  it('that reaches a year without a calendar waits and names the year', () => {
    expect(addTerm(day('2027-12-29'), of(1))).toBe('2027-12-30');
    expect(thrownBy(() => addTerm(day('2027-12-29'), of(2))).facts).toEqual({ year: 2028 });
  });
});

function thrownBy(act: () => unknown): DomainError {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

describe('working days of Kazakhstan', () => {
  const kz = (date: string): boolean => isWorkingDay(day(date), 'KZ');

  it.each([
    // Independence Day, which is a working day in Russia; the Russian first week of January is not off.
    ['2026-12-16', false],
    ['2026-01-05', true],
    ['2026-01-07', false],
    // Nauryz on a weekend is taken on after it; Kurban Ait is not moved.
    ['2026-03-25', false],
    ['2026-05-27', false],
    ['2027-01-04', false],
    ['2027-05-17', true],
    ['2026-11-04', true],
  ])('%s: %s', (date, works) => {
    expect(kz(date)).toBe(works);
  });

  it('counts a term by the calendar of its offer', () => {
    const term = { count: 1, unit: 'working_days' } as const;
    expect(addTerm(day('2026-12-15'), { ...term, calendar: 'KZ' })).toBe('2026-12-17');
    expect(addTerm(day('2026-12-15'), term)).toBe('2026-12-16');
  });

  it('waits for a year that is not known', () => {
    expect(() => kz('2028-02-01')).toThrow('Календарь рабочих дней Казахстана на 2028 год ещё не загружен');
  });
});
