import { sum, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { PartyRequisites, Signatory } from './party';
import type { DocumentReference } from './upd-facts';

/** Columns 5, 8 and 9 of a tax form; `net + vat = gross`, minor units of the document's currency. */
export interface TaxedAmounts {
  readonly net: Minor;
  readonly vat: Minor;
  readonly gross: Minor;
}

/** A line of a UPD whose cost changes: rows А and Б as they stand in the books. Rows В and Г are their difference. */
export interface CorrectionLine {
  readonly name: string;
  /** Number of the corrected UPD this line stands in, one of `original`. */
  readonly originalNumber: string;
  /** Its date, needed only where two corrected UPDs of different years have one number. */
  readonly originalIssuedOn?: LocalDate | null;
  /** Its number in the table of the corrected UPD, from 1; the first when absent. */
  readonly originalLine?: number;
  /** The rate of the corrected UPD, not of the day of correction (facts 2.4). `"22"`, `"22/122"` or null: без НДС. */
  readonly vatRate: string | null;
  readonly before: TaxedAmounts;
  readonly after: TaxedAmounts;
}

/** What goes up and what goes down, each ≥ 0: rows В and Г of a line, or the two totals of a document. */
export interface CostChanges {
  readonly increase: TaxedAmounts;
  readonly decrease: TaxedAmounts;
}

/** Everything a correction document (УКД) says. Numbers in brackets are those of the form. */
export interface CorrectionFacts {
  /** (1) */
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly seller: PartyRequisites;
  readonly customer: PartyRequisites;
  /** 1: corrective tax invoice and agreement; 2: agreement only, for a seller or a product without VAT. */
  readonly status: 1 | 2;
  /** (1б), [5] UPDs that it corrects. */
  readonly original: readonly DocumentReference[];
  /** [6] «Заявление на возврат от 21.11.2026, Публичная оферта № 6 от 19.08.2025». */
  readonly basis: string;
  readonly currency: Currency;
  readonly lines: readonly CorrectionLine[];
  readonly totals: CostChanges;
  /** Who signs for the head and proposes the change [8]; the seller's own signatory when absent. */
  readonly signatory?: Signatory | null;
  /** Who signs for the chief accountant; a blank line when absent. */
  readonly accountant?: Signatory | null;
  /** [7] */
  readonly note?: string | null;
}

/** A name in the electronic format holds no more (facts 1.5, НаимТов). */
const NAME_LIMIT = 2000;
const PARTS = ['net', 'vat', 'gross'] as const;

const amounts = (of: (part: keyof TaxedAmounts) => Minor): TaxedAmounts => ({
  net: of('net'),
  vat: of('vat'),
  gross: of('gross'),
});
const positive = (amount: Minor): Minor => (amount > 0n ? amount : 0n);

/**
 * Rows В and Г of a line. Every column goes by itself, as the form asks: where the last kopeck of VAT falls can raise
 * the net while the gross falls.
 */
export const changesOfLine = ({ before, after }: CorrectionLine): CostChanges => ({
  increase: amounts((part) => positive(after[part] - before[part])),
  decrease: amounts((part) => positive(before[part] - after[part])),
});

/** What «Всего увеличение (сумма строк В)» and «Всего уменьшение (сумма строк Г)» must say for these lines. */
export function correctionTotals(lines: readonly CorrectionLine[]): CostChanges {
  const changes = lines.map(changesOfLine);
  return {
    increase: amounts((part) => sum(changes.map(({ increase }) => increase[part]))),
    decrease: amounts((part) => sum(changes.map(({ decrease }) => decrease[part]))),
  };
}

/**
 * Refuses facts that do not add up: the books gave them, so this is a bug and not an outcome.
 * @throws Error naming the document and what does not fit
 */
export function assertCorrectionAddsUp(facts: CorrectionFacts): void {
  const refuse = (why: string): never => {
    throw new Error(`Correction ${facts.number}: ${why}`);
  };
  if (facts.number.trim() === '') refuse('it has no number');
  if (facts.lines.length === 0) refuse('it has no lines');
  refuseWrongOriginals(facts, refuse);
  facts.lines.forEach((line, index) => refuseWrongLine(line, `line ${index + 1}`, refuse));
  const expected = correctionTotals(facts.lines);
  for (const way of ['increase', 'decrease'] as const)
    for (const part of PARTS)
      if (facts.totals[way][part] !== expected[way][part])
        refuse(
          `${way} of ${part} of its lines makes ${expected[way][part]}, its total says ${facts.totals[way][part]}`,
        );
}

/**
 * The corrected document that a line belongs to.
 * @throws Error when it is not among them, or two of them have this number and the line says no date
 */
export function originalOf({ original }: CorrectionFacts, line: CorrectionLine): DocumentReference {
  const { originalNumber, originalIssuedOn } = line;
  const found = original.filter(
    ({ number, date }) => number === originalNumber && (!originalIssuedOn || date === originalIssuedOn),
  );
  if (found.length === 0) throw new Error(`a line belongs to UPD ${originalNumber}, which it does not name`);
  if (found.length > 1) throw new Error(`a line does not say which UPD ${originalNumber} it belongs to`);
  return found[0]!;
}

/** Every line belongs to one of the corrected documents, and every document named has a line. */
function refuseWrongOriginals(facts: CorrectionFacts, refuse: (why: string) => never): void {
  const named = new Set(facts.original.map(({ number, date }) => `${number} of ${date}`));
  if (named.size < facts.original.length) refuse('it names a corrected document twice');
  for (const line of facts.lines) {
    try {
      const { number, date } = originalOf(facts, line);
      named.delete(`${number} of ${date}`);
    } catch (error) {
      refuse((error as Error).message);
    }
  }
  for (const document of named) refuse(`no line belongs to UPD ${document}`);
}

function refuseWrongLine(line: CorrectionLine, place: string, refuse: (why: string) => never): void {
  for (const [when, { net, vat, gross }] of [
    ['before', line.before],
    ['after', line.after],
  ] as const) {
    if (net + vat !== gross) refuse(`${place}: ${when}, net ${net} + VAT ${vat} ≠ gross ${gross}`);
    if (net < 0n || vat < 0n)
      refuse(
        when === 'before'
          ? `${place}: before is negative`
          : `${place}: it takes away more than there was before`,
      );
    if (line.vatRate === null && vat !== 0n) refuse(`${place}: ${when}, it has VAT without a rate`);
  }
  if (PARTS.every((part) => line.before[part] === line.after[part])) refuse(`${place} changes nothing`);
  if (line.name.trim() === '') refuse(`${place} has no name`);
  if (line.name.length > NAME_LIMIT) refuse(`${place} has a name longer than ${NAME_LIMIT} characters`);
}
