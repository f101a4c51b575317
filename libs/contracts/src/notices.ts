import { z } from 'zod';
import { account, balance } from './accounts';
import { language } from './language';
import { businessDate, instant, money, pageQuery, period, unitPrice, uuid } from './primitives';
import { subscription } from './subscriptions';

export const noticeKinds = [
  'welcome',
  'topped_up',
  'charged',
  'suspended',
  'resumed',
  'ended',
  'trial_started',
  'trial_ending',
  'balance_low',
  'balance_below',
  'usage_threshold',
  'price_change',
  'document_issued',
  'document_accepted',
  'document_annulled',
  'bonus_granted',
  'bonus_revoked',
  'bonus_expired',
  'profile_required',
  'access_granted',
  'access_revoked',
  'offer_version',
  'refund_rejected',
  'freeze_warning',
  'frozen',
  'erasure_warning',
  'idle_warning',
  'idle_blocked',
  'account_held',
  'hold_lifted',
  'terminated',
  'connection_lost',
  'connection_removed',
  'seats_changed',
  'news',
  'maintenance',
  'promotion',
  'seller_requisites',
  'product_withdrawn',
  'terms_change',
  'price_change_reminder',
  'cession_offered',
  'account_ceded',
  'autopayment_ahead',
  'autopayment_paid',
  'autopayment_refused',
  'invoice_superseded',
  'order_waits',
  'transfer_offered',
  'transfer_decided',
  'service_rendered',
  'appointment_changed',
  'certificate_passed',
  'support_taken',
  'support_answered',
  'support_closed',
  'partner_rewarded',
] as const;

/** What staff announce by hand; the other kinds follow from what happens. */
export const announcementKinds = [
  'news',
  'promotion',
  'maintenance',
  'seller_requisites',
  'product_withdrawn',
  'terms_change',
] as const satisfies readonly (typeof noticeKinds)[number][];

/** What an offer may let customers decline. */
export const noticeCategories = ['news', 'promotions'] as const;

/** The language of the page that asks; left out, the one the user is known to read. */
export const widgetQuery = z.object({ lang: language.optional() });

/** A page of the archive, in words of a language; Russian when none is asked for. */
export const noticesQuery = pageQuery.extend({ lang: language.optional() });

/** A notice as the archive holds it: facts, the words made of them, and what became of it on each channel. */
export const notice = z
  .object({
    id: uuid,
    kind: z.enum(noticeKinds),
    tone: z.enum(['good', 'info', 'warning', 'danger']),
    title: z.string(),
    text: z.string(),
    createdAt: z.string(),
    facts: z.record(z.string(), z.unknown()),
    deliveries: z.array(
      z.object({ channel: z.enum(['push', 'email', 'panel']), state: z.string(), at: z.string() }),
    ),
    seenAt: z.string().nullable(),
    acknowledgedAt: z.string().nullable(),
  })
  .meta({ id: 'Notice' });

/** The figures of notices that are drawn with a look of their own; the words say the same. */
export const noticeDetails = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('price'),
    productName: z.string(),
    oldUnitPrice: unitPrice.nullable(),
    newUnitPrice: unitPrice,
    oldCost: money.nullable(),
    newCost: money,
    period,
    effectiveOn: businessDate,
  }),
  z.object({
    type: z.literal('low_balance'),
    balance: money,
    emptyOn: businessDate.nullable(),
    /** What to pay in so that the next 30 days are covered; null when it was not worked out. */
    advised: money.nullable(),
  }),
  z.object({ type: z.literal('trial'), endsOn: businessDate, cost: money }),
  z.object({ type: z.literal('suspended'), required: money, available: money, missing: money }),
]);

/** A notice as the widget draws it: the server has written the words, in the language asked for by Accept-Language. */
export const widgetNotice = z
  .object({
    id: uuid,
    kind: z.enum(noticeKinds),
    tone: z.enum(['good', 'info', 'warning', 'danger']),
    title: z.string(),
    text: z.string(),
    createdAt: z.string(),
    seenAt: z.string().nullable(),
    /** Whether it asks for "understood", and when this user said so. */
    asksToAcknowledge: z.boolean(),
    acknowledgedAt: z.string().nullable(),
    /** Where to act: a path inside the panel, or a whole address. */
    link: z.string().nullable(),
    details: noticeDetails.nullable(),
    /** An announced price the caller may still refuse; null when there is nothing to decide. */
    priceChange: z
      .object({ id: uuid, refused: z.boolean(), lastDayIfRefused: businessDate.nullable() })
      .nullable(),
  })
  .meta({ id: 'WidgetNotice' });

export const widgetNotices = z.object({ items: z.array(widgetNotice), unseen: z.number().int() });
export const widgetState = z
  .object({
    account,
    user: z.object({
      id: z.string(),
      name: z.string(),
      level: z.enum(['owner', 'administrator', 'billing', 'viewer']),
    }),
    balance,
    banner: z.object({ tone: z.enum(['info', 'warning', 'danger']), text: z.string() }).nullable(),
    products: z.array(subscription),
  })
  .meta({ id: 'WidgetState' });
/** `2` is Kommo, as amoCRM itself numbers its platforms. */
export const oauthStart = z.object({ platform: z.enum(['1', '2']).optional() });
export const panelLink = z.object({ url: z.string(), expiresAt: z.string() });

export const sandboxTokens = z.strictObject({
  role: z.enum(['support', 'account_manager', 'accountant', 'administrator']),
});
export const sandboxAccount = z.strictObject({
  name: z.string().trim().min(1).max(200),
  subdomain: z.string().regex(/^[a-z0-9-]{1,60}$/, 'Поддомен: латинские буквы, цифры и дефис'),
  amocrmAccountId: z.number().int().min(1).optional(),
  seller: z.string().optional(),
  /** Who brought the customer; one of the partners the offer names. */
  partner: z.string().max(40).optional(),
});
export const sandboxClock = z.strictObject({ now: instant });
export const sandboxScheduler = z.strictObject({ paused: z.boolean() });

export const staffRoles = ['support', 'account_manager', 'accountant', 'administrator'] as const;
export const accessLevels = ['owner', 'administrator', 'billing', 'viewer'] as const;
export const signIn = z.strictObject({
  email: z.string().min(1).max(200),
  password: z.string().min(1).max(200),
  /** Of the authenticator app, or a recovery code; asked for by 401 `code_required`. */
  code: z.string().trim().min(1).max(40).optional(),
});
export const exchangeLink = z.strictObject({ token: z.string().min(20).max(200) });
/** Who is signed in to the panel. */
export const me = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('staff'),
      id: z.string(),
      name: z.string(),
      role: z.enum(staffRoles),
      /** Nothing else is allowed before a second factor is set up. */
      mustEnrol: z.literal(true).optional(),
    }),
    z.object({
      kind: z.literal('user'),
      id: z.string(),
      name: z.string(),
      level: z.enum(accessLevels),
      /** As amoCRM gave it. */
      email: z.string().nullable(),
      account,
    }),
  ])
  .meta({ id: 'Me' });

export type NoticeDto = z.infer<typeof notice>;
export type AnnouncementKind = (typeof announcementKinds)[number];
export type NoticeCategory = (typeof noticeCategories)[number];
export type NoticeKind = (typeof noticeKinds)[number];
export type NoticeDetailsDto = z.infer<typeof noticeDetails>;
export type WidgetNoticeDto = z.infer<typeof widgetNotice>;
export type WidgetNoticesDto = z.infer<typeof widgetNotices>;
export type WidgetStateDto = z.infer<typeof widgetState>;
export type MeDto = z.infer<typeof me>;
export type StaffRole = (typeof staffRoles)[number];
export type AccessLevel = (typeof accessLevels)[number];
