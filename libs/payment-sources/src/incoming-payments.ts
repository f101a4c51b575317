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
  readonly line: number;
}

export interface IncomingPayments {
  readonly incoming: readonly IncomingPayment[];
  /** Accounts this file is about that are not ours: most likely a wrong file was uploaded. */
  readonly foreignAccounts: readonly string[];
  /** Documents that came to our account but are no customer's payment, with the reason in Russian. */
  readonly leftOut: readonly RejectedLine[];
}

/**
 * Picks out the payments of a statement that came to `ourAccounts`. Direction is told by the accounts alone:
 * banks fill the two dates of a document as they like. Facts: ru-docs-payments §4.1.
 */
export function incomingPayments(statement: BankStatement, ourAccounts: readonly string[]): IncomingPayments {
  const ours = new Set(ourAccounts);
  const sections = new Set(statement.accounts.map((section) => section.account));
  const foreign = new Set([...sections].filter((account) => !ours.has(account)));
  const incoming: IncomingPayment[] = [];
  const leftOut: RejectedLine[] = [];
  const repeats = new Map<string, number>();
  for (const document of statement.documents) {
    const { payer, payee } = document;
    if (!ours.has(payee.account)) {
      if (!ours.has(payer.account) && !foreign.has(payer.account)) foreign.add(payee.account);
      continue;
    }
    const reason = ours.has(payer.account) ? 'перевод между своими счетами' : bankOwnMovement(document);
    if (reason) {
      leftOut.push({ line: document.line, reason: `Документ № ${document.number}: ${reason}.` });
      continue;
    }
    const identity = identityOf(document);
    const ordinal = repeats.get(identity) ?? 0;
    repeats.set(identity, ordinal + 1);
    incoming.push({
      source: 'bank',
      reference: createHash('sha256').update(`${identity}\u001f${ordinal}`).digest('hex'),
      receivedOn: document.creditedOn ?? document.date,
      amount: document.amount,
      payer,
      payeeAccount: payee.account,
      purpose: document.purpose,
      documentNumber: document.number,
      documentDate: document.date,
      line: document.line,
    });
  }
  return { incoming, foreignAccounts: [...foreign].sort(), leftOut };
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
function bankOwnMovement({ kind, payer, purpose }: BankDocument): string | null {
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
const identityOf = ({ kind, number, date, amount, payer, payee, purpose }: BankDocument): string =>
  [
    payee.account,
    kind.toLowerCase(),
    number,
    date,
    amount,
    payer.account,
    payer.inn ?? '',
    payee.account,
    lettersAndDigits(purpose),
  ].join('\u001f');

const lettersAndDigits = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/(?<!\p{L})n(?=\s*\d)|[^\p{L}\p{N}]/gu, '');
