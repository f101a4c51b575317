import type { LocalDate, Minor } from '@rocket/kernel';
import type { Draw } from './grants';
import type { EntryKind, JournalEntry, Posting } from './journal';
import type { PlannedCharge, PlannedUsage } from './plan';

/** How each business event is posted. Recipes encode how value moves; they never decide whether it is due. */
export interface Act {
  readonly happenedAt: Date;
  readonly businessDate: LocalDate;
  readonly actor: string;
  readonly reason?: string | null;
}

export type ReceiptSource = 'bank' | 'robokassa' | 'yookassa';

/** The fact: money came in. True whoever it belongs to, so it is written before anyone asks. Book of the seller. */
export const received = (
  receipt: { id: string; source: ReceiptSource; reference: string; amount: Minor },
  act: Act,
): JournalEntry => ({
  ...act,
  key: `receipt:${receipt.source}:${receipt.reference}`,
  kind: 'receipt',
  subject: { type: 'receipt', id: receipt.id },
  postings: [{ from: receipt.source, to: 'unallocated', amount: receipt.amount }],
});

/**
 * A receipt on a bank account that sellers share turned out to be another seller's: it leaves this one's book. `nth` counts
 * how often it changed hands in this book before.
 */
export const handedOver = (
  receipt: { id: string; source: ReceiptSource; amount: Minor },
  direction: 'out' | 'in',
  nth: number,
  act: Act,
): JournalEntry => ({
  ...act,
  key: `handed-${direction}:${receipt.id}${nth === 0 ? '' : `:${nth}`}`,
  kind: 'correction',
  subject: { type: 'receipt', id: receipt.id },
  postings: [
    direction === 'out'
      ? { from: 'unallocated', to: receipt.source, amount: receipt.amount }
      : { from: receipt.source, to: 'unallocated', amount: receipt.amount },
  ],
});

/** What nobody was given went back to the payer: it leaves the books. `nth` counts returns that were taken back. Book of the seller. */
export const returnedToPayer = (
  receipt: { id: string; source: ReceiptSource; amount: Minor },
  nth: number,
  act: Act,
): JournalEntry => ({
  ...act,
  key: nth === 0 ? `return:${receipt.id}` : `return:${receipt.id}:${nth}`,
  kind: 'refund',
  subject: { type: 'receipt', id: receipt.id },
  postings: [{ from: 'unallocated', to: receipt.source, amount: receipt.amount }],
});

/**
 * The judgement: it, or `amount` of it, belongs to this customer. Made by an invoice number, or later by a person. `nth` counts judgements of
 * the same receipt that were reversed before.
 */
export const credited = (receipt: { id: string; amount: Minor }, nth: number, act: Act): JournalEntry => ({
  ...act,
  key: nth === 0 ? `top-up:${receipt.id}` : `top-up:${receipt.id}:${nth}`,
  kind: 'top_up',
  subject: { type: 'receipt', id: receipt.id },
  postings: [{ from: 'unallocated', to: 'customer_money', amount: receipt.amount }],
});

/** @param request what asked for it, so that whoever asks again is given no second one; left out: nobody asks again */
export const bonusGranted = (
  grant: { id: string; amount: Minor },
  act: Act,
  request: string = grant.id,
): JournalEntry => ({
  ...act,
  key: `grant:${request}`,
  kind: 'bonus_grant',
  subject: { type: 'grant', id: grant.id },
  postings: [{ from: 'promotion_expense', to: 'customer_bonus', amount: grant.amount, grantId: grant.id }],
});

/** What is left of a grant, taken back. `nth` counts earlier revocations: one may be reversed, or something come back after it. */
export const bonusRevoked = (
  grant: { id: string; remaining: Minor },
  nth: number,
  act: Act,
): JournalEntry => ({
  ...act,
  key: nth === 0 ? `revocation:${grant.id}` : `revocation:${grant.id}:${nth}`,
  kind: 'bonus_revoke',
  subject: { type: 'grant', id: grant.id },
  postings: [{ from: 'customer_bonus', to: 'promotion_expense', amount: grant.remaining, grantId: grant.id }],
});

/**
 * Unused money goes back to the customer's bank, or to its card through the shop it came by: the only way value leaves the
 * books as money (rule 22). `card` is one refund at a provider: a request may need several.
 */
export const refunded = (
  refund: { id: string; amount: Minor },
  act: Act,
  card: { id: string; source: ReceiptSource } | null = null,
): JournalEntry => ({
  ...act,
  key: card ? `refund:${refund.id}:${card.id}` : `refund:${refund.id}`,
  kind: 'refund',
  subject: { type: 'refund', id: refund.id },
  postings: [{ from: 'customer_money', to: card?.source ?? 'bank', amount: refund.amount }],
});

/**
 * What a paid period was paid with comes back to the balance before a refund takes it out: once for each charge, whatever
 * is asked again.
 */
export const givenBack = (
  line: {
    entryId: string;
    subscriptionId: string;
    productCode: string;
    charged: { start: LocalDate; end: LocalDate };
    amount: Minor;
  },
  act: Act,
): JournalEntry => ({
  ...act,
  key: `given-back:${line.entryId}`,
  kind: 'correction',
  subject: {
    type: 'subscription',
    id: line.subscriptionId,
    productCode: line.productCode,
    periodStart: line.charged.start,
    periodEnd: line.charged.end,
  },
  postings: [{ from: 'revenue', to: 'customer_money', amount: line.amount }],
});

/** A correction by a person, with a reason: money given or taken. `id` is the request's own. */
export const adjusted = (adjustment: { id: string; amount: Minor }, act: Act): JournalEntry => ({
  ...act,
  key: `adjustment:${adjustment.id}`,
  kind: 'adjustment',
  subject: null,
  postings: [
    adjustment.amount > 0n
      ? { from: 'adjustment', to: 'customer_money', amount: adjustment.amount }
      : { from: 'customer_money', to: 'adjustment', amount: -adjustment.amount },
  ],
});

/** Dated at the instant the grant ended, and not visible before. `nth` counts rests that came back after it ended. */
export const bonusExpired = (
  grant: { id: string; remaining: Minor },
  nth: number,
  act: Act,
): JournalEntry => ({
  ...act,
  key: nth === 0 ? `expiry:${grant.id}` : `expiry:${grant.id}:${nth}`,
  kind: 'bonus_expiry',
  subject: { type: 'grant', id: grant.id },
  postings: [{ from: 'customer_bonus', to: 'promotion_expense', amount: grant.remaining, grantId: grant.id }],
});

/** One period of one subscription. The key names the event, so a period can be charged once. */
export const periodCharged = (charge: PlannedCharge, act: Omit<Act, 'businessDate'>): JournalEntry => ({
  ...act,
  businessDate: charge.businessDate,
  key: `renewal:${charge.subscriptionId}:${charge.periodStart}`,
  kind: 'charge',
  subject: {
    type: 'subscription',
    id: charge.subscriptionId,
    productCode: charge.productCode,
    periodStart: charge.periodStart,
    periodEnd: charge.periodEnd,
  },
  postings: paidBy(charge.draw),
});

/** Metered use of one unit in one period. The key names the event, so it can be charged once. */
export const usageCharged = (usage: PlannedUsage, act: Omit<Act, 'businessDate'>): JournalEntry => ({
  ...act,
  businessDate: usage.businessDate,
  key: `usage:${usage.subscriptionId}:${usage.periodStart}:${usage.unit}`,
  kind: 'charge',
  subject: {
    type: 'subscription',
    id: usage.subscriptionId,
    productCode: usage.productCode,
    periodStart: usage.periodStart,
    periodEnd: usage.periodEnd,
    unit: usage.unit,
  },
  postings: paidBy(usage.draw),
});

/** A draw as postings: money is revenue, bonus is not. */
export const paidBy = (drawn: Draw): Posting[] => [
  ...drawn.uses.map((use): Posting => ({
    from: 'customer_bonus',
    to: 'bonus_redeemed',
    amount: use.amount,
    grantId: use.grantId,
  })),
  ...(drawn.money > 0n ? [{ from: 'customer_money', to: 'revenue', amount: drawn.money } as const] : []),
];

/**
 * The mirror image of an entry, pointing back at it. Grants get back what was taken, in reverse order. When the money is
 * gone and the reversal is forced, `shortfall` is what the customer no longer has: the seller's loss.
 */
export function reversed(
  entry: { id: string; kind: EntryKind; postings: readonly Posting[] },
  act: Act,
  shortfall: Minor = 0n,
): JournalEntry {
  let missing = shortfall;
  const postings = [...entry.postings].reverse().flatMap((posting): Posting[] => {
    const back: Posting = { ...posting, from: posting.to, to: posting.from };
    if ((back.from !== 'customer_money' && back.from !== 'customer_bonus') || missing === 0n) return [back];
    const lost = back.amount < missing ? back.amount : missing;
    missing -= lost;
    const kept = back.amount - lost;
    const loss: Posting = { from: 'loss', to: back.to, amount: lost };
    return kept > 0n ? [{ ...back, amount: kept }, loss] : [loss];
  });
  return {
    ...act,
    key: `reversal:${entry.id}`,
    kind: 'reversal',
    subject: { type: 'entry', id: entry.id },
    reverses: entry.id,
    postings,
  };
}
