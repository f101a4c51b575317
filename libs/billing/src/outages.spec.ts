import { startOfDay } from '@rocket/kernel';
import { giveDaysBack, lengthInDays, paidDaysLost, wholeDays } from './outages';
import { periodEnd } from './periods';
import { planResumption } from './planner';
import { dueOn } from './snapshot';
import {
  account,
  charged,
  changed,
  day,
  outage,
  runOn,
  states,
  subscription,
  ZONE,
} from './testing/scenario';

const daily = subscription('w', { paidTo: '2026-06-10', price: '10', period: 'P1D' });
const monthly = subscription('w', { paidTo: '2026-06-10' });

describe('days lost to an outage of ours', () => {
  it('are skipped by a day tariff', () => {
    const state = account('1000', [daily], { outages: [outage('2026-06-11', '2026-06-13')] });
    expect(charged(runOn(state, '2026-06-14'))).toEqual([
      'w 2026-06-10..2026-06-11 1000',
      'w 2026-06-13..2026-06-14 1000',
      'w 2026-06-14..2026-06-15 1000',
    ]);
  });

  it('are not charged on the days themselves', () => {
    const state = account('1000', [daily], { outages: [outage('2026-06-10', '2026-06-13')] });
    expect(runOn(state, '2026-06-12').changes).toEqual([]);
  });

  it('make a longer period end that many days later, and everything after it starts from there', () => {
    const state = account('1000', [monthly], { outages: [outage('2026-06-20', '2026-06-23')] });
    const plan = runOn(state, '2026-07-13');
    expect(charged(plan)).toEqual(['w 2026-06-10..2026-07-13 10000', 'w 2026-07-13..2026-08-13 10000']);
  });

  it('may follow one another, touch or overlap: each day is given back once', () => {
    const outages = [
      outage('2026-06-20', '2026-06-23'),
      outage('2026-06-22', '2026-06-24'),
      outage('2026-07-11', '2026-07-12'),
    ];
    expect(periodEnd(monthly, day('2026-06-10'), outages)).toEqual({
      paidTo: '2026-07-15',
      anchor: '2026-07-15',
    });
    expect(dueOn(daily, [outage('2026-06-12', '2026-06-14'), outage('2026-06-10', '2026-06-12')])).toBe(
      '2026-06-14',
    );
  });

  it('right after a period do not belong to it: the next one starts when they are over', () => {
    const state = account('1000', [monthly], { outages: [outage('2026-07-10', '2026-07-12')] });
    expect(charged(runOn(state, '2026-07-12'))).toEqual([
      'w 2026-06-10..2026-07-10 10000',
      'w 2026-07-12..2026-08-12 10000',
    ]);
  });

  it('before a period or of another product change nothing', () => {
    const outages = [outage('2026-06-01', '2026-06-10'), outage('2026-06-15', '2026-06-16', 'other')];
    expect(charged(runOn(account('1000', [monthly], { outages }), '2026-06-10'))).toEqual([
      'w 2026-06-10..2026-07-10 10000',
    ]);
    const mine = [outage('2026-06-15', '2026-06-16', 'w')];
    expect(charged(runOn(account('1000', [monthly], { outages: mine }), '2026-06-10'))).toEqual([
      'w 2026-06-10..2026-07-11 10000',
    ]);
  });

  it('move the anchor of a clamped month with the period they delay', () => {
    const anchored = subscription('w', { anchor: '2026-01-31', paidTo: '2026-02-28' });
    const state = account('1000', [anchored], { outages: [outage('2026-02-28', '2026-03-02')] });
    expect(charged(runOn(state, '2026-04-02'))).toEqual([
      'w 2026-03-02..2026-04-02 10000',
      'w 2026-04-02..2026-05-02 10000',
    ]);
  });

  it('delay the suspension of who cannot pay', () => {
    const state = account('0', [daily], { outages: [outage('2026-06-10', '2026-06-13')] });
    const plan = runOn(state, '2026-06-15');
    expect(changed(plan)).toEqual(['w suspended 2026-06-13']);
    expect(states(plan)).toEqual(['w suspended 2026-06-13']);
  });

  it('are not paid by who resumes inside them: a day is bought and the first usable one is given', () => {
    const waits = { ...daily, state: 'suspended' as const, paidTo: day('2026-06-01') };
    const state = account('1000', [waits], { outages: [outage('2026-06-10', '2026-06-13')] });
    const plan = planResumption(state, day('2026-06-11'), new Date('2026-06-11T09:00:00Z'));
    expect(charged(plan)).toEqual(['w 2026-06-11..2026-06-14 1000']);
  });
});

describe('an outage given by instants', () => {
  const at = (text: string) => new Date(text);

  it.each([
    ['from midnight to midnight', '2026-06-09T21:00:00Z', '2026-06-11T21:00:00Z', '2026-06-10', '2026-06-12'],
    [
      'from a second after midnight',
      '2026-06-09T21:00:01Z',
      '2026-06-11T21:00:00Z',
      '2026-06-11',
      '2026-06-12',
    ],
    [
      'to a second before midnight',
      '2026-06-09T21:00:00Z',
      '2026-06-11T20:59:59Z',
      '2026-06-10',
      '2026-06-11',
    ],
  ])('%s loses the local days wholly inside it', (_name, from, to, start, end) => {
    expect(wholeDays(at(from), at(to), ZONE)).toEqual({ start, end });
  });

  it('of some hours loses no day', () => {
    const span = wholeDays(at('2026-06-10T06:00:00Z'), at('2026-06-11T06:00:00Z'), ZONE);
    expect(lengthInDays(span)).toBe(0);
    expect(lengthInDays(wholeDays(at('2026-06-10T06:00:00Z'), at('2026-06-10T08:00:00Z'), ZONE))).toBe(0);
  });

  it('counts a day of 23 hours as a day', () => {
    const [from, to] = [day('2026-03-08'), day('2026-03-09')].map((each) =>
      startOfDay(each, 'America/New_York'),
    );
    expect(to!.getTime() - from!.getTime()).toBe(23 * 3_600_000);
    expect(lengthInDays(wholeDays(from!, to!, 'America/New_York'))).toBe(1);
  });
});

describe('an outage recorded after its days were paid', () => {
  const lost = { start: day('2026-06-20'), end: day('2026-06-25') };
  const paid = [
    { start: day('2026-06-01'), end: day('2026-06-22') },
    { start: day('2026-06-23'), end: day('2026-07-23') },
  ];

  it('gives back the days that were paid, and no other', () => {
    expect(paidDaysLost(lost, 'w', paid, [])).toBe(4);
    expect(paidDaysLost(lost, 'w', [], [])).toBe(0);
  });

  it('gives back no day twice', () => {
    expect(paidDaysLost(lost, 'w', paid, [outage('2026-06-19', '2026-06-21')])).toBe(3);
    expect(paidDaysLost(lost, 'w', paid, [outage('2026-06-20', '2026-06-25', 'other')])).toBe(4);
    expect(paidDaysLost(lost, 'w', paid, [outage('2026-06-20', '2026-06-25', 'w')])).toBe(0);
  });

  it('moves the end of what is paid by usable days', () => {
    expect(giveDaysBack(day('2026-07-10'), 3, 'w', [])).toBe('2026-07-13');
    expect(giveDaysBack(day('2026-07-10'), 3, 'w', [outage('2026-07-11', '2026-07-13')])).toBe('2026-07-15');
    expect(giveDaysBack(day('2026-07-10'), 3, 'w', [outage('2026-07-11', '2026-07-13', 'other')])).toBe(
      '2026-07-13',
    );
    expect(giveDaysBack(day('2026-07-10'), 0, 'w', [outage('2026-07-10', '2026-07-13')])).toBe('2026-07-10');
  });
});
