import type { LocalDate, Minor } from '@rocket/kernel';

export type StatementEncoding = 'utf-8' | 'windows-1251' | 'cp866';

/** One side of a payment. What the bank did not write is null, never an empty string or `0`. */
export interface Party {
  readonly name: string;
  readonly inn: string | null;
  readonly kpp: string | null;
  readonly account: string;
  readonly bic: string | null;
  readonly bankName: string | null;
}

/** A `СекцияДокумент` with everything a receipt needs; an incomplete one never becomes this. Sums in kopecks. */
export interface BankDocument {
  /** Line of the file, from 1, on which the document starts. */
  readonly line: number;
  /** «Платежное поручение», «Банковский ордер»…, as the bank wrote it. */
  readonly kind: string;
  readonly number: string;
  readonly date: LocalDate;
  readonly amount: Minor;
  readonly payer: Party;
  readonly payee: Party;
  readonly debitedOn: LocalDate | null;
  readonly creditedOn: LocalDate | null;
  readonly purpose: string;
}

/** A `СекцияРасчСчет`: movements of one account over some days. Information only; sums in kopecks. */
export interface BankAccountSection {
  readonly line: number;
  readonly account: string;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly opening: Minor | null;
  readonly incoming: Minor | null;
  readonly outgoing: Minor | null;
  readonly closing: Minor | null;
}

/** Something in the file a person should look at. `reason` is Russian, for staff. */
export interface RejectedLine {
  readonly line: number;
  readonly reason: string;
}

export interface BankStatement {
  readonly format: '1c';
  readonly version: string;
  readonly encoding: StatementEncoding;
  readonly accounts: readonly BankAccountSection[];
  readonly documents: readonly BankDocument[];
  /** Documents that were not taken, one entry for each. */
  readonly rejected: readonly RejectedLine[];
  /** What looks wrong but did not stop anything from being taken. */
  readonly warnings: readonly RejectedLine[];
}
