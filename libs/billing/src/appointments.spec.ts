import { localDate } from '@rocket/kernel';
import {
  assertBookable,
  assertInTerm,
  assertMissable,
  assertMovable,
  cancellation,
  freeUntil,
  type AppointmentState,
} from './appointments';

const MOSCOW = 'Europe/Moscow';
const rules = { cancelHours: 24, from: '09:00', to: '21:00' };
const term = { start: localDate('2027-03-11'), end: localDate('2027-04-11') };
const at = (text: string) => new Date(`${text}+03:00`);
const scheduled = { state: 'scheduled' as const, at: at('2027-03-12T12:00:00') };
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a time that may be agreed (Astars 5.3.1, 6.1)', () => {
  const book = (text: string) =>
    codeOf(() => assertBookable(at(text), { rules, term, timeZone: MOSCOW, now: at('2027-03-11T10:00:00') }));

  it.each([
    ['2027-03-11T09:59:59', 'appointment_in_the_past'],
    ['2027-03-11T10:00:00', 'appointment_in_the_past'],
    ['2027-03-12T08:59:59', 'appointment_outside_hours'],
    ['2027-03-12T09:00:00', 'allowed'],
    ['2027-03-12T20:59:59', 'allowed'],
    ['2027-03-12T21:00:00', 'appointment_outside_hours'],
    ['2027-04-10T20:59:00', 'allowed'],
    ['2027-04-11T09:00:00', 'appointment_outside_term'],
  ])('%s is %s', (text, expected) => expect(book(text)).toBe(expected));

  it('is judged by the clock of the seller: nine in Moscow is one in the afternoon of Novosibirsk', () => {
    const ask = (timeZone: string) =>
      codeOf(() =>
        assertBookable(at('2027-03-12T17:30:00'), { rules, term, timeZone, now: at('2027-03-11T10:00:00') }),
      );
    expect([ask(MOSCOW), ask('Asia/Novosibirsk')]).toEqual(['allowed', 'appointment_outside_hours']);
  });

  it('is never before the term begins, and a service is not asked for when it is over (5.3.5.2)', () => {
    const now = at('2027-03-10T10:00:00');
    const early = () => assertBookable(at('2027-03-10T12:00:00'), { rules, term, timeZone: MOSCOW, now });
    expect(codeOf(early)).toBe('appointment_outside_term');
    const ask = (day: string) => codeOf(() => assertInTerm(localDate(day), term));
    expect([ask('2027-03-10'), ask('2027-04-10'), ask('2027-04-11')]).toEqual([
      'allowed',
      'allowed',
      'appointment_outside_term',
    ]);
  });
});

describe('giving it up (5.3.8–5.3.10)', () => {
  it('costs the holder nothing up to the very hour, and the service from the next moment on', () => {
    expect(freeUntil(scheduled, rules)).toEqual(at('2027-03-11T12:00:00'));
    const give = (text: string) => cancellation(scheduled, 'holder', rules, at(text));
    expect([give('2027-03-11T12:00:00'), give('2027-03-11T12:00:01'), give('2027-03-13T00:00:00')]).toEqual([
      'cancelled',
      'forfeited',
      'forfeited',
    ]);
  });

  it('never costs anything before a time was agreed, nor when the specialist does it', () => {
    expect(cancellation({ state: 'requested', at: null }, 'holder', rules, at('2027-04-01T00:00:00'))).toBe(
      'cancelled',
    );
    expect(cancellation(scheduled, 'specialist', rules, at('2027-03-12T11:59:00'))).toBe('cancelled');
  });

  it('is moved by the same hour, by either side', () => {
    const move = (text: string) => codeOf(() => assertMovable(scheduled, rules, at(text)));
    expect([move('2027-03-11T12:00:00'), move('2027-03-11T12:00:01')]).toEqual([
      'allowed',
      'appointment_too_late',
    ]);
  });

  it('is missed when its time has come, and not without one', () => {
    const miss = (one: { state: AppointmentState; at: Date | null }, text: string) =>
      codeOf(() => assertMissable(one, at(text)));
    expect([
      miss(scheduled, '2027-03-12T11:59:59'),
      miss(scheduled, '2027-03-12T12:00:00'),
      miss({ state: 'requested', at: null }, '2027-03-12T12:00:00'),
    ]).toEqual(['appointment_not_begun', 'allowed', 'appointment_not_begun']);
  });

  it.each(['rendered', 'cancelled', 'forfeited'] as const)('is over when it was %s', (state) => {
    const one = { ...scheduled, state };
    const now = at('2027-03-11T10:00:00');
    expect([
      codeOf(() => cancellation(one, 'holder', rules, now)),
      codeOf(() => assertMovable(one, rules, now)),
      codeOf(() => assertMissable(one, now)),
    ]).toEqual(Array(3).fill('appointment_settled'));
  });
});
