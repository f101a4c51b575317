import { instantAt, timesOf } from './appointment-time';

describe('a time that is agreed on', () => {
  it('is offered every half hour, the last one before the end of the day', () => {
    const times = timesOf({ cancelHours: 24, from: '09:00', to: '21:00' });
    expect([times[0], times[1], times.at(-1), times.length]).toEqual(['09:00', '09:30', '20:30', 24]);
  });

  it('is of the clock of the seller, wherever the reader is', () => {
    expect(instantAt('2027-03-12', '09:30', 'Europe/Moscow')).toBe('2027-03-12T06:30:00.000Z');
    expect(instantAt('2027-03-12', '09:30', 'Asia/Novosibirsk')).toBe('2027-03-12T02:30:00.000Z');
    expect(instantAt('', '09:30', 'Europe/Moscow')).toBeNull();
  });
});
