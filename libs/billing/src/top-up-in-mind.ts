import type { LocalDate, Minor } from '@rocket/kernel';
import type { GrantState } from './grants';
import type { Plan } from './plan';
import { planResumption } from './planner';
import type { AccountSnapshot } from './snapshot';

/** Money that may come, in minor units, and the bonus it would bring. */
export interface TopUpInMind {
  readonly amount: Minor;
  readonly bonus: GrantState | null;
}

/**
 * What a top-up would do at once, by the planner that does it when the money comes: what is suspended resumes in the customer's
 * order (rule 15). The account as it would stand then is `after`: a forecast of that account is the forecast after the top-up.
 */
export function planTopUp(account: AccountSnapshot, topUp: TopUpInMind, today: LocalDate, now: Date): Plan {
  const grants = topUp.bonus ? [...account.grants, topUp.bonus] : account.grants;
  return planResumption({ ...account, money: account.money + topUp.amount, grants }, today, now);
}
