import type { LocalDate, Minor } from '@rocket/kernel';

/** UTF-16 only in XML. */
export type StatementEncoding = 'utf-8' | 'windows-1251' | 'cp866' | 'utf-16';

/** One side of a payment. What the bank did not write is null, never an empty string or `0`. */
export interface Party {
  readonly name: string;
  readonly inn: string | null;
  readonly kpp: string | null;
  /** Null where the file names no account: only camt.053 may leave the other side's out. */
  readonly account: string | null;
  readonly bic: string | null;
  readonly bankName: string | null;
}

/** A `СекцияДокумент`, or a transaction of a camt.053 entry, with everything a receipt needs; an incomplete one never becomes this. Sums in kopecks. */
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
  /** Where the file says it: ISO code of the sum's currency. The 1C format does not. */
  readonly currency?: string | null;
  /** The bank took an earlier movement back (camt.053 `RvslInd`): money moved the other way than a payment's. */
  readonly isReversal?: boolean;
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
  readonly format: '1c' | 'camt.053';
  readonly version: string;
  readonly encoding: StatementEncoding;
  readonly accounts: readonly BankAccountSection[];
  readonly documents: readonly BankDocument[];
  /** Documents that were not taken, one entry for each. */
  readonly rejected: readonly RejectedLine[];
  /** What looks wrong but did not stop anything from being taken. */
  readonly warnings: readonly RejectedLine[];
}
