import { larger, type Minor } from '@rocket/kernel';

/** Whole hundreds are easier to pay and to remember. */
const STEP: Minor = 10_000n;

/**
 * How much to pay in so that the next 30 days are covered (rule 26), in minor units: what they ask for less what is there,
 * up to whole hundreds, at least the smallest payment of the offer (rule 1).
 * @returns null when what is there is enough
 */
export function adviseTopUp(available: Minor, next30Days: Minor, smallest: Minor): Minor | null {
  const missing = next30Days - available;
  return missing > 0n ? larger(((missing + STEP - 1n) / STEP) * STEP, smallest) : null;
}
