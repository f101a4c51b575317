import type { NoticeDetailsDto, NoticeKind } from '@rocket/contracts';
import { parseMinor, printMinor } from '@rocket/kernel';

type Facts = Readonly<Record<string, unknown>>;
type Money = { amount: string; currency: 'RUB' | 'KZT' | 'USD' };

const money = (facts: Facts, name: string): Money | null => (facts[name] as Money | undefined) ?? null;

/** The figures of the kinds that have a look of their own; null for the rest, and for old notices that lack some. */
export function detailsOf(kind: NoticeKind, facts: Facts): NoticeDetailsDto | null {
  switch (kind) {
    case 'price_change':
    case 'price_change_reminder':
      return priceOf(facts);
    case 'balance_low':
    case 'balance_below': {
      const balance = money(facts, 'balance');
      const emptyOn = (facts['emptyOn'] ?? null) as never;
      return balance && { type: 'low_balance', balance, emptyOn, advised: money(facts, 'advised') };
    }
    case 'trial_ending': {
      const cost = money(facts, 'cost');
      return cost && { type: 'trial', endsOn: facts['endsOn'] as never, cost };
    }
    case 'suspended': {
      const [required, available] = [money(facts, 'required'), money(facts, 'available')];
      if (!required || !available) return null;
      const missing = parseMinor(required.amount) - parseMinor(available.amount);
      return {
        type: 'suspended',
        required,
        available,
        missing: { ...required, amount: printMinor(missing > 0n ? missing : 0n) },
      };
    }
    default:
      return null;
  }
}

function priceOf(facts: Facts): NoticeDetailsDto | null {
  const newCost = money(facts, 'newCost');
  const newUnitPrice = money(facts, 'newUnitPrice');
  if (!newCost || !newUnitPrice) return null;
  return {
    type: 'price',
    productName: String(facts['productName'] ?? facts['productCode'] ?? ''),
    oldUnitPrice: money(facts, 'oldUnitPrice'),
    newUnitPrice,
    oldCost: money(facts, 'oldCost'),
    newCost,
    period: String(facts['period'] ?? 'P1M'),
    effectiveOn: facts['effectiveOn'] as never,
  };
}

/** Kinds that a person is asked to say "understood" to: they cost money, stop something or change the terms. */
const ASKS: ReadonlySet<NoticeKind> = new Set([
  'price_change',
  'price_change_reminder',
  'invoice_superseded',
  'seller_requisites',
  'product_withdrawn',
  'terms_change',
  'connection_lost',
  'suspended',
  'maintenance',
  'offer_version',
  'access_revoked',
  'freeze_warning',
  'frozen',
  'erasure_warning',
  'autopayment_refused',
  'idle_warning',
  'idle_blocked',
  'account_held',
  'account_ceded',
]);
export const asksToAcknowledge = (kind: NoticeKind): boolean => ASKS.has(kind);

const PAGES: Partial<Record<NoticeKind, string>> = {
  suspended: '/top-up',
  balance_low: '/top-up',
  balance_below: '/top-up',
  freeze_warning: '/top-up',
  frozen: '/top-up',
  erasure_warning: '/top-up',
  cession_offered: '/people',
  account_ceded: '/people',
  autopayment_ahead: '/top-up',
  autopayment_paid: '/history',
  autopayment_refused: '/top-up',
  idle_warning: '/products',
  invoice_superseded: '/top-up',
  order_waits: '/top-up',
  transfer_offered: '/products',
  transfer_decided: '/products',
  welcome: '/products',
  trial_started: '/products',
  trial_ending: '/products',
  price_change: '/products',
  price_change_reminder: '/products',
  service_rendered: '/packages',
  appointment_changed: '/packages',
  certificate_passed: '/packages',
  product_withdrawn: '/products',
  access_granted: '/products',
  access_revoked: '/products',
  usage_threshold: '/products',
  ended: '/products',
  charged: '/history',
  topped_up: '/history',
  bonus_granted: '/history',
  document_issued: '/documents',
  document_accepted: '/documents',
  document_annulled: '/documents',
  profile_required: '/requisites',
};

/** Where to act on it: a page of the panel; of news, the address that was written with it, if it leads to the web. */
export function linkOf(kind: NoticeKind, facts: Facts): string | null {
  const own = facts['link'];
  if (typeof own === 'string' && /^(https:\/\/|\/(?!\/))/.test(own)) return own;
  return PAGES[kind] ?? null;
}
