/** What a person may decide about a cash receipt that the register did not make. */
export const FISCAL_DECISIONS = ['registered', 'not_needed', 'resend'] as const;
export type FiscalDecision = (typeof FISCAL_DECISIONS)[number];

export interface UndecidedReceipt {
  readonly kind: 'income' | 'income_return' | 'offset';
  readonly state: 'pending' | 'succeeded' | 'canceled' | 'untold';
  /** Pending for more than an hour. */
  readonly isOverdue: boolean;
  /** A person has said that nothing more is needed. */
  readonly isSettled: boolean;
}

/**
 * What may be decided about a receipt now (54-FZ, facts 8.1). While the register may still answer, nothing. Sent again is only
 * what the register is known to have refused, and only a receipt of its own: one that travels inside a payment or a refund
 * cannot go a second time, in its place a correction receipt is made and its numbers are written down.
 */
export function fiscalDecisionsOf({
  kind,
  state,
  isOverdue,
  isSettled,
}: UndecidedReceipt): readonly FiscalDecision[] {
  if (isSettled || state === 'succeeded' || (state === 'pending' && !isOverdue)) return [];
  return state === 'canceled' && kind === 'offset' ? FISCAL_DECISIONS : ['registered', 'not_needed'];
}
