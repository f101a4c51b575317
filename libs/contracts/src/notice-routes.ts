import { z } from 'zod';
import { languages, noticeCategories } from './notices';
import { route } from './route';
import { ADMIN } from './who';

/** What the calling user wants to be told. Technical notices are told in any case (clause 2.4.5). */
export const chooseNotices = z.strictObject({
  language: z.enum(languages).optional(),
  news: z.boolean().optional(),
  promotions: z.boolean().optional(),
});
export const noticeChoice = z
  .object({
    language: z.enum(languages),
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
export type BounceReportDto = z.infer<typeof bounceReport>;
