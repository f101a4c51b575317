import { sum, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { PartyRequisites, Signatory } from './party';

/** A line of a UPD. `net + vat = gross`, all in minor units of the document's currency, as kept in the books. */
export interface UpdLine {
  readonly name: string;
  /** ОКЕИ code: `"362"`. Without unit, quantity or a price that multiplies, dashes stand in columns 2–4. */
  readonly unitCode?: string | null;
  readonly unit?: string | null;
  /** Decimal text: `"1"`, `"0.5"`. */
  readonly quantity?: string | null;
  readonly net: Minor;
  /** Per cent (`"22"`), a computed rate (`"22/122"`), or null: без НДС. */
  readonly vatRate: string | null;
  readonly vat: Minor;
  readonly gross: Minor;
  /** Column А: the seller's own code of the product. */
  readonly productCode?: string | null;
}

/** Another document named by a line of the tax invoice. */
export interface DocumentReference {
  readonly number: string;
  readonly date: LocalDate;
}

/** Everything a UPD says. Numbers in brackets are those of the form, facts 1.3. */
export interface UpdFacts {
  /** (1) */
  readonly number: string;
  readonly issuedOn: LocalDate;
  /** (1а) A corrected UPD keeps its number and date and says which correction it is. */
  readonly correction?: DocumentReference | null;
  /** 1: tax invoice and transfer document; 2: transfer document only. */
  readonly status: 1 | 2;
  readonly seller: PartyRequisites;
  readonly customer: PartyRequisites;
  /** (5) Payment orders that formed the advance. */
  readonly paymentDocuments: readonly DocumentReference[];
  /** (5б) Advance invoices that this delivery settles; obligatory since 2026-04-01 where there was an advance. */
  readonly advanceInvoices: readonly DocumentReference[];
  /** [8] «Публичная оферта № 6 от 19.08.2025». */
  readonly basis: string;
  readonly currency: Currency;
  readonly lines: readonly UpdLine[];
  /** (9) */
  readonly totals: { readonly net: Minor; readonly vat: Minor; readonly gross: Minor };
  /** [11] */
  readonly transferredOn: LocalDate;
  /** The days the services were rendered on, both inclusive: [11] of the electronic form says them instead of one day. */
  readonly servicePeriod?: { readonly from: LocalDate; readonly to: LocalDate } | null;
  /** [12] «Период оказания услуг 01.10.2026–31.10.2026». */
  readonly note?: string | null;
  /** Who signs for the head and hands over [10]; the seller's own signatory when absent. */
  readonly signatory?: Signatory | null;
  /** Who signs for the chief accountant; a blank line when absent. */
  readonly accountant?: Signatory | null;
}

/** A name in the electronic format holds no more (facts 1.5, НаимТов). */
const NAME_LIMIT = 2000;

/**
 * Refuses facts that do not add up: the books gave them, so this is a bug and not an outcome.
 * @throws Error naming the document and what does not fit
 */
export function assertUpdAddsUp(facts: UpdFacts): void {
  const refuse = (why: string): never => {
    throw new Error(`UPD ${facts.number}: ${why}`);
  };
  const period = facts.servicePeriod;
  if (period && period.to < period.from) refuse('servicePeriod ends before it starts');
  assertLinesAddUp(`UPD ${facts.number}`, facts);
}

/**
 * Lines and totals of a paper with VAT by the line.
 * @throws Error naming the paper and what does not fit
 */
export function assertLinesAddUp(paper: string, facts: Pick<UpdFacts, 'number' | 'lines' | 'totals'>): void {
  const refuse = (why: string): never => {
    throw new Error(`${paper}: ${why}`);
  };
  if (facts.number.trim() === '') refuse('it has no number');
  if (facts.lines.length === 0) refuse('it has no lines');
  facts.lines.forEach((line, index) => {
    const place = `line ${index + 1}`;
    if (line.net + line.vat !== line.gross)
      refuse(`${place}: net ${line.net} + VAT ${line.vat} ≠ gross ${line.gross}`);
    if (line.net < 0n || line.vat < 0n) refuse(`${place} is negative`);
    if (line.vatRate === null && line.vat !== 0n) refuse(`${place} has VAT without a rate`);
    if (line.name.length > NAME_LIMIT) refuse(`${place} has a name longer than ${NAME_LIMIT} characters`);
  });
  for (const part of ['net', 'vat', 'gross'] as const) {
    const total = sum(facts.lines.map((line) => line[part]));
    if (total !== facts.totals[part])
      refuse(`${part} of its lines make ${total}, its total says ${facts.totals[part]}`);
  }
}
