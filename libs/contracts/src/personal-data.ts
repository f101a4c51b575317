import { z } from 'zod';
import { businessDate, page, pageQuery, uuid } from './primitives';
import { route } from './route';
import { CUSTOMER } from './who';

/**
 * What a person may ask about their own data (rule 32; 8.8 and 8.9 of the first offer). `copy`: what is held; `correction`: what is
 * wrong; `block`: nothing to be done with it while it is checked; `unblock`: the same taken back; `erasure`.
 */
export const personalDataRequestKinds = ['copy', 'correction', 'block', 'unblock', 'erasure'] as const;
export const personalDataRequestStates = ['waiting', 'done', 'refused'] as const;

export const personalDataRequest = z
  .object({
    id: uuid,
    /** In the register of the seller, by years: `ПД-2026-12`. */
    number: z.string(),
    account: z.object({ id: uuid, name: z.string() }),
    /** Whose data; the name goes when it is blocked or erased. */
    person: z.object({ id: uuid, name: z.string() }),
    kind: z.enum(personalDataRequestKinds),
    words: z.string(),
    askedAt: z.string(),
    /** `user:<id>` themself, `staff:<id>` who wrote down a letter. */
    askedBy: z.string(),
    /** By when it has to be answered, by the calendar of the seller. */
    dueOn: businessDate,
    /** That day is over and there is no answer. */
    late: z.boolean(),
    state: z.enum(personalDataRequestStates),
    answeredAt: z.string().nullable(),
    answeredBy: z.string().nullable(),
    answer: z.string().nullable(),
  })
  .meta({ id: 'PersonalDataRequest' });

const words = z.string().trim().max(2000, 'Не длиннее 2000 знаков');

export const askAboutPersonalData = z
  .strictObject({
    kind: z.enum(personalDataRequestKinds).exclude(['copy']),
    words: words.default(''),
    /** Left out: about the caller. Staff name whose letter they write down. */
    personId: uuid.optional(),
  })
  .refine(({ kind, words: text }) => kind !== 'correction' || text !== '', {
    path: ['words'],
    message: 'Напишите, что неверно и как правильно',
  });

export const takePersonalData = z.strictObject({ personId: uuid.optional() });

export const answerPersonalDataRequest = z
  .strictObject({
    decision: z.enum(['done', 'refused']),
    words: words.min(1, 'Напишите ответ: человек его прочитает'),
    /** For a correction: what is held from now on, whatever amoCRM says. */
    name: z.string().trim().min(1, 'Имя не может быть пустым').max(200).optional(),
    email: z.email('Это не похоже на адрес почты').nullable().optional(),
  })
  .refine(({ decision, name, email }) => decision === 'done' || (name === undefined && email === undefined), {
    path: ['decision'],
    message: 'При отказе ничего не исправляют',
  });

/** Everything held about one person, and why (8.8.1 of the first offer). Texts are in Russian: they are the seller's own. */
export const personalDataCopy = z
  .object({
    number: z.string(),
    takenAt: z.string(),
    holder: z.string(),
    /** `open`, `blocked`, `corrected` (kept as the person said, not as amoCRM says), `erased`. */
    handling: z.enum(['open', 'blocked', 'corrected', 'erased']),
    person: z.object({
      name: z.string(),
      email: z.string().nullable(),
      amocrmUserId: z.number().int(),
      level: z.string(),
      language: z.string().nullable(),
      firstSeenAt: z.string(),
    }),
    source: z.string(),
    purposes: z.array(z.string()),
    passedTo: z.array(z.string()),
    keptUntil: z.array(z.string()),
    consents: z.array(z.object({ version: z.string(), acceptedAt: z.string(), act: z.string() })),
    acts: z.array(
      z.object({
        at: z.string(),
        action: z.string(),
        address: z.string().nullable(),
        device: z.string().nullable(),
      }),
    ),
    letters: z.array(
      z.object({ at: z.string(), subject: z.string(), address: z.string(), state: z.string() }),
    ),
    /** What the person wrote to support. */
    supportMessages: z.array(
      z.object({ number: z.number().int(), subject: z.string(), at: z.string(), text: z.string() }),
    ),
    requests: z.array(
      z.object({ number: z.string(), kind: z.enum(personalDataRequestKinds), askedAt: z.string() }),
    ),
  })
  .meta({ id: 'PersonalDataCopy' });

export const personalDataQuery = pageQuery.extend({
  state: z.enum(personalDataRequestStates).optional(),
  format: z.enum(['json', 'csv']).default('json'),
});

const KEEPERS = 'support, administrator of the seller';

/** Requests of people about their own data (rule 32). */
export const personalDataRoutes = {
  takePersonalData: route({
    method: 'POST',
    path: '/accounts/:id/personal-data/copies',
    tag: 'Personal data',
    who: CUSTOMER,
    summary:
      'Everything held about the caller (staff: about a person named), written into the register as given',
    body: takePersonalData,
    answer: personalDataCopy,
    status: 201,
  }),
  askAboutPersonalData: route({
    method: 'POST',
    path: '/accounts/:id/personal-data/requests',
    tag: 'Personal data',
    who: CUSTOMER,
    summary: 'Asks for a correction, a block or erasure of the own data; a block holds from now on',
    body: askAboutPersonalData,
    answer: personalDataRequest,
    status: 201,
  }),
  personalDataRequestsOf: route({
    method: 'GET',
    path: '/accounts/:id/personal-data/requests',
    tag: 'Personal data',
    who: CUSTOMER,
    summary: 'Requests of an account, newest first: a user sees their own',
    query: pageQuery,
    answer: page(personalDataRequest),
  }),
  personalDataRequests: route({
    method: 'GET',
    path: '/personal-data-requests',
    tag: 'Personal data',
    who: KEEPERS,
    summary:
      'The register of requests (8.9.12 of the first offer): the most urgent first; JSON by pages or CSV of all',
    query: personalDataQuery,
    answer: page(personalDataRequest),
  }),
  answerPersonalDataRequest: route({
    method: 'POST',
    path: '/personal-data-requests/:id/answer',
    tag: 'Personal data',
    who: 'administrator of the seller',
    summary: 'Does what was asked, or refuses with the ground',
    body: answerPersonalDataRequest,
    answer: personalDataRequest,
    status: 200,
  }),
} as const;

export type PersonalDataRequestKind = (typeof personalDataRequestKinds)[number];
export type PersonalDataRequestState = (typeof personalDataRequestStates)[number];
export type PersonalDataRequestDto = z.output<typeof personalDataRequest>;
export type PersonalDataCopyDto = z.output<typeof personalDataCopy>;
export type AskAboutPersonalDataDto = z.output<typeof askAboutPersonalData>;
export type AnswerPersonalDataRequestDto = z.output<typeof answerPersonalDataRequest>;
