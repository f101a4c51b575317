import type { BalanceDto, ForecastDto, MoneyDto } from '@rocket/contracts';
import { larger, parseMinor, printMinor, sum } from '@rocket/kernel';

/** Whole hundreds are easier to pay and to remember: minor units of 100.00. */
const STEP = 10_000n;

/**
 * How much to pay in so that the next 30 days are covered: what they cost less what is there, up to whole hundreds, at
 * least the offer's smallest payment (rule 1).
 * @returns null when what is there is enough
 */
export function adviseTopUp(balance: BalanceDto, forecast: ForecastDto, minimum: MoneyDto): MoneyDto | null {
  const planned = sum(
    forecast.items.flatMap((day) => [
      ...day.charges.map((charge) => parseMinor(charge.amount.amount)),
      ...day.suspensions.map((one) => parseMinor(one.required.amount)),
    ]),
  );
  const needed = larger(planned, parseMinor(balance.forecast.next30Days.amount));
  const missing = needed - parseMinor(balance.total.amount);
  if (missing <= 0n) return null;
  const rounded = ((missing + STEP - 1n) / STEP) * STEP;
  return {
    amount: printMinor(larger(rounded, parseMinor(minimum.amount))),
    currency: balance.total.currency,
  };
}
