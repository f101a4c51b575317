import { z } from 'zod';
import { accountStates } from './accounts';
import { announcementKinds } from './notices';
import { businessDate, instant, page, pageQuery, uuid } from './primitives';
import { route } from './route';
import { STAFF } from './who';

const COMPOSERS = 'account manager, administrator of the seller';

/** Who is told: accounts of one seller that fit everything given here. */
export const audience = z
  .strictObject({
    seller: z.string().min(1).max(60),
    /** Left out: all of the seller's that are neither erased nor terminated. */
    accountIds: z.array(uuid).min(1).max(1000).optional(),
    /** Accounts with a live subscription to any of these. */
    productCodes: z.array(z.string().min(1).max(100)).min(1).max(50).optional(),
    states: z.array(z.enum(accountStates)).min(1).optional(),
    /** Who of an account is shown it; e-mail goes to the addresses of the requisites in either case. */
    people: z.enum(['everyone', 'administrators']).default('everyone'),
  })
  .meta({ id: 'Audience' });

const words = z.strictObject({
  title: z
    .string()
    .trim()
    .min(1, 'Напишите заголовок')
    .max(150)
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'Заголовок — одна строка'),
  text: z.string().trim().min(1, 'Напишите текст').max(4000),
});
/** Words with placeholders: `{account}`, `{subdomain}`, `{seller}`, `{product}`, `{date}`, `{time}`. */
export const announcementTexts = z.strictObject({ ru: words, en: words.optional() });

export const composeAnnouncement = z
  .strictObject({
    kind: z.enum(announcementKinds),
    audience,
    texts: announcementTexts,
    /** When what it tells of takes effect: a day of the seller and, if it matters, a time of that day. */
    effectiveOn: businessDate.optional(),
    effectiveTime: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Время пишется как ЧЧ:ММ')
      .optional(),
    /** When it is posted; left out or past, at once. */
    postAt: instant.optional(),
  })
  .superRefine((value, context) => {
    const complain = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    const isDated = ['maintenance', 'product_withdrawn', 'terms_change'].includes(value.kind);
    if (isDated && !value.effectiveOn) complain(['effectiveOn'], 'Укажите, с какого дня это действует');
    if (value.effectiveTime && !value.effectiveOn) complain(['effectiveOn'], 'Время без дня');
    if (value.kind === 'product_withdrawn' && !value.audience.productCodes)
      complain(['audience', 'productCodes'], 'Укажите, какой продукт выводится');
  })
  .meta({ id: 'ComposeAnnouncement' });

export const announcement = z
  .object({
    id: uuid,
    kind: z.enum(announcementKinds),
    /** `held`: its time came too late for the offer's terms, so nobody was told. */
    state: z.enum(['scheduled', 'posting', 'posted', 'held', 'cancelled']),
    audience,
    texts: announcementTexts,
    effectiveOn: businessDate.nullable(),
    effectiveTime: z.string().nullable(),
    postAt: z.string(),
    createdAt: z.string(),
    createdBy: z.string(),
    postedAt: z.string().nullable(),
    /** How many accounts were told. */
    accounts: z.number().int(),
    /** Of these: whose mail server took the letter, who saw it in the widget or the panel. */
    emailed: z.number().int(),
    seen: z.number().int(),
    /** When `emailed` and `seen` were counted: a list shows what was kept, one announcement is counted anew. Null: not yet. */
    countedAt: z.string().nullable(),
    cancelledBy: z.string().nullable(),
    heldBecause: z.string().nullable(),
  })
  .meta({ id: 'Announcement' });

const moment = z.object({ on: businessDate, time: z.string().nullable() });
const rendered = z.object({ title: z.string(), text: z.string(), letterHtml: z.string() });
export const announcementPreview = z
  .object({
    accounts: z.number().int(),
    /** Of these, with no address to write to: they are told by the widget and the panel only. */
    withoutEmail: z.number().int(),
    /** The first of them by name. */
    reached: z.array(
      z.object({ id: uuid, name: z.string(), subdomain: z.string(), state: z.enum(accountStates) }),
    ),
    /** What the offer allows when it is posted as asked; null where it promises nothing. */
    earliest: moment.nullable(),
    inTime: z.boolean(),
    /** As the first of them will read it; null when nobody is reached. */
    sample: z.object({ account: z.string(), ru: rendered, en: rendered.nullable() }).nullable(),
  })
  .meta({ id: 'AnnouncementPreview' });

export const announcementTemplate = z.object({
  kind: z.enum(announcementKinds),
  texts: z.object({ ru: words, en: words }),
  needsDate: z.boolean(),
  needsTime: z.boolean(),
  needsProduct: z.boolean(),
});

/** Announcements of a seller to its customers (rules 24, 25, 27, 29). */
export const announcementRoutes = {
  announcementTemplates: route({
    method: 'GET',
    path: '/announcement-templates',
    tag: 'Announcements',
    who: STAFF,
    summary: 'Texts to begin with, one for each kind',
    answer: z.object({ items: z.array(announcementTemplate) }),
  }),
  previewAnnouncement: route({
    method: 'POST',
    path: '/announcements/preview',
    tag: 'Announcements',
    who: COMPOSERS,
    summary: 'Who would be told, in what words, and the earliest allowed date; writes nothing',
    body: composeAnnouncement,
    answer: announcementPreview,
    status: 200,
  }),
  scheduleAnnouncement: route({
    method: 'POST',
    path: '/announcements',
    tag: 'Announcements',
    who: COMPOSERS,
    summary: 'Schedules an announcement, or posts it at once; 422 `notice_too_short` names the earliest date',
    body: composeAnnouncement,
    answer: announcement,
    idempotent: true,
  }),
  announcements: route({
    method: 'GET',
    path: '/announcements',
    tag: 'Announcements',
    who: STAFF,
    summary: 'Announcements, newest first',
    query: pageQuery,
    answer: page(announcement),
  }),
  announcement: route({
    method: 'GET',
    path: '/announcements/:id',
    tag: 'Announcements',
    who: STAFF,
    summary: 'One announcement, with how far it has reached',
    answer: announcement,
  }),
  cancelAnnouncement: route({
    method: 'POST',
    path: '/announcements/:id/cancellation',
    tag: 'Announcements',
    who: COMPOSERS,
    summary: 'Takes back one that has not been posted; 409 `announcement_posted`',
    answer: announcement,
    status: 200,
  }),
} as const;

export type AudienceDto = z.infer<typeof audience>;
export type AnnouncementTextsDto = z.infer<typeof announcementTexts>;
export type ComposeAnnouncementDto = z.infer<typeof composeAnnouncement>;
export type AnnouncementDto = z.infer<typeof announcement>;
export type AnnouncementPreviewDto = z.infer<typeof announcementPreview>;
export type AnnouncementTemplateDto = z.infer<typeof announcementTemplate>;
