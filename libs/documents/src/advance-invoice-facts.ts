import type { Currency, LocalDate, Minor } from '@rocket/kernel';
import type { PartyRequisites, Signatory } from './party';
import type { DocumentReference, UpdFacts } from './upd-facts';

/**
 * Everything a tax invoice for an advance («счёт-фактура на аванс») says: facts 1.4. Amounts in minor units. Drawn up within
 * five calendar days of the money (article 168, paragraph 3 of the Tax Code).
 */
export interface AdvanceInvoiceFacts {
  /** (1) */
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly seller: PartyRequisites;
  readonly customer: PartyRequisites;
  /** (5) The payment order of the advance: obligatory here. */
  readonly paymentDocument: DocumentReference;
  readonly currency: Currency;
  /** Column 1а: «Предварительная оплата (пополнение лицевого счёта) по договору …». */
  readonly name: string;
  /** The computed rate of column 7: `"22/122"`. */
  readonly vatRate: string;
  /** Column 8. */
  readonly vat: Minor;
  /** Column 9: the sum received. */
  readonly gross: Minor;
  readonly signatory?: Signatory | null;
  readonly accountant?: Signatory | null;
}

/**
 * Refuses facts that do not add up: the books gave them, so this is a bug and not an outcome.
 * @throws Error naming the invoice and what does not fit
 */
export function assertAdvanceAddsUp({ number, vatRate, vat, gross }: AdvanceInvoiceFacts): void {
  const refuse = (why: string): never => {
    throw new Error(`Advance invoice ${number}: ${why}`);
  };
  const [, tax, whole] =
    /^(\d+)\/(\d+)$/.exec(vatRate) ?? refuse(`the rate «${vatRate}» is not a computed one`);
  if (gross <= 0n) refuse('nothing was received');
  const expected = (2n * gross * BigInt(tax!) + BigInt(whole!)) / (2n * BigInt(whole!));
  if (vat !== expected) refuse(`VAT of ${gross} at ${vatRate} is ${expected}, it says ${vat}`);
}

/** The same as a UPD of one line, for the parts of the form and of the file that both have. */
export const asUpd = (facts: AdvanceInvoiceFacts): UpdFacts => {
  const amounts = { net: facts.gross - facts.vat, vat: facts.vat, gross: facts.gross };
  return {
    ...facts,
    status: 1,
    paymentDocuments: [facts.paymentDocument],
    advanceInvoices: [],
    basis: '',
    lines: [{ name: facts.name, vatRate: facts.vatRate, ...amounts }],
    totals: amounts,
    transferredOn: facts.issuedOn,
  };
};
