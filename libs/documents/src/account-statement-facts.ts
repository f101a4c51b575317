import type { Currency, LocalDate, Minor } from '@rocket/kernel';

/** What a customer holds, in minor units. Money and bonus are never one figure. */
export interface Holding {
  readonly money: Minor;
  readonly bonus: Minor;
}

/** One entry of the journal as its reader sees it; amounts signed, in minor units. */
export interface AccountStatementLine {
  /** The seller's day on which it happened. */
  readonly on: LocalDate;
  /** What it was, in words. */
  readonly what: string;
  readonly money: Minor;
  readonly bonus: Minor;
  readonly after: Holding;
}

/** An account statement («выписка по лицевому счёту») over whole days, both ends included (rule 20). */
export interface AccountStatementFacts {
  readonly seller: { readonly name: string; readonly inn: string };
  readonly customer: { readonly name: string; readonly inn: string | null; readonly accountNumber: string };
  readonly currency: Currency;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly madeOn: LocalDate;
  readonly opening: Holding;
  readonly lines: readonly AccountStatementLine[];
  readonly closing: Holding;
}

export interface Turnover {
  readonly moneyIn: Minor;
  readonly moneyOut: Minor;
  readonly bonusIn: Minor;
  readonly bonusOut: Minor;
}

/** What came and what went, each as a positive amount. */
export function turnoverOf(lines: readonly AccountStatementLine[]): Turnover {
  const total = { moneyIn: 0n, moneyOut: 0n, bonusIn: 0n, bonusOut: 0n };
  for (const { money, bonus } of lines) {
    if (money > 0n) total.moneyIn += money;
    else total.moneyOut -= money;
    if (bonus > 0n) total.bonusIn += bonus;
    else total.bonusOut -= bonus;
  }
  return total;
}

/** @throws Error (a bug of the caller) when opening, lines and closing do not make each other */
export function assertStatementAddsUp({ opening, lines, closing }: AccountStatementFacts): void {
  let { money, bonus } = opening;
  lines.forEach((line, index) => {
    money += line.money;
    bonus += line.bonus;
    if (line.after.money !== money || line.after.bonus !== bonus)
      throw new Error(`Line ${index + 1} of the statement does not follow from the one above it`);
  });
  if (closing.money !== money || closing.bonus !== bonus)
    throw new Error('The closing balance of the statement is not its opening and its lines');
}
