import { localDate } from '@rocket/kernel';
import { isTrialOver, startTrial, trialEndsOn, trialPaidTo } from './trial';

const zone = 'Europe/Moscow';
const moscow = (text: string) => new Date(`${text}+03:00`);

describe('a trial of 14 days', () => {
  it('begun on 1 March at midnight ends on 14 March and is charged on the 15th', () => {
    const trial = startTrial(moscow('2026-03-01T00:00:00'), 14);
    expect([trialEndsOn(trial, zone), trialPaidTo(trial, zone)]).toEqual(['2026-03-14', '2026-03-15']);
  });

  it('begun at 15:12 lasts to the end of 15 March and is charged on the 16th', () => {
    const trial = startTrial(moscow('2026-03-01T15:12:00'), 14);
    expect([trialEndsOn(trial, zone), trialPaidTo(trial, zone)]).toEqual(['2026-03-15', '2026-03-16']);
  });

  it('goes on when it is asked for again on its last day, and is over the day after', () => {
    const trial = startTrial(moscow('2026-03-01T15:12:00'), 14);
    expect(isTrialOver(trial, localDate('2026-03-15'), zone)).toBe(false);
    expect(isTrialOver(trial, localDate('2026-03-16'), zone)).toBe(true);
  });
});
