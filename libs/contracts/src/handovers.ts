import { z } from 'zod';
import { documentStatuses, documentView } from './documents';
import { businessDate, page, reason, uuid } from './primitives';

/** How a document went, or is going, to the customer. */
export const handOver = z
  .object({
    id: uuid,
    channel: z.enum(['email', 'edo', 'post']),
    /** `waiting` is tried again by itself, `failed` is not. */
    state: z.enum(['waiting', 'done', 'failed']),
    /** Addresses of a letter, the participant of an operator. */
    recipients: z.array(z.string()),
    fileName: z.string().nullable(),
    sha256: z.string().nullable(),
    /** What the mail server answered, the operator's id, the words of whoever posted it, or why it did not work. */
    evidence: z.string().nullable(),
    sentOn: businessDate.nullable(),
    actor: z.string(),
    createdAt: z.string(),
    doneAt: z.string().nullable(),
  })
  .meta({ id: 'HandOver' });

export const handOvers = z.object({ items: z.array(handOver) });

/** `owed`: originals have to go and nobody has begun. The rest is how the hand-over stands. */
export const handOverTaskStates = ['owed', 'waiting', 'failed', 'done'] as const;
/** A document on its way to the customer, for the staff's desk. */
export const handOverTask = z
  .object({
    account: uuid,
    accountName: z.string(),
    document: documentView,
    /** Identifier of the customer in electronic exchange, null: it takes paper. */
    participant: z.string().nullable(),
    state: z.enum(handOverTaskStates),
    /** How it went, or why it does not. */
    handOver: handOver.nullable(),
    tries: z.number().int(),
    nextTryAt: z.string().nullable(),
  })
  .meta({ id: 'HandOverTask' });
export const handOverTasksQuery = z.object({
  state: z.enum(handOverTaskStates).default('owed'),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(500).optional(),
});
/** `operator`: whether anything is handed over electronically at all. */
export const handOverTasks = page(handOverTask).extend({ operator: z.boolean() });

export const handOverByHand = z.discriminatedUnion('channel', [
  z.strictObject({
    channel: z.literal('post'),
    /** What was posted and how: the number of the letter, who took it. */
    note: z.string().trim().min(1, 'Напишите, чем и как отправлено').max(1000),
    /** Today unless told. */
    sentOn: businessDate.optional(),
  }),
  z.strictObject({ channel: z.literal('edo') }),
]);

export const sendDocument = z.strictObject({
  /** Left out: whoever asks, for a customer; else the addresses of the requisites, or of the people who run the account. */
  emails: z
    .array(z.email('Адрес почты написан с ошибкой'))
    .min(1, 'Укажите хотя бы один адрес')
    .max(10)
    .optional(),
  /** With the file of an FNS format, where the document has one. */
  withXml: z.boolean().optional(),
});

export const objectToDocument = z.strictObject({ reason });
/** Where an objection leaves the document. */
export const objectionTaken = z.object({ status: z.enum(documentStatuses) });

export type HandOverTaskDto = z.infer<typeof handOverTask>;
export type HandOverTasksDto = z.infer<typeof handOverTasks>;
export type HandOverDto = z.infer<typeof handOver>;
export type SendDocumentDto = z.infer<typeof sendDocument>;
export type HandOverByHandDto = z.infer<typeof handOverByHand>;
