import { parsePeriod } from '@rocket/kernel';
import { forecastRenewals } from './forecast';
import { endInSight } from './periods';
import { binds, isInEffect, nextChange } from './price-changes';
import { nextDueOf } from './snapshot';
import {
  account,
  announced,
  changed,
  charged,
  day,
  outage,
  runOfPast,
  runOn,
  states,
  subscription,
} from './testing/scenario';

const YEAR_START = '2026-01-01T00:00:00Z';
const refused = (unitPrice: string, effectiveOn: string, announcedAt = YEAR_START) =>
  announced(unitPrice, effectiveOn, announcedAt, 'P1M', true);
const monthly = (...changes: ReturnType<typeof announced>[]) =>
  subscription('w', { paidTo: '2026-06-10', announced: changes });

describe('a refused change of price (rule 24, clause 11.1.3)', () => {
  it('lets renewals at the old price go on until the first boundary on or after its date, and ends there', () => {
    let state = account('1000', [monthly(refused('150', '2026-07-15'))]);
    const story: string[] = [];
    for (const date of ['2026-06-10', '2026-07-10', '2026-08-10', '2026-09-10']) {
      const plan = runOn(state, date);
      story.push(...charged(plan), ...changed(plan).filter((line) => line.includes('ended')));
      state = plan.after;
    }
    expect(story).toEqual([
      'w 2026-06-10..2026-07-10 10000',
      'w 2026-07-10..2026-08-10 10000',
      'w ended 2026-08-10',
    ]);
  });

  it('ends on the very day of the change when that is a boundary, and says why', () => {
    const plan = runOn(account('1000', [monthly(refused('150', '2026-06-10'))]), '2026-06-10');
    expect(plan.charges).toEqual([]);
    expect(plan.changes).toEqual([
      { kind: 'ended', subscriptionId: 'w', productCode: 'w', on: '2026-06-10', reason: 'price_refused' },
    ]);
  });

  it('ends the trial where it would have begun to cost', () => {
    const trial = { ...monthly(refused('150', '2026-06-01')), state: 'trial' as const };
    expect(changed(runOn(account('1000', [trial]), '2026-06-10'))).toEqual(['w ended 2026-06-10']);
  });

  it('gives way to a newer one that was not refused, by its date or by its announcement', () => {
    const byDate = account('1000', [monthly(refused('150', '2026-06-01'), announced('120', '2026-06-05'))]);
    expect(charged(runOn(byDate, '2026-06-10'))).toEqual(['w 2026-06-10..2026-07-10 12000']);
    const again = announced('120', '2026-06-01', '2026-01-02T00:00:00Z');
    const byAnnouncement = account('1000', [monthly(again, refused('150', '2026-06-01'))]);
    expect(charged(runOn(byAnnouncement, '2026-06-10'))).toEqual(['w 2026-06-10..2026-07-10 12000']);
  });

  it('that is newer than one agreed to ends all the same', () => {
    const state = account('1000', [monthly(announced('120', '2026-06-01'), refused('150', '2026-06-05'))]);
    expect(changed(runOn(state, '2026-06-10'))).toEqual(['w ended 2026-06-10']);
  });

  it('of another period ends nothing', () => {
    const yearly = announced('1000', '2026-06-01', YEAR_START, 'P1Y', true);
    expect(charged(runOn(account('1000', [monthly(yearly)]), '2026-06-10'))).toHaveLength(1);
  });

  it('ends what is suspended instead of letting it resume, even while staff hold the account', () => {
    const waiting = { ...monthly(refused('150', '2026-06-20')), state: 'suspended' as const };
    expect(states(runOn(account('0', [waiting]), '2026-06-19'))).toEqual(['w suspended 2026-06-10']);
    const held = account('1000', [waiting], { heldByStaff: true });
    expect(nextDueOf(held, day('2026-06-18'))).toBeNull();
    expect(nextDueOf(held, day('2026-06-19'))).toBe('2026-06-20');
    expect(changed(runOn(held, '2026-06-20'))).toEqual(['w ended 2026-06-20']);
  });

  it('is the same in a run that comes late and in the forecast', () => {
    const state = account('1000', [monthly(refused('150', '2026-07-15'))]);
    expect(changed(runOfPast(state, '2026-08-12', '2026-09-01'))).toEqual([
      'w renewed 2026-06-10',
      'w renewed 2026-07-10',
      'w ended 2026-08-10',
    ]);
    const days = forecastRenewals(state, day('2026-06-10'), day('2026-12-31'), new Date('2026-06-09T09:00Z'));
    expect(days.flatMap(({ plan }) => changed(plan))).toEqual([
      'w renewed 2026-06-10',
      'w renewed 2026-07-10',
      'w ended 2026-08-10',
    ]);
  });
});

describe('the end in sight', () => {
  const of = (each: ReturnType<typeof subscription>, more: Parameters<typeof account>[2] = {}) =>
    endInSight(each, account('0', [each], more));

  it('of a refused change is the first boundary on or after its date, outages counted in', () => {
    const each = monthly(refused('150', '2026-07-15'));
    expect(of(each)).toEqual({ on: '2026-08-10', reason: 'price_refused' });
    const lost = [outage('2026-06-12', '2026-06-15')];
    expect(of(each, { outages: lost })).toEqual({ on: '2026-08-13', reason: 'price_refused' });
  });

  it('is not there when a newer change takes the place of the refused one before its boundary', () => {
    expect(of(monthly(refused('150', '2026-07-15'), announced('120', '2026-08-01')))).toBeNull();
    expect(of(monthly())).toBeNull();
  });

  it('is the end of the paid period with auto-renew off, and of nothing that does not run', () => {
    expect(of({ ...monthly(), autoRenew: false })).toEqual({ on: '2026-06-10', reason: 'auto_renew_off' });
    expect(of(monthly(), { terminated: true })).toEqual({ on: '2026-06-10', reason: 'terminated' });
    expect(of({ ...monthly(refused('150', '2026-06-10')), state: 'suspended' })).toBeNull();
  });
});

describe('the change a customer is told of next', () => {
  const next = (...changes: ReturnType<typeof announced>[]) =>
    nextChange(monthly(...changes))?.price.unitPrice ?? null;

  it('is the one of the coming boundary, else the earliest after it', () => {
    expect(next()).toBeNull();
    expect(next(announced('150', '2026-08-01'), announced('140', '2026-07-01'))).toBe('140');
    expect(next(announced('150', '2026-06-10'), announced('140', '2026-07-01'))).toBe('150');
    expect(next(announced('9', '2026-07-01', YEAR_START, 'P1Y'))).toBeNull();
  });

  it('is of two of one date the one announced last', () => {
    const later = announced('140', '2026-07-01', '2026-01-02T00:00:00Z');
    expect(next(later, announced('150', '2026-07-01'))).toBe('140');
  });

  it('is not the one already paid by', () => {
    const change = announced('150', '2026-05-01');
    const each = { ...monthly(change, announced('170', '2026-09-01')), price: change.price };
    expect(nextChange(each)?.price.unitPrice).toBe('170');
    expect(nextChange({ ...each, period: parsePeriod('P1Y') })).toBeNull();
  });
});

describe('a change is in effect', () => {
  const change = announced('150', '2026-05-20');
  const newer = announced('170', '2026-06-01');
  const isUsed = (each: ReturnType<typeof subscription>, today: string) =>
    isInEffect(each, change, day(today));

  it('when the period in use is paid by it, or by a newer one', () => {
    expect(isUsed(monthly(change), '2026-06-09')).toBe(false);
    expect(isUsed({ ...monthly(change), price: change.price }, '2026-06-09')).toBe(true);
    expect(isUsed({ ...monthly(change, newer), price: newer.price }, '2026-06-09')).toBe(true);
    const older = announced('120', '2026-05-01');
    expect(isUsed({ ...monthly(older, change), price: older.price }, '2026-06-09')).toBe(false);
  });

  it('from its boundary on, before the run too, while the product is in use', () => {
    expect(isUsed(monthly(change), '2026-06-10')).toBe(true);
    expect(isUsed(monthly(change, newer), '2026-06-10')).toBe(false);
    expect(isUsed({ ...monthly(change), state: 'trial' }, '2026-06-10')).toBe(true);
    expect(isUsed({ ...monthly(change), state: 'suspended' }, '2026-06-10')).toBe(false);
  });
});

describe('a change binds an account', () => {
  const known = {
    effectiveOn: day('2026-07-02'),
    announcedAt: new Date('2026-06-20T09:00:00Z'),
    toldAt: new Date('2026-06-22T20:59:59Z'),
    chosenAt: new Date('2026-06-01T09:00:00Z'),
  };
  const isBound = (change: Partial<typeof known> | { toldAt: null }) =>
    binds({ ...known, ...change }, 10, 'Europe/Moscow');

  it('when its own notice was posted ten calendar days ahead, by the days of the seller’s zone', () => {
    expect(isBound({})).toBe(true);
    expect(isBound({ toldAt: new Date('2026-06-22T21:00:00Z') })).toBe(false);
  });

  it('never when no notice of it was posted', () => {
    expect(isBound({ toldAt: null })).toBe(false);
  });

  it('when it was shown to whoever chose the price after the announcement, and not the same day before it', () => {
    expect(binds({ ...known, toldAt: null, chosenAt: known.announcedAt }, 10, 'Europe/Moscow')).toBe(true);
    const before = new Date(known.announcedAt.getTime() - 1);
    expect(binds({ ...known, toldAt: null, chosenAt: before }, 10, 'Europe/Moscow')).toBe(false);
  });
});
