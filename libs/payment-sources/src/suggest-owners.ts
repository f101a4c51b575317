import type { Minor } from '@rocket/kernel';
import { isSameName, namesCustomer } from './customer-name';
import { canonicalInvoiceNumber, namedInvoices } from './invoice-numbers';
import type { MatchedPayment } from './match-payment';

/** An account a receipt might belong to, with what is known of it. Sums are in minor units. */
export interface SuggestionCandidate {
  readonly accountId: string;
  readonly accountName: string;
  /** The number the account has in amoCRM: customers name it as their personal account. */
  readonly amocrmAccountId: number;
  readonly customerName: string | null;
  readonly customerInn: string | null;
  readonly invoices: readonly {
    readonly id: string;
    readonly number: string;
    readonly rest: Minor;
    readonly state: 'issued' | 'paid' | 'cancelled' | 'expired';
  }[];
  /** Payments of this payer that were given to the account before. */
  readonly earlierPayments: number;
  readonly isConfirmedPayer: boolean;
}

/** Why an account is suggested, strongest first. */
export const SUGGESTION_REASONS = [
  'invoice_named',
  'payer_confirmed',
  'payer_is_customer',
  'paid_before',
  'account_named',
  'customer_named',
  'same_name',
  'same_sum',
] as const;
export type SuggestionReason = (typeof SUGGESTION_REASONS)[number];

export interface OwnerSuggestion {
  readonly accountId: string;
  readonly accountName: string;
  readonly invoice: SuggestionCandidate['invoices'][number] | null;
  readonly reasons: readonly SuggestionReason[];
}

/** A named invoice outweighs everything; a sum or a name alone stands last. Never enough to credit by itself. */
const WEIGHT: Readonly<Record<SuggestionReason, number>> = {
  invoice_named: 100,
  payer_confirmed: 60,
  payer_is_customer: 50,
  paid_before: 30,
  account_named: 25,
  customer_named: 20,
  same_name: 5,
  same_sum: 3,
};
const MOST = 5;

/**
 * Whose money a receipt in the queue might be, likeliest first, each with its reasons: what a person decides by. An account
 * nothing speaks for is left out.
 */
export function suggestOwners(
  payment: MatchedPayment,
  candidates: readonly SuggestionCandidate[],
): OwnerSuggestion[] {
  const named = new Set(namedInvoices(payment.purpose).map(({ number }) => number));
  return candidates
    .map((candidate) => suggest(payment, named, candidate))
    .filter(({ reasons }) => reasons.length > 0)
    .map((suggestion) => ({
      suggestion,
      weight: suggestion.reasons.reduce((sum, reason) => sum + WEIGHT[reason], 0),
    }))
    .sort((a, b) => b.weight - a.weight || a.suggestion.accountId.localeCompare(b.suggestion.accountId))
    .slice(0, MOST)
    .map(({ suggestion }) => suggestion);
}

function suggest(
  { amount, payer, purpose }: MatchedPayment,
  named: ReadonlySet<string>,
  candidate: SuggestionCandidate,
): OwnerSuggestion {
  const { customerName, customerInn } = candidate;
  const byNumber = candidate.invoices.filter(({ number }) => named.has(canonicalInvoiceNumber(number)));
  const bySum = candidate.invoices.filter(({ state, rest }) => state !== 'cancelled' && rest === amount);
  const isWord = (word: string): boolean => new RegExp(`(?<!\\d)${word}(?!\\d)`).test(purpose);
  const said: Record<SuggestionReason, boolean> = {
    invoice_named: byNumber.length > 0,
    payer_confirmed: candidate.isConfirmedPayer,
    payer_is_customer: payer.inn !== null && payer.inn === customerInn,
    paid_before: candidate.earlierPayments > 0,
    account_named: isWord(String(candidate.amocrmAccountId)),
    customer_named:
      (customerInn !== null && isWord(customerInn)) ||
      (customerName !== null && namesCustomer(purpose, customerName)),
    same_name: customerName !== null && isSameName(payer.name, customerName),
    same_sum: bySum.length > 0,
  };
  const open = (invoices: SuggestionCandidate['invoices']) =>
    invoices.find(({ state }) => state === 'issued' || state === 'expired') ?? null;
  return {
    accountId: candidate.accountId,
    accountName: candidate.accountName,
    invoice: open(byNumber) ?? open(bySum),
    reasons: SUGGESTION_REASONS.filter((reason) => said[reason]),
  };
}
