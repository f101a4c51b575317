import { forecastRenewals, freeThrough, type AccountSnapshot } from '@rocket/billing';
import type { LocalDate, Minor } from '@rocket/kernel';
import { firstRunDate } from './forecast-renewals';

/** Whether the money will reach is another question than what will be asked for. */
const PLENTY = 10n ** 17n;

/** The next charge of a subscription that goes on, past every free term that waits; null when none comes. */
export function nextChargeOf(
  snapshot: AccountSnapshot,
  subscriptionId: string,
  now: Date,
): { readonly on: LocalDate; readonly amount: Minor } | null {
  const subscription = snapshot.subscriptions.find(({ id }) => id === subscriptionId);
  if (!subscription?.autoRenew) return null;
  const days = forecastRenewals(
    // Others change nothing of what this one costs, and would only be played every day until then.
    { ...snapshot, money: PLENTY, subscriptions: [subscription] },
    firstRunDate(now, snapshot.timeZone),
    freeThrough(subscription),
    now,
  );
  for (const { date, plan } of days) {
    const charge = plan.charges.find(
      (each) => each.subscriptionId === subscriptionId && !(each.freeTerm && each.amount === 0n),
    );
    if (charge) return { on: date, amount: charge.amount };
  }
  return null;
}
