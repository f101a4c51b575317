import { createHash } from 'node:crypto';
import type { LocalDate, Minor } from '@rocket/kernel';
import type { BankDocument, BankStatement, Party, RejectedLine } from './bank-statement';

/** Money that reached our bank account: what a receipt is recorded from. The sum is in kopecks. */
export interface IncomingPayment {
  readonly source: 'bank';
  /** The same payment gives the same reference in every file it appears in (rule 5). */
  readonly reference: string;
  /** The day the money reached the account (rule 2, clause 3.10). */
  readonly receivedOn: LocalDate;
  readonly amount: Minor;
  readonly payer: Party;
  readonly payeeAccount: string;
  readonly purpose: string;
  readonly documentNumber: string;
  readonly documentDate: LocalDate;
  /** ISO code where the file says it (camt.053). */
  readonly currency: string | null;
  readonly line: number;
}

/** Money that left our bank account: it may prove that a receipt was returned, or a refund paid. The sum is in kopecks. */
export interface OutgoingPayment {
  /** As of an incoming payment: the same in every file. */
  readonly reference: string;
  readonly sentOn: LocalDate;
  readonly amount: Minor;
  readonly payee: Party;
  readonly ourAccount: string;
  readonly purpose: string;
  readonly documentNumber: string;
  readonly documentDate: LocalDate;
  /** ISO code where the file says it (camt.053). */
  readonly currency: string | null;
  readonly line: number;
  /** The bank itself took an earlier crediting back. */
  readonly isReversal: boolean;
}

/** Money that came in and may be a payment of ours that a bank gave back. `isReversal`: the bank itself says so. */
export interface GivenBack extends Pick<
  IncomingPayment,
  'amount' | 'payer' | 'payeeAccount' | 'purpose' | 'receivedOn' | 'line'
> {
  readonly isReversal: boolean;
}

export interface IncomingPayments {
  readonly incoming: readonly IncomingPayment[];
  readonly outgoing: readonly OutgoingPayment[];
  /** Accounts this file is about that are not ours: most likely a wrong file was uploaded. */
  readonly foreignAccounts: readonly string[];
  /** Documents that came to our account but are no customer's payment, with the reason in Russian. */
  readonly leftOut: readonly RejectedLine[];
}

/** What a document of a statement is to us; null: it moves no money of ours. */
export type Movement =
  | { readonly type: 'incoming'; readonly payment: IncomingPayment }
  | { readonly type: 'outgoing'; readonly payment: OutgoingPayment }
  | ({ readonly type: 'left_out'; readonly givenBack?: GivenBack } & RejectedLine)
  | null;

/** A wrong file may name any number of accounts; a few are enough to see that it is wrong. */
const FOREIGN_NAMED = 20;
/** Enough of a hash to tell the documents of one file apart. */
const MARK_LENGTH = 24;

/**
 * Tells which documents of a statement are payments to `ourAccounts`, one after another. Direction is told by the accounts
 * alone: banks fill the two dates of a document as they like. Facts: ru-docs-payments §4.1.
 */
export class MovementSorter {
  private readonly ours: ReadonlySet<string>;
  private readonly foreign = new Set<string>();
  /** How often a document like it was in this file: all that is remembered of it. */
  private readonly repeats = new Map<string, number>();

  constructor(ourAccounts: readonly string[]) {
    this.ours = new Set(ourAccounts);
  }

  /** An account the file says it is about. */
  note(account: string): void {
    if (!this.ours.has(account) && this.foreign.size < FOREIGN_NAMED) this.foreign.add(account);
  }

  sort(document: BankDocument): Movement {
    const { payer, payee, line } = document;
    if (payee.account !== null && this.ours.has(payee.account))
      return this.sortIncoming(document, payee.account);
    if (payer.account !== null && this.ours.has(payer.account)) {
      const { ordinal, identity } = this.identify(document, payer.account);
      const payment = {
        reference: referenceOf(identity, ordinal),
        sentOn: document.debitedOn ?? document.date,
        amount: document.amount,
        payee,
        ourAccount: payer.account,
        purpose: document.purpose,
        documentNumber: document.number,
        documentDate: document.date,
        currency: document.currency ?? null,
        line,
        isReversal: document.isReversal === true,
      };
      return { type: 'outgoing', payment };
    }
    if (payer.account !== null && !this.foreign.has(payer.account) && payee.account !== null)
      this.note(payee.account);
    return null;
  }

  foreignAccounts(): readonly string[] {
    return [...this.foreign].sort();
  }

  private sortIncoming(document: BankDocument, ourAccount: string): Movement {
    const { payer, line } = document;
    const reason =
      payer.account !== null && this.ours.has(payer.account)
        ? 'перевод между своими счетами'
        : bankOwnMovement(document);
    if (reason) {
      const givenBack = document.isReversal === true ? { givenBack: givenBackOf(document, ourAccount) } : {};
      return { type: 'left_out', line, reason: `Документ № ${document.number}: ${reason}.`, ...givenBack };
    }
    const { ordinal, identity } = this.identify(document, ourAccount);
    const payment: IncomingPayment = {
      source: 'bank',
      reference: referenceOf(identity, ordinal),
      receivedOn: document.creditedOn ?? document.date,
      amount: document.amount,
      payer,
      payeeAccount: ourAccount,
      purpose: document.purpose,
      documentNumber: document.number,
      documentDate: document.date,
      currency: document.currency ?? null,
      line,
    };
    return { type: 'incoming', payment };
  }

  private identify(document: BankDocument, ourAccount: string): { identity: string; ordinal: number } {
    const identity = identityOf(document, ourAccount);
    const mark = createHash('sha256').update(identity).digest('base64').slice(0, MARK_LENGTH);
    const ordinal = this.repeats.get(mark) ?? 0;
    this.repeats.set(mark, ordinal + 1);
    return { identity, ordinal };
  }
}

const givenBackOf = (document: BankDocument, ourAccount: string): GivenBack => ({
  receivedOn: document.creditedOn ?? document.date,
  amount: document.amount,
  payer: document.payer,
  payeeAccount: ourAccount,
  purpose: document.purpose,
  line: document.line,
  isReversal: true,
});

const referenceOf = (identity: string, ordinal: number): string =>
  createHash('sha256').update(`${identity}\u001f${ordinal}`).digest('hex');

/** All movements of a statement that was read at once. */
export function incomingPayments(statement: BankStatement, ourAccounts: readonly string[]): IncomingPayments {
  const sorter = new MovementSorter(ourAccounts);
  for (const section of statement.accounts) sorter.note(section.account);
  const movements = statement.documents.map((document) => sorter.sort(document));
  return {
    incoming: movements.flatMap((one) => (one?.type === 'incoming' ? [one.payment] : [])),
    outgoing: movements.flatMap((one) => (one?.type === 'outgoing' ? [one.payment] : [])),
    leftOut: movements.flatMap((one) =>
      one?.type === 'left_out' ? [{ line: one.line, reason: one.reason }] : [],
    ),
    foreignAccounts: sorter.foreignAccounts(),
  };
}

const ORDERS_OF_THE_BANK = /^(?:банковский|мемориальный) ордер$/i;
/** Accounts of companies, traders, persons, budgets and transfers without an account; the rest are the bank's own. */
const CUSTOMER_ACCOUNT = /^(?:40[1-8]|409(?:09|1[1-3])|42[3-6]|03|[A-Z]{2})/;
const CARD_TRANSIT = /^3023[23]/;
const CARD_SETTLEMENT = /эквайринг|операци[яй][а-я]*\s+(?:с|по)\s+(?:мбк|карт|банковск)/i;

/**
 * Interest, returned fees and settlements of card terminals: money of ours, but nobody's top-up. A customer's
 * account behind a bank order, or a transit account without such words, stays in: unallocated is better than lost.
 */
function bankOwnMovement({ kind, payer, purpose, isReversal }: BankDocument): string | null {
  if (isReversal) return 'банк отменил наше списание, это не платёж клиента';
  if (payer.account === null) return null;
  if (ORDERS_OF_THE_BANK.test(kind) && !CUSTOMER_ACCOUNT.test(payer.account))
    return 'ордер самого банка, не платёж клиента';
  if (CARD_TRANSIT.test(payer.account) && CARD_SETTLEMENT.test(purpose))
    return 'расчёты банка по картам (эквайринг), не платёж клиента';
  return null;
}

/**
 * Everything by which a bank tells two payments apart; numbers alone repeat among payers. Our account leads,
 * though it is also the payee's: the key stays the same should a source ever name them differently. The
 * purpose goes in as letters and digits only, because line breaks, quotes and № (or N) differ between exports.
 */
const identityOf = (
  { kind, number, date, amount, payer, payee, purpose }: BankDocument,
  ourAccount: string,
): string =>
  [
    ourAccount,
    kind.toLowerCase(),
    number,
    date,
    amount,
    payer.account ?? '',
    payer.inn ?? '',
    payee.account ?? '',
    lettersAndDigits(purpose),
  ].join('\u001f');

const lettersAndDigits = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/(?<!\p{L})n(?=\s*\d)|[^\p{L}\p{N}]/gu, '');
