import type { Minor } from '@rocket/kernel';

/** A threshold of the balance somebody wants to be told about; disarmed once told, until the balance comes back. */
export interface BalanceAlert {
  readonly threshold: Minor;
  readonly armed: boolean;
}

export interface AlertCheck {
  /** Thresholds crossed downwards now, highest first: one notice lists them all. */
  readonly crossed: readonly Minor[];
  readonly after: readonly BalanceAlert[];
}

/**
 * One notice for each crossing (money-rules, Thresholds): strictly below, money and bonus together; coming back to the
 * threshold or above re-arms it. Called once for every entry. Minor units.
 */
export function checkAlerts(alerts: readonly BalanceAlert[], balance: Minor): AlertCheck {
  const crossed = alerts
    .filter(({ armed, threshold }) => armed && balance < threshold)
    .map(({ threshold }) => threshold)
    .sort((a, b) => (a > b ? -1 : 1));
  const after = alerts.map(({ threshold }) => ({ threshold, armed: balance >= threshold }));
  return { crossed, after };
}
