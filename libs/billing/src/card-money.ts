import { smaller, type Minor } from '@rocket/kernel';

/** One movement of a customer's own money, oldest first. Minor units, above zero; `payment` names a card payment, null is other money. */
export interface MoneyMove {
  /** `given_back`: what was spent comes back to the balance. `out`: a refund, a reversed top-up, a correction. */
  readonly kind: 'in' | 'spent' | 'given_back' | 'out';
  readonly payment: string | null;
  readonly amount: Minor;
}

export interface CardMoney {
  /** What was consumed of the payment. */
  readonly spent: Minor;
  /** What of it is still on the balance. */
  readonly rest: Minor;
}

interface Lot {
  readonly payment: string | null;
  rest: Minor;
  spent: Minor;
}

/**
 * How much of each card payment a customer has consumed: the oldest money is spent first (money-rules, Grants: burn-down;
 * facts ru-docs-payments §8.1 for why it is asked). Spent money that comes back returns to where it was taken from last.
 * What went back to a card was not spent: where it had been counted as spent, other money takes its place, so that no
 * payment is ever both consumed and refunded. Spending beyond the money known so far is left out until that is known.
 */
export function cardMoneySpent(moves: readonly MoneyMove[]): Map<string, CardMoney> {
  const lots: Lot[] = [];
  for (const { kind, payment, amount } of moves) {
    if (kind === 'in') lots.push({ payment, rest: amount, spent: 0n });
    else if (kind === 'spent') spend(lots, amount);
    else if (kind === 'given_back') giveBack(lots, amount);
    else takeOut(lots, payment, amount);
  }
  const known = new Map<string, CardMoney>();
  for (const { payment, rest, spent } of lots) {
    if (payment === null) continue;
    const before = known.get(payment) ?? { spent: 0n, rest: 0n };
    known.set(payment, { spent: before.spent + spent, rest: before.rest + rest });
  }
  return known;
}

function spend(lots: readonly Lot[], amount: Minor): void {
  let left = amount;
  for (const lot of lots) {
    const part = smaller(lot.rest, left);
    lot.rest -= part;
    lot.spent += part;
    left -= part;
  }
}

function giveBack(lots: Lot[], amount: Minor): void {
  let left = amount;
  for (const lot of [...lots].reverse()) {
    const part = smaller(lot.spent, left);
    lot.spent -= part;
    lot.rest += part;
    left -= part;
  }
  if (left > 0n) lots.push({ payment: null, rest: left, spent: 0n });
}

function takeOut(lots: readonly Lot[], payment: string | null, amount: Minor): void {
  const own = payment === null ? [] : lots.filter((lot) => lot.payment === payment);
  let left = drain(own, amount);
  let swapped = 0n;
  for (const lot of own) {
    const part = smaller(lot.spent, left);
    lot.spent -= part;
    left -= part;
    swapped += part;
  }
  spend(lots, swapped);
  drain(lots, left);
}

/** Takes what is there, oldest first; answers what was not. */
function drain(lots: readonly Lot[], amount: Minor): Minor {
  let left = amount;
  for (const lot of lots) {
    const part = smaller(lot.rest, left);
    lot.rest -= part;
    left -= part;
  }
  return left;
}
