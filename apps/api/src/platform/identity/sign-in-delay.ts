const FREE_FAILURES = 3;
const LONGEST_MS = 15 * 60_000;
/** After so long without a failure the count starts again. */
export const FORGOTTEN_AFTER_MS = 60 * 60_000;

/**
 * How long the next attempt must wait after so many failures in a row, in milliseconds: three mistakes are
 * free, then 1, 2, 4 … seconds, a quarter of an hour at most.
 */
export function delayAfter(failures: number): number {
  if (failures <= FREE_FAILURES) return 0;
  return Math.min(1_000 * 2 ** Math.min(failures - FREE_FAILURES - 1, 20), LONGEST_MS);
}
