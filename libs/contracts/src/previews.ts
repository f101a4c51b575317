import { z } from 'zod';
import { businessDate, money, reason } from './primitives';
import { adjustBalance, extendTrial, grantBonus } from './payments';
import { entryKinds } from './accounts';
import { route } from './route';
import { subscriptionStates } from './subscriptions';

/** Where value moves from and to: the chart of accounts of the journal. */
export const ledgerAccounts = [
  'bank',
  'robokassa',
  'yookassa',
  'unallocated',
  'customer_money',
  'customer_bonus',
  'revenue',
  'bonus_redeemed',
  'promotion_expense',
  'adjustment',
  'loss',
] as const;

/** A person looks before the reason is written: it changes nothing of what would be posted. */
const unsaid = { reason: reason.optional() };
export const previewGrant = grantBonus.extend(unsaid);
export const previewRevocation = z.strictObject(unsaid);
export const previewAdjustment = adjustBalance.extend(unsaid);
export const previewTrialExtension = extendTrial.extend(unsaid);

const balance = z.object({ money, bonus: money });

/** An entry as it would be posted. Money and bonus are signed, as in the journal of the account. */
export const previewedEntry = z
  .object({
    kind: z.enum(entryKinds),
    businessDate,
    moves: z.array(z.object({ from: z.enum(ledgerAccounts), to: z.enum(ledgerAccounts), amount: money })),
    money,
    bonus: money,
    balanceAfter: balance,
    /** What a charge is for. */
    product: z
      .object({ code: z.string(), name: z.string(), periodStart: businessDate, periodEnd: businessDate })
      .nullable(),
  })
  .meta({ id: 'PreviewedEntry' });

/**
 * What an act would do, answered by the act itself, done and undone: the entry it posts first, then what follows from it, such
 * as the charges of products that would resume.
 */
export const actPreview = z
  .object({
    /** Above the limit somebody else has to confirm: until then nothing of this happens. */
    needsSecondPerson: z.boolean(),
    /** What one act may come to without a second person; null when the act has no such limit. */
    limit: money.nullable(),
    before: balance,
    after: balance,
    entries: z.array(previewedEntry),
    /** Products that would run again, or stand still, at once. */
    subscriptions: z.array(
      z.object({
        productCode: z.string(),
        productName: z.string(),
        before: z.enum(subscriptionStates),
        after: z.enum(subscriptionStates),
      }),
    ),
    /** The last days of a trial before and after, and how many days may still be added afterwards. */
    trial: z.object({ endsOn: businessDate, willEndOn: businessDate, daysLeft: z.number().int() }).nullable(),
  })
  .meta({ id: 'ActPreview' });

/** What a member of staff may give alone, and what they have given today. */
export const bonusLimits = z
  .object({
    /** For one grant or revocation; there is none for a day. */
    limit: money,
    businessDate,
    today: z.object({ count: z.number().int(), amount: money }),
    /** Requests of theirs that wait for a second person. */
    waiting: z.object({ count: z.number().int(), amount: money }),
  })
  .meta({ id: 'BonusLimits' });

const SUPPORT = 'support, administrator';

export const previewRoutes = {
  previewGrant: route({
    method: 'POST',
    path: '/accounts/:id/bonus-grants/preview',
    tag: 'Bonus',
    who: SUPPORT,
    summary: 'What granting a bonus would do; nothing is written',
    body: previewGrant,
    answer: actPreview,
    status: 200,
  }),
  bonusLimits: route({
    method: 'GET',
    path: '/accounts/:id/bonus-limits',
    tag: 'Bonus',
    who: SUPPORT,
    summary: 'What the caller may grant alone, and has granted today, at the seller of the account',
    answer: bonusLimits,
  }),
  previewRevocation: route({
    method: 'POST',
    path: '/bonus-grants/:id/revocation/preview',
    tag: 'Bonus',
    who: SUPPORT,
    summary: 'What taking a bonus back would do; nothing is written',
    body: previewRevocation,
    answer: actPreview,
    status: 200,
  }),
  previewApproval: route({
    method: 'GET',
    path: '/approvals/:id/preview',
    tag: 'Bonus',
    who: SUPPORT,
    summary: 'What approving a request would do now; nothing is written',
    answer: actPreview,
  }),
  previewAdjustment: route({
    method: 'POST',
    path: '/accounts/:id/adjustments/preview',
    tag: 'Accounts',
    who: 'accountant, administrator',
    summary: 'What correcting the balance would do; nothing is written',
    body: previewAdjustment,
    answer: actPreview,
    status: 200,
  }),
  previewTrialExtension: route({
    method: 'POST',
    path: '/accounts/:id/trial-extensions/preview',
    tag: 'Subscriptions',
    who: SUPPORT,
    summary: 'What prolonging a trial would do; nothing is written',
    body: previewTrialExtension,
    answer: actPreview,
    status: 200,
  }),
} as const;

export type ActPreviewDto = z.infer<typeof actPreview>;
export type PreviewedEntryDto = z.infer<typeof previewedEntry>;
export type BonusLimitsDto = z.infer<typeof bonusLimits>;
export type LedgerAccountDto = (typeof ledgerAccounts)[number];
export type PreviewGrantDto = z.infer<typeof previewGrant>;
