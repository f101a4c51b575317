import { z } from 'zod';
import { supportTerms } from './offers';
import { page, pageQuery, uuid } from './primitives';
import { route } from './route';

/** `open`: the customer's word is the last one; `answered`: ours; `closed`: we have said that it is done. */
export const supportRequestStates = ['open', 'answered', 'closed'] as const;

/** How else than through the panel a request comes: staff write it down. */
export const supportChannels = ['phone', 'email', 'messenger'] as const;

export const supportRequest = z
  .object({
    id: uuid,
    /** 1…n of the seller, without a hole. */
    number: z.number().int(),
    account: z.object({ id: uuid, name: z.string() }),
    subject: z.string(),
    product: z.object({ code: z.string(), name: z.string() }).nullable(),
    state: z.enum(supportRequestStates),
    askedAt: z.string(),
    /** The name of whoever asked. */
    askedBy: z.string(),
    channel: z.enum(['panel', ...supportChannels]),
    /** The name of whoever of the staff wrote it down; null: it was written in the panel. */
    writtenDownBy: z.string().nullable(),
    /** Of an open one: since when it waits for us. */
    waitingSince: z.string().nullable(),
    /** Of an open one: by when the offer promises an answer; null: it promises none, or `calendarMissing`. */
    dueAt: z.string().nullable(),
    late: z.boolean(),
    /** The year whose working days are not known yet, so that nobody can say when an answer is due. */
    calendarMissing: z.number().int().nullable(),
    /** When something was said last. */
    lastAt: z.string(),
  })
  .meta({ id: 'SupportRequest' });

export const supportMessage = z
  .object({
    /** 1…n within the request. */
    no: z.number().int(),
    at: z.string(),
    by: z.enum(['customer', 'support']),
    author: z.string(),
    /** Plain text; may be empty only where a request is closed without a word. */
    text: z.string(),
    closes: z.boolean(),
  })
  .meta({ id: 'SupportMessage' });

/** How many requests wait for an answer now, and of how many the promised time is over. */
export const supportWaiting = z
  .object({ waiting: z.number().int(), late: z.number().int() })
  .meta({ id: 'SupportWaiting' });

const LONGEST_SUBJECT = 120;
const LONGEST_TEXT = 5000;
const words = z.string().trim().max(LONGEST_TEXT, `Не длиннее ${LONGEST_TEXT} знаков`);

export const askSupport = z.strictObject({
  subject: z
    .string()
    .trim()
    .min(1, 'Напишите, о чём обращение')
    .max(LONGEST_SUBJECT, `Не длиннее ${LONGEST_SUBJECT} знаков`)
    .regex(/^[^\u0000-\u001f\u007f\u2028\u2029]*$/, 'Тема — одна строка'),
  text: words.min(1, 'Опишите, что случилось'),
  /** One of the products the account has or had. */
  productCode: z.string().min(1).max(60).optional(),
});

/** As it was asked, in the name of a person of the account. */
export const takeDownSupportRequest = askSupport.extend({
  personId: z.uuid('Выберите, кто спрашивает'),
  channel: z.enum(supportChannels, 'Укажите, как пришло обращение'),
});

export const writeToSupport = z.strictObject({ text: words.min(1, 'Напишите сообщение') });

/** Without a word only what has been answered may be closed. */
export const closeSupportRequest = z.strictObject({ text: words.default('') });

export const supportRequestsQuery = pageQuery.extend({ state: z.enum(supportRequestStates).optional() });

/** How else support is reached, and what the offer promises; hours are those of a clock so far from Greenwich: GMT+3. */
export const supportOffer = supportTerms.extend({ offset: z.string() }).meta({ id: 'SupportOffer' });

const CUSTOMER_AND_DESK = 'customer, support, account_manager, administrator of the seller';

/** Questions to support: numbered and confirmed at once, answered by when the offer promises (rule 33). */
export const supportRequestRoutes = {
  askSupport: route({
    method: 'POST',
    path: '/accounts/:id/support-requests',
    tag: 'Support',
    who: 'customer',
    summary: 'Writes to support: the request has its number at once, and a notice confirms it (clause 10.4)',
    body: askSupport,
    answer: supportRequest,
    idempotent: true,
  }),
  takeDownSupportRequest: route({
    method: 'POST',
    path: '/accounts/:id/support-requests/told',
    tag: 'Support',
    who: 'support, administrator of the seller',
    summary:
      'Writes down what a person of the account asked by telephone, e-mail or messenger: it is their request, confirmed to them',
    body: takeDownSupportRequest,
    answer: supportRequest,
    idempotent: true,
  }),
  supportRequestsOf: route({
    method: 'GET',
    path: '/accounts/:id/support-requests',
    tag: 'Support',
    who: CUSTOMER_AND_DESK,
    summary: 'Requests of an account, what was said last first, and what its offer promises',
    query: pageQuery,
    answer: page(supportRequest).extend({ support: supportOffer }),
  }),
  supportRequest: route({
    method: 'GET',
    path: '/accounts/:id/support-requests/:requestId',
    tag: 'Support',
    who: CUSTOMER_AND_DESK,
    summary: 'One request',
    answer: supportRequest,
  }),
  supportMessages: route({
    method: 'GET',
    path: '/accounts/:id/support-requests/:requestId/messages',
    tag: 'Support',
    who: CUSTOMER_AND_DESK,
    summary: 'What was said in a request, the newest first',
    query: pageQuery,
    answer: page(supportMessage),
  }),
  writeToSupport: route({
    method: 'POST',
    path: '/accounts/:id/support-requests/:requestId/messages',
    tag: 'Support',
    who: 'customer, support, administrator of the seller',
    summary:
      'The customer writes on, which opens a closed request again; staff answer, which is told to the customer',
    body: writeToSupport,
    answer: supportRequest,
    idempotent: true,
  }),
  closeSupportRequest: route({
    method: 'POST',
    path: '/accounts/:id/support-requests/:requestId/closing',
    tag: 'Support',
    who: 'support, administrator of the seller',
    summary: 'Says that it is done; one that waits for an answer is closed with one',
    body: closeSupportRequest,
    answer: supportRequest,
    status: 200,
    idempotent: true,
  }),
  supportRequests: route({
    method: 'GET',
    path: '/support-requests',
    tag: 'Support',
    who: 'support, account_manager, administrator of the seller',
    summary: 'The desk: open requests by when an answer is due, then the others, what was said last first',
    query: supportRequestsQuery,
    answer: page(supportRequest),
  }),
  supportWaiting: route({
    method: 'GET',
    path: '/support-requests/waiting',
    tag: 'Support',
    who: 'support, account_manager, administrator of the seller',
    summary: 'How many requests wait for an answer, and how many of them too long',
    answer: supportWaiting,
  }),
} as const;

export type SupportRequestState = (typeof supportRequestStates)[number];
export type SupportRequestDto = z.output<typeof supportRequest>;
export type SupportMessageDto = z.output<typeof supportMessage>;
export type SupportOfferDto = z.output<typeof supportOffer>;
export type SupportWaitingDto = z.output<typeof supportWaiting>;
export type SupportChannel = (typeof supportChannels)[number];
export type AskSupportDto = z.output<typeof askSupport>;
