import type { LocalDate } from '@rocket/kernel';
import { percentOf, type ReportBucket } from './report-buckets';

/** What became of a trial: paid at least once, still on trial, given free of charge, or none of these. */
export type TrialFate = 'paid' | 'on_trial' | 'given' | 'left';

export interface TrialCohort {
  readonly bucket: ReportBucket;
  readonly started: number;
  readonly onTrial: number;
  readonly paid: number;
  readonly given: number;
  readonly left: number;
  /** Paid of those whose trial is over, in percent; null while none is. */
  readonly conversion: string | null;
}

/** Started = on trial + paid + given + left, in every cohort. `counted` has a line for each step and fate. */
export function trialCohorts(
  counted: readonly { readonly key: LocalDate; readonly fate: TrialFate; readonly count: number }[],
  buckets: readonly ReportBucket[],
): TrialCohort[] {
  return buckets.map((bucket) => {
    const of = (fate: TrialFate): number =>
      counted
        .filter((line) => line.key === bucket.key && line.fate === fate)
        .reduce((all, { count }) => all + count, 0);
    return cohort(bucket, {
      paid: of('paid'),
      onTrial: of('on_trial'),
      given: of('given'),
      left: of('left'),
    });
  });
}

/** The cohorts of a period as one. */
export function trialTotal(cohorts: readonly TrialCohort[]): TrialCohort | null {
  const [first, last] = [cohorts[0], cohorts.at(-1)];
  if (!first || !last) return null;
  const of = (name: 'paid' | 'onTrial' | 'given' | 'left'): number =>
    cohorts.reduce((all, each) => all + each[name], 0);
  const bucket = { key: first.bucket.key, from: first.bucket.from, to: last.bucket.to };
  return cohort(bucket, { paid: of('paid'), onTrial: of('onTrial'), given: of('given'), left: of('left') });
}

function cohort(
  bucket: ReportBucket,
  fates: Pick<TrialCohort, 'paid' | 'onTrial' | 'given' | 'left'>,
): TrialCohort {
  const over = fates.paid + fates.given + fates.left;
  return { bucket, ...fates, started: over + fates.onTrial, conversion: percentOf(fates.paid, over) };
}
