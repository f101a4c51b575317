import { z } from 'zod';
import { language } from './language';
import { noticeCategories, noticeKinds } from './notices';
import { businessDate, uuid } from './primitives';
import { route } from './route';
import { ADMIN, STAFF } from './who';

/** What the calling user wants to be told. Technical notices are told in any case (clause 2.4.5). */
export const chooseNotices = z.strictObject({
  language: language.optional(),
  news: z.boolean().optional(),
  promotions: z.boolean().optional(),
});
export const noticeChoice = z
  .object({
    language,
    news: z.boolean(),
    promotions: z.boolean(),
    /** What the offer lets customers decline. */
    optional: z.array(z.enum(noticeCategories)),
  })
  .meta({ id: 'NoticeChoice' });

/** The secret of a link in a letter. */
export const unsubscribeQuery = z.object({ token: z.string().min(1).max(2000) });

export const bounceReport = z
  .object({
    /** Whom the report names as failed, and how many letters of ours that changed. */
    recipients: z.number().int(),
    bounced: z.number().int(),
  })
  .meta({ id: 'BounceReport' });

const steps = z.object({
  at: z.string(),
  channel: z.enum(['push', 'email', 'panel']),
  /** The user by name, or the address of a letter. */
  who: z.string(),
  /** `shown`, `seen`, `acknowledged`; of a letter `queued`, `accepted`, `refused`, `bounced`, `declined`. */
  state: z.string(),
  /** What the mail server said. */
  answer: z.string().nullable(),
});
/** Days of the seller, both ends included; left out, the year until today. */
export const noticeEvidenceQuery = z
  .object({
    from: businessDate.optional(),
    to: businessDate.optional(),
    format: z.enum(['json', 'csv', 'pdf']).default('json'),
  })
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ['to'],
    message: 'Конец периода раньше начала',
  });
export const announcementEvidenceQuery = z.object({ format: z.enum(['json', 'csv', 'pdf']).default('json') });
export const noticeEvidence = z
  .object({
    title: z.string(),
    madeAt: z.string(),
    /** Each with the words that were told, in Russian. */
    items: z.array(
      z.object({
        noticeId: uuid,
        accountId: uuid,
        account: z.string(),
        kind: z.enum(noticeKinds),
        createdAt: z.string(),
        title: z.string(),
        text: z.string(),
        steps: z.array(steps),
      }),
    ),
  })
  .meta({ id: 'NoticeEvidence' });

/** Who is told what, and what came back. */
export const noticeRoutes = {
  noticeChoice: route({
    method: 'GET',
    path: '/accounts/:id/notice-choice',
    tag: 'Notices',
    who: 'customer',
    summary: 'What the calling user wants to be told, and in which language',
    answer: noticeChoice,
  }),
  chooseNotices: route({
    method: 'PUT',
    path: '/accounts/:id/notice-choice',
    tag: 'Notices',
    who: 'customer',
    summary: 'Switches news and promotions on or off for the calling user; technical notices stay',
    body: chooseNotices,
    answer: noticeChoice,
  }),
  accountEvidence: route({
    method: 'GET',
    path: '/accounts/:id/notices/evidence',
    tag: 'Notices',
    who: STAFF,
    summary: 'Who of an account was told what, when and how, and who saw it: JSON, CSV or PDF',
    query: noticeEvidenceQuery,
    answer: noticeEvidence,
  }),
  announcementEvidence: route({
    method: 'GET',
    path: '/announcements/:id/evidence',
    tag: 'Announcements',
    who: STAFF,
    summary: 'Who was told an announcement, when and how, and who saw it: JSON, CSV or PDF',
    query: announcementEvidenceQuery,
    answer: noticeEvidence,
  }),
  unsubscribePage: route({
    method: 'GET',
    path: '/mail/unsubscribe',
    query: unsubscribeQuery,
    tag: 'Notices',
    who: 'public',
    summary: 'Asks whether to end letters of a kind to an address; changes nothing',
    answerType: 'text/html',
  }),
  unsubscribe: route({
    method: 'POST',
    path: '/mail/unsubscribe',
    query: unsubscribeQuery,
    tag: 'Notices',
    who: 'public',
    summary: 'Ends letters of a kind to an address, without signing in (RFC 8058)',
    bodyType: 'application/x-www-form-urlencoded',
    answerType: 'text/html',
    status: 200,
  }),
  reportBounce: route({
    method: 'POST',
    path: '/mail/bounces',
    tag: 'Notices',
    who: ADMIN,
    summary: 'Takes a delivery status notification (RFC 3464) that came back to the mail server, as it is',
    bodyType: 'text/plain',
    answer: bounceReport,
    status: 200,
  }),
} as const;

export type ChooseNoticesDto = z.infer<typeof chooseNotices>;
export type NoticeChoiceDto = z.infer<typeof noticeChoice>;
export type EvidenceStepDto = z.infer<typeof steps>;
export type NoticeEvidenceDto = z.infer<typeof noticeEvidence>;
export type NoticeEvidenceQueryDto = z.output<typeof noticeEvidenceQuery>;
export type BounceReportDto = z.infer<typeof bounceReport>;
