import { smaller, sum, type Minor } from '@rocket/kernel';

/** A bonus grant as the planner sees it. It ends at an instant, exclusive: then its rest is worth nothing. */
export interface GrantState {
  readonly id: string;
  /** Lower burns first. */
  readonly priority: number;
  readonly effectiveAt: Date;
  readonly expiresAt: Date | null;
  readonly remaining: Minor;
}

/** A stretch of time in which a grant must be valid at some moment: an instant, or a missed business date. */
export interface Moment {
  readonly from: Date;
  /** Inclusive. */
  readonly to: Date;
}

export const isUsable = (grant: GrantState, moment: Moment): boolean =>
  grant.remaining > 0n &&
  grant.effectiveAt <= moment.to &&
  (grant.expiresAt === null || grant.expiresAt > moment.from);

const NEVER = Number.POSITIVE_INFINITY;

/** Burn-down order: priority, then earliest expiry (never last), then earliest effective time, then id (rule 7). */
export function inBurnOrder(grants: readonly GrantState[]): GrantState[] {
  return [...grants].sort(
    (a, b) =>
      a.priority - b.priority ||
      compare(a.expiresAt?.getTime() ?? NEVER, b.expiresAt?.getTime() ?? NEVER) ||
      a.effectiveAt.getTime() - b.effectiveAt.getTime() ||
      (a.id < b.id ? -1 : 1),
  );
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

export type BurnDown = 'bonus_first' | 'money_first';

/** What a debit takes: how much money, and how much of which grant. */
export interface Draw {
  readonly money: Minor;
  readonly uses: readonly { readonly grantId: string; readonly amount: Minor }[];
}

export const bonusOf = (draw: Draw): Minor => sum(draw.uses.map((use) => use.amount));

/**
 * Decides what pays an amount, or answers null when there is not enough: a period is paid whole or not at all.
 * `grants` must be usable ones; all amounts in minor units of the account's currency.
 */
export function draw(
  amount: Minor,
  money: Minor,
  grants: readonly GrantState[],
  order: BurnDown,
): Draw | null {
  const bonus = sum(grants.map((grant) => grant.remaining));
  if (amount > money + bonus) return null;
  const fromMoneyFirst = order === 'money_first' ? smaller(amount, money) : 0n;
  let left = amount - fromMoneyFirst;
  const uses: { grantId: string; amount: Minor }[] = [];
  for (const grant of inBurnOrder(grants)) {
    if (left === 0n) break;
    const part = smaller(left, grant.remaining);
    uses.push({ grantId: grant.id, amount: part });
    left -= part;
  }
  return { money: fromMoneyFirst + left, uses };
}

/** What is left of the grants after a draw. */
export function afterUses(grants: readonly GrantState[], uses: Draw['uses']): GrantState[] {
  if (uses.length === 0) return [...grants];
  const taken = new Map(uses.map((use) => [use.grantId, use.amount]));
  return grants.map((grant) => ({ ...grant, remaining: grant.remaining - (taken.get(grant.id) ?? 0n) }));
}

/** What an account pays with. */
export interface Purse {
  readonly money: Minor;
  readonly grants: readonly GrantState[];
}

/** What paid an amount, and what is left then. */
export interface Payment extends Purse {
  readonly draw: Draw;
}

/** Pays an amount with money and the bonus that is usable at a moment, or answers null when there is less. */
export function pay(purse: Purse, amount: Minor, moment: Moment, order: BurnDown): Payment | null {
  const usable = purse.grants.filter((grant) => isUsable(grant, moment));
  const drawn = draw(amount, purse.money, usable, order);
  if (drawn === null) return null;
  return {
    draw: drawn,
    money: purse.money - drawn.money,
    grants: afterUses(purse.grants, drawn.uses),
  };
}
