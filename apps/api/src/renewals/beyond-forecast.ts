import { moneyText, type Minor } from '@rocket/kernel';
import type { ChargeTotals } from './run.store';

/** Below this many accounts a rehearsal costs more than it protects. */
export const REHEARSED_FROM_ACCOUNTS = 100;
/** A run may always make so many charges more than foreseen: a few top-ups at three in the morning stop nobody. */
const ALWAYS_ALLOWED_CHARGES = 50;

const larger = (one: Minor, other: Minor): Minor => (one > other ? one : other);

/**
 * Why a run has to stop and ask, for people, or null while its totals are within what the rehearsal foresaw: at most so many
 * percent above it, in number and in sum, and never less than fifty average charges above. Fewer than foreseen is no reason:
 * an account that cannot pay is suspended, and nobody is charged by mistake (money-rules, "Once only").
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
  // Without one foreseen charge there is no average, and the number alone says when it is too much.
  if (expected.charged === 0) return null;
  const floor = (expected.amount * BigInt(ALWAYS_ALLOWED_CHARGES)) / foreseen;
  const mostMoney = expected.amount + larger(floor, (expected.amount * percent) / 100n);
  if (totals.amount <= mostMoney) return null;
  const text = (amount: Minor): string => moneyText(amount, 'RUB').amount;
  return `Сумма списаний ${text(totals.amount)} при ожидаемой ${text(expected.amount)}: больше допустимой ${text(mostMoney)}`;
}

/** Thrown out of the batch that would go beyond: nothing of it is kept. */
export class BeyondForecast extends Error {
  override readonly name = 'BeyondForecast';
}
