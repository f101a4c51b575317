import { larger, moneyText, type Minor } from '@rocket/kernel';
import type { ChargeTotals, CurrencySum } from './run-sum.rows';

/** Below this many accounts a rehearsal costs more than it protects. */
export const REHEARSED_FROM_ACCOUNTS = 100;
/** A run may always make so many charges more than foreseen: a few top-ups at three in the morning stop nobody. */
const ALWAYS_ALLOWED_CHARGES = 50;

/**
 * Why a run has to stop and ask, for people, or null while its totals are within what the rehearsal foresaw: at most so many
 * percent above it, in number and in the sum of each currency, and never less than fifty average charges above. Fewer than
 * foreseen is no reason: an account that cannot pay is suspended, and nobody is charged by mistake (money-rules, "Once only").
 */
export function beyondForecast(
  expected: ChargeTotals,
  totals: ChargeTotals,
  tolerancePercent: number,
): string | null {
  const percent = BigInt(tolerancePercent);
  const foreseen = BigInt(expected.charged);
  const most = foreseen + larger(BigInt(ALWAYS_ALLOWED_CHARGES), (foreseen * percent) / 100n);
  if (BigInt(totals.charged) > most)
    return `Списаний ${totals.charged} при ожидаемых ${expected.charged}: больше допустимых ${most}`;
  for (const sum of totals.sums) {
    const reason = sumBeyond(
      expected.sums.find(({ currency }) => currency === sum.currency),
      sum,
      percent,
    );
    if (reason !== null) return reason;
  }
  return null;
}

function sumBeyond(expected: CurrencySum | undefined, sum: CurrencySum, percent: bigint): string | null {
  // Without one foreseen charge there is no average, and the number alone says when it is too much.
  if (!expected || expected.charged === 0) return null;
  const floor = (expected.amount * BigInt(ALWAYS_ALLOWED_CHARGES)) / BigInt(expected.charged);
  const most = expected.amount + larger(floor, (expected.amount * percent) / 100n);
  if (sum.amount <= most) return null;
  const text = (amount: Minor): string => `${moneyText(amount, sum.currency).amount} ${sum.currency}`;
  return `Сумма списаний ${text(sum.amount)} при ожидаемой ${text(expected.amount)}: больше допустимой ${text(most)}`;
}

/** Thrown out of the batch that would go beyond: nothing of it is kept. */
export class BeyondForecast extends Error {
  override readonly name = 'BeyondForecast';
}
