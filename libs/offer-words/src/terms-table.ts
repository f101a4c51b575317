/** How one condition of an offer is written and edited. */
export type TermKind =
  | 'money'
  | 'count'
  | 'maybe_count'
  | 'yes_no'
  | 'choice'
  | 'choices'
  | 'length'
  | 'maybe_length'
  | 'bonus'
  /** Periods in letters and numbers; nothing typed allows all. */
  | 'periods'
  /** Whole per cents, rising; nothing typed means the usual. */
  | 'percents'
  /** Of a part of the terms that may be left out: nothing chosen or typed leaves it out. */
  | 'usual_choice'
  | 'usual_count'
  | 'usual_lead'
  /** Of a part that may be left out and then is not promised at all. */
  | 'maybe_text'
  | 'maybe_choice'
  | 'maybe_lead';

export interface TermField {
  /** Where it stands in the terms, its parts joined by a dot. */
  readonly path: string;
  readonly kind: TermKind;
  readonly options?: readonly string[];
}

const count = (path: string): TermField => ({ path, kind: 'count' });
const length = (path: string): TermField => ({ path, kind: 'length' });
const choice = (path: string, ...options: string[]): TermField => ({ path, kind: 'choice', options });
const usual = (path: string, ...options: string[]): TermField => ({ path, kind: 'usual_choice', options });
const text = (path: string): TermField => ({ path, kind: 'maybe_text' });
const lead = (path: string): TermField => ({ path, kind: 'usual_lead' });

/** Parts of the terms that may be left out, each as a whole: an offer that says nothing there means the usual. */
export const MAY_BE_LEFT_OUT = [
  'closingDocument.originals',
  'closingDocument.advanceInvoices',
  'fiscalReceipts',
  'noticeTimes',
  'versionNoticeDays',
  'autopayment',
  'calendar',
  'refund.usedBy',
  'refund.countedFrom',
  'transferWithin',
  'lifeCycle.idle',
  'lifeCycle.forgetAfterTermination',
  'limitWarnings',
  'paymentWays',
  'paidDaysOnLeaving',
  'refusalOfChanges',
  'accountDeletion',
  'lifeCycle.keepAfterLicence',
  // Inside out: when nothing of a part is left, it is left out of its whole.
  'support.hours',
  'support',
] as const;

/**
 * The conditions of an offer in the order people read them, by group. What is not here goes over into a new version unchanged, and
 * a change of it is still told.
 */
export const TERM_GROUPS: Readonly<Record<string, readonly TermField[]>> = {
  money: [
    { path: 'minimumPayment', kind: 'money' },
    length('invoiceValidity'),
    { path: 'priceHoldDays', kind: 'maybe_count' },
    choice('burnDown', 'bonus_first', 'money_first'),
    { path: 'topUpBonus', kind: 'bonus' },
    { path: 'bonusApprovalLimit', kind: 'money' },
    { path: 'paymentWays.company', kind: 'choices', options: ['card', 'invoice'] },
    { path: 'paymentWays.person', kind: 'choices', options: ['card', 'invoice'] },
  ],
  use: [
    count('trialDays'),
    count('trialExtensionLimitDays'),
    { path: 'autoRenewal', kind: 'yes_no' },
    count('autopayment.chargeDaysBefore'),
    count('autopayment.noticeDaysBefore'),
    { path: 'periods', kind: 'periods' },
    choice('startOfPeriod', 'at_charge', 'day_after_payment', 'after_previous'),
    length('grantDelay'),
    usual('calendar', 'RU', 'KZ'),
    choice('proration', 'by_days', 'none'),
    choice('overLimit', 'refuse', 'drop', 'recalculate', 'warn'),
    { path: 'limitWarnings', kind: 'percents' },
    choice('transfer', 'none', 'resale', 'gift_whole', 'ownership_cession'),
    usual('transferWithin', 'P7D', 'P1M', 'P3M'),
    count('entitlementGraceDays'),
  ],
  papers: [
    choice('closingDocument.kind', 'upd', 'act', 'certificate', 'none'),
    choice('closingDocument.when', 'crediting', 'month_end', 'grant_of_rights'),
    { path: 'closingDocument.silentAcceptance', kind: 'maybe_length' },
    { path: 'closingDocument.originals.sentWithin', kind: 'length' },
    { path: 'closingDocument.originals.returnedWithin', kind: 'length' },
    usual('closingDocument.advanceInvoices', 'at_crediting', 'none'),
    usual('fiscalReceipts.issuedBy', 'provider', 'seller', 'nobody'),
    usual('fiscalReceipts.topUp', 'full_prepayment', 'advance'),
    usual('fiscalReceipts.offset', 'monthly', 'none'),
  ],
  notices: [
    count('priceChangeNotice.days'),
    { path: 'priceChangeNotice.channels', kind: 'choices', options: ['push', 'email', 'sms'] },
    { path: 'versionNoticeDays', kind: 'usual_count' },
    lead('noticeTimes.maintenance'),
    lead('noticeTimes.productWithdrawn'),
    lead('noticeTimes.termsChange'),
    { path: 'noticeOptOut', kind: 'choices', options: ['news', 'promotions'] },
    { path: 'apiRateLimitPerSecond', kind: 'maybe_count' },
  ],
  support: [
    text('support.email'),
    text('support.phone'),
    {
      path: 'support.hours.days',
      kind: 'maybe_choice',
      options: ['monday_to_friday', 'working_days', 'every_day'],
    },
    text('support.hours.from'),
    text('support.hours.to'),
    { path: 'support.reaction', kind: 'maybe_lead' },
  ],
  leaving: [
    { path: 'lifeCycle.freezeAfter', kind: 'maybe_length' },
    { path: 'lifeCycle.eraseAfter', kind: 'maybe_length' },
    usual('lifeCycle.keepAfterLicence', 'P1M', 'P3M', 'P6M', 'P1Y'),
    { path: 'lifeCycle.idleAfterDays', kind: 'maybe_count' },
    usual('lifeCycle.idle.after', 'P6M', 'P12M', 'P24M'),
    length('lifeCycle.idle.blockAfter'),
    length('lifeCycle.forgetAfterTermination'),
    count('lifeCycle.warnBeforeDays'),
    count('terminationAfterDays'),
    usual('paidDaysOnLeaving', 'kept', 'lost'),
    usual('refusalOfChanges', 'by_notice', 'at_once', 'paid_days'),
    usual('accountDeletion', 'by_notice', 'at_once'),
    choice(
      'refund.rule',
      'unused_balance',
      'none',
      'full_if_unused',
      'full_if_down',
      'proportional_on_seller_exit',
    ),
    { path: 'refund.withinDays', kind: 'maybe_count' },
    choice('refund.onSellerExit', 'unused_balance', 'proportional', 'none'),
    { path: 'refund.needsSignedCorrection', kind: 'yes_no' },
    length('refund.computedWithin'),
    usual('refund.countedFrom', 'request', 'next_working_day'),
    usual('refund.usedBy', 'use', 'request'),
  ],
};

export const TERM_FIELDS: readonly TermField[] = Object.values(TERM_GROUPS).flat();

/** What stands at a path, undefined where the terms have nothing there. */
export const at = (terms: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((inside, part) => (inside as Record<string, unknown> | null | undefined)?.[part], terms);

/** Where the published text says a condition: its own clause, else the one of what it is a part of. */
export function clauseOf(
  clauses: Readonly<Record<string, string>> | undefined,
  path: string,
): string | undefined {
  if (clauses?.[path] !== undefined) return clauses[path];
  const whole = path.slice(0, path.lastIndexOf('.'));
  return path.includes('.') ? clauseOf(clauses, whole) : undefined;
}
