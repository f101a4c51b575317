import type { BankAccountSection, BankDocument, RejectedLine, StatementEncoding } from './bank-statement';

/** One thing a statement says, in the order of the file. */
export type StatementItem =
  | {
      readonly type: 'format';
      readonly format: '1c' | 'camt.053';
      readonly encoding: StatementEncoding;
    }
  | { readonly type: 'version'; readonly version: string }
  | { readonly type: 'account'; readonly account: BankAccountSection }
  | { readonly type: 'document'; readonly document: BankDocument }
  | ({ readonly type: 'rejected' } & RejectedLine)
  | ({ readonly type: 'warning' } & RejectedLine);

/** Takes what a reader understood, at once: nothing of the file is kept behind it. */
export type StatementSink = (item: StatementItem) => void;

/** Reads one format piece by piece. */
export interface StatementReader {
  take(text: string): void;
  /** @throws PaymentSourceError `statement_empty` */
  finish(): void;
}

/** Characters neither XML nor PostgreSQL holds; banks' exports have them inside purposes now and then. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
export const withoutForbidden = (text: string): string => text.replace(FORBIDDEN, ' ');
