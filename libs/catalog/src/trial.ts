import { addDays, dayOf, type LocalDate } from '@rocket/kernel';

const DAY_MS = 86_400_000;

/** A trial of an account and a product, fixed to the second at its first start; survives any reinstall (rule 10). */
export interface Trial {
  readonly startedAt: Date;
  /** Exclusive. */
  readonly endsAt: Date;
}

export const startTrial = (now: Date, days: number): Trial => ({
  startedAt: now,
  endsAt: new Date(now.getTime() + days * DAY_MS),
});

/** The local date of the last second of the trial: use lasts to the end of that day. */
export const trialEndsOn = (trial: Trial, zone: string): LocalDate =>
  dayOf(new Date(trial.endsAt.getTime() - 1), zone);

/** The first day to be paid for. */
export const trialPaidTo = (trial: Trial, zone: string): LocalDate => addDays(trialEndsOn(trial, zone), 1);

/** Asked for again on its last day, a trial goes on; afterwards it is used up. */
export const isTrialOver = (trial: Trial, today: LocalDate, zone: string): boolean =>
  today > trialEndsOn(trial, zone);
