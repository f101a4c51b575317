import { larger, smaller, type Minor } from '@rocket/kernel';

/**
 * A line charged for some units of a subscription in the period in use: the period itself, a raise of quantity, or a dearer tariff,
 * which is for all units from zero on. Units are counted from zero, `[from, to)`; what was lowered is cut off from above. Amounts in
 * minor units.
 */
export interface ChargedLine {
  /** 0 is the period itself; raises follow. */
  readonly no: number;
  /** null: paid wholly from credit, so there is no entry to reverse. */
  readonly entryId: string | null;
  readonly from: number;
  readonly to: number;
  /** Really paid and not reversed, credit included. */
  readonly paid: Minor;
  /** How much of what is paid came from credit. */
  readonly fromCredit: Minor;
  /** Given back of it as credit. */
  readonly given: Minor;
}

export interface GivenBack {
  readonly amount: Minor;
  /** All lines as they stand now. */
  readonly lines: readonly ChargedLine[];
}

/**
 * What a smaller quantity gives back: for each line the worth of the days left of its units, and never more than was paid
 * for that very line and not given back yet (money-rules, Time). The last raise goes first.
 *
 * `worthAbove` answers the worth of all units above a quantity; the parts are differences of it, so they add up to the whole
 * that was rounded once.
 */
export function giveBackUnits(
  lines: readonly ChargedLine[],
  to: number,
  worthAbove: (quantity: number) => Minor,
): GivenBack {
  const whole = larger(0n, worthAbove(to));
  // What surcharges gave for units that a line below them covers too.
  let [amount, counted, over] = [0n, 0n, 0n];
  const after = lastFirst(lines).map((line) => {
    const cut = Math.max(line.from, to);
    if (line.to <= cut) return line;
    const worth = worthAbove(cut);
    const covered = smaller(over, larger(0n, worth - counted));
    const bound = smaller(smaller(worth - counted - covered, line.paid - line.given), whole - amount);
    const given = larger(0n, bound);
    if (isSurcharge(line)) over += given;
    else {
      over -= covered;
      counted = worth;
    }
    amount += given;
    return { ...line, to: cut, given: line.given + given };
  });
  return { amount, lines: after };
}

/** What a larger quantity gives back when it costs less, because a volume tier was reached: no more than was paid. */
export function giveBackWorth(lines: readonly ChargedLine[], worth: Minor): GivenBack {
  let amount = 0n;
  const after = lastFirst(lines).map((line) => {
    const given = smaller(worth - amount, larger(0n, line.paid - line.given));
    amount += given;
    return { ...line, given: line.given + given };
  });
  return { amount, lines: after };
}

/** The entry of a line was reversed: there is less to give back, and what was credited beyond what is still paid goes too. */
export function withoutEntry(line: ChargedLine, amount: Minor): { line: ChargedLine; excess: Minor } {
  const paid = larger(0n, line.paid - amount);
  const excess = larger(0n, line.given - paid);
  return { line: { ...line, paid, given: line.given - excess }, excess };
}

/**
 * Credit that turned out to be nobody's money had paid these lines: what it paid stays granted, and is not given back once
 * more. The last line goes first.
 */
export function withoutCredit(lines: readonly ChargedLine[], missing: Minor): readonly ChargedLine[] {
  let left = missing;
  return lastFirst(lines).map((line) => {
    const less = smaller(left, smaller(line.fromCredit, line.paid - line.given));
    left -= less;
    return { ...line, paid: line.paid - less, fromCredit: line.fromCredit - less };
  });
}

/** A dearer tariff was paid for all units at once: the lines below go on covering the same units. */
const isSurcharge = ({ no, from }: ChargedLine): boolean => no > 0 && from === 0;

const lastFirst = (lines: readonly ChargedLine[]): ChargedLine[] => [...lines].sort((a, b) => b.no - a.no);
