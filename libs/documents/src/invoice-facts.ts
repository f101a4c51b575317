import { sum, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { PartyRequisites } from './party';

/** A line of an invoice, VAT inside. */
export interface InvoiceLine {
  readonly name: string;
  /** Decimal text: `"1"`, `"0.5"`. */
  readonly quantity: string;
  readonly unit: string;
  /** Gross minor units of the invoice's currency. */
  readonly amount: Minor;
}

/** Everything an invoice for payment says; kept beside the bytes, so that the bytes can be explained. */
export interface InvoiceFacts {
  readonly number: string;
  readonly issuedOn: LocalDate;
  /** Last day on which the offer of this invoice holds. */
  readonly dueOn: LocalDate;
  readonly seller: PartyRequisites;
  readonly customer: PartyRequisites;
  /** Ground of the payment: «Публичная оферта №6 от 19.08.2025». */
  readonly contract: string;
  readonly currency: Currency;
  readonly lines: readonly InvoiceLine[];
  /** `rate` in per cent (`"22"`) or null without VAT; `amount` is the VAT inside the lines, each rounded alone. */
  readonly vat: { readonly rate: string | null; readonly amount: Minor };
  readonly total: Minor;
  /** Purpose of the payment, ready to copy into a payment order. */
  readonly purpose: string;
}

/** The field «Назначение платежа» of a payment order holds no more (facts 3.1). */
const PURPOSE_LIMIT = 210;

/**
 * Refuses facts that do not add up: the caller computed them, so this is a bug and not an outcome.
 * @throws Error naming the invoice and what does not fit
 */
export function assertInvoiceAddsUp(facts: InvoiceFacts): void {
  const refuse = (why: string): never => {
    throw new Error(`Invoice ${facts.number}: ${why}`);
  };
  if (facts.number.trim() === '') refuse('it has no number');
  if (facts.lines.length === 0) refuse('it has no lines');
  if (facts.lines.some((line) => line.amount < 0n)) refuse('a line is negative');
  const total = sum(facts.lines.map((line) => line.amount));
  if (total !== facts.total) refuse(`its lines make ${total}, its total says ${facts.total}`);
  if (facts.vat.amount < 0n || facts.vat.amount > facts.total) refuse('its VAT is not a part of its total');
  if (facts.vat.rate === null && facts.vat.amount !== 0n) refuse('it has VAT without a rate');
  if (facts.dueOn < facts.issuedOn) refuse('it ends before it is issued');
  if (facts.purpose.length > PURPOSE_LIMIT) refuse(`its purpose is longer than ${PURPOSE_LIMIT} characters`);
}
