import { sum, type Minor } from '@rocket/kernel';
import { pay, type BurnDown, type Draw, type Moment, type Purse } from './grants';
import type { PlannedCharge, PlanningTime } from './plan';
import { planRenewals } from './planner';
import type { AccountSnapshot, SubscriptionSnapshot } from './snapshot';

/** What one period of a subscription comes to where nothing but money decides. */
export interface PlainRenewal {
  readonly charge: PlannedCharge;
  readonly after: SubscriptionSnapshot;
}

/** More than any balance holds: minor units fill eight bytes. */
const ENOUGH: Minor = 2n ** 62n;

/**
 * An account is plain on a date when it is billed and nobody holds it, it has no metered use, no free term and no outage ahead, and
 * all that it uses runs and is paid to that date or beyond. Its plan is the plans of its subscriptions one by one, as far as bonus and
 * money go: so the planner is asked once for each kind of subscription, and not for each of thousands that are alike.
 *
 * Answers what the planner does with one such subscription that the money reaches; null when that is anything but one period
 * renewed and paid by money alone.
 */
export function renewalOfPlain(
  subscription: SubscriptionSnapshot,
  terms: Pick<AccountSnapshot, 'timeZone' | 'burnDown'>,
  time: PlanningTime,
): PlainRenewal | null {
  const { usage, charges, changes, after } = planRenewals(
    {
      ...terms,
      accountId: subscription.id,
      money: ENOUGH,
      grants: [],
      subscriptions: [subscription],
      outages: [],
      heldByStaff: false,
      terminated: false,
    },
    time,
  );
  const [charge] = charges;
  const isOnePeriod = usage.length === 0 && charges.length === 1 && changes.length === 1;
  if (!charge || !isOnePeriod || changes[0]!.kind !== 'renewed') return null;
  if (charge.creditUsed > 0n || charge.freeTerm !== undefined) return null;
  if (charge.businessDate !== charge.periodStart) return null;
  return { charge, after: after.subscriptions[0]! };
}

/** What is left when all that is due is paid, in minor units; null when the money does not reach for all of it: then the planner decides. */
export function restOfPlain(money: Minor, charges: readonly PlannedCharge[]): Minor | null {
  const rest = money - sum(charges.map(({ amount }) => amount));
  return rest < 0n ? null : rest;
}

/**
 * What bonus and money each pay of what is due in a plain account, in the customer's order, and what money is left; null when they do
 * not reach for all of it: then the planner decides.
 * @param moment when bonus must be valid to pay, `momentOfRun`
 */
export function drawsOfPlain(
  purse: Purse,
  charges: readonly PlannedCharge[],
  moment: Moment,
  order: BurnDown,
): { readonly draws: readonly Draw[]; readonly rest: Minor } | null {
  const draws: Draw[] = [];
  let left = purse;
  for (const { amount } of charges) {
    const paid = pay(left, amount, moment, order);
    if (paid === null) return null;
    draws.push(paid.draw);
    left = paid;
  }
  return { draws, rest: left.money };
}
