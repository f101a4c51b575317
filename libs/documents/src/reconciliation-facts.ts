import { sum, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { PartyRequisites } from './party';

/** One operation of an act of reconciliation by the seller's books; a storno is negative. Minor units. */
export interface ReconciliationLine {
  readonly on: LocalDate;
  /** «Оплата (п/п № 42 от 05.10.2026)». */
  readonly what: string;
  /** The document behind it. */
  readonly document: { readonly name: string; readonly number: string; readonly date: LocalDate };
  /** What the seller delivered or paid back. */
  readonly debit: Minor;
  /** What the customer paid. */
  readonly credit: Minor;
}

/**
 * An act of reconciliation («акт сверки») over whole days, both ends included (facts 9.1). A balance is positive when the seller
 * owes the customer: opening + credits − debits = closing.
 */
export interface ReconciliationFacts {
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly seller: PartyRequisites;
  readonly customer: PartyRequisites;
  /** «Публичная оферта № 6 от 19.08.2025». */
  readonly basis: string;
  readonly currency: Currency;
  readonly opening: Minor;
  readonly lines: readonly ReconciliationLine[];
  readonly closing: Minor;
  /** The personal account over the same days, as the ledger has it: opening + in − out = closing. */
  readonly ledger: {
    readonly opening: Minor;
    readonly in: Minor;
    readonly out: Minor;
    readonly closing: Minor;
  };
}

export interface ReconciliationTurnover {
  readonly debit: Minor;
  readonly credit: Minor;
}

export const turnoverOfReconciliation = (lines: readonly ReconciliationLine[]): ReconciliationTurnover => ({
  debit: sum(lines.map(({ debit }) => debit)),
  credit: sum(lines.map(({ credit }) => credit)),
});

/** A balance on its side: what the seller owes stands in credit, what the customer owes in debit. */
export const sidesOf = (balance: Minor): ReconciliationTurnover =>
  balance < 0n ? { debit: -balance, credit: 0n } : { debit: 0n, credit: balance };

/**
 * Refuses facts that do not add up: the books gave them, so this is a bug and not an outcome.
 * @throws Error naming the act and what does not fit
 */
export function assertReconciliationAddsUp(facts: ReconciliationFacts): void {
  const { number, opening, lines, closing, ledger } = facts;
  const refuse = (why: string): never => {
    throw new Error(`Reconciliation ${number}: ${why}`);
  };
  const { debit, credit } = turnoverOfReconciliation(lines);
  if (opening + credit - debit !== closing)
    refuse(`${opening} + ${credit} − ${debit} is not the closing balance ${closing}`);
  if (ledger.opening + ledger.in - ledger.out !== ledger.closing)
    refuse('the personal account does not add up');
  if (facts.to < facts.from) refuse('it ends before it starts');
  const outside = lines.find(({ on }) => on < facts.from || on > facts.to);
  if (outside) refuse(`${outside.what} of ${outside.on} is not of its days`);
}
