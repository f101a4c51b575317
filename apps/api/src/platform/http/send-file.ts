import { csvPieces, toXlsxAside, type LongSpreadsheet } from '@rocket/documents';
import type { FastifyReply } from 'fastify';
import { streamOf } from './stream-of';

const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  xml: 'application/xml',
  zip: 'application/zip',
} as const;

export interface FileAnswer {
  /** What it is saved as. */
  readonly name: string;
  readonly mediaType: string;
  /** The browser may open it. Left out: it is only ever kept, and never a page of ours. */
  readonly isShown?: boolean;
}

/**
 * Begins an answer that is a file: the one place where it is said what it is called and whether a browser may open it. Nobody on the
 * way stores it, unless the door says so after.
 */
export const fileAnswer = (
  reply: FastifyReply,
  { name, mediaType, isShown = false }: FileAnswer,
): FastifyReply =>
  reply
    .header('content-type', mediaType)
    .header('content-disposition', `${isShown ? 'inline' : 'attachment'}; ${namedAs(name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store');

/** A name ends neither its quotes nor its header; what is not Latin is told besides, encoded (RFC 6266). */
function namedAs(name: string): string {
  const plain = name.replace(/[^\w.-]/gu, '_');
  const whole = `; filename*=UTF-8''${encodeURIComponent(Buffer.from(name).toString()).replace(/['()*]/g, '_')}`;
  return `filename="${plain}"${plain === name ? '' : whole}`;
}

/** Answers with a file to be kept, made anew each time. */
export async function sendFile(
  reply: FastifyReply,
  kind: keyof typeof MEDIA_TYPES,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  await headed(reply, kind, name).send(Buffer.from(bytes));
}

/**
 * Answers with tables of any length: a CSV (of the first) is sent as its rows are read, no faster than it is taken; a workbook when a
 * thread of its own has written it. The answer begins at once, so that whoever saves it sees that it is on its way; one that breaks
 * off is a file that did not come.
 */
export async function sendTables(
  reply: FastifyReply,
  kind: 'csv' | 'xlsx',
  name: string,
  sheets: readonly [LongSpreadsheet, ...LongSpreadsheet[]],
): Promise<void> {
  const pieces = kind === 'csv' ? csvPieces(sheets[0]) : workbook(sheets);
  await headed(reply, kind, name).send(streamOf(begun(reply, pieces)));
}

/** Its first piece is asked for when the hooks have run and the headers are set: sent before that, an answer goes out without any. */
async function* begun(
  reply: FastifyReply,
  pieces: AsyncGenerator<string | Uint8Array>,
): AsyncGenerator<string | Uint8Array> {
  reply.raw.flushHeaders();
  yield* pieces;
}

async function* workbook(sheets: readonly LongSpreadsheet[]): AsyncGenerator<Uint8Array> {
  yield await toXlsxAside(sheets);
}

const headed = (reply: FastifyReply, kind: keyof typeof MEDIA_TYPES, name: string): FastifyReply =>
  fileAnswer(reply, { name: `${name}.${kind}`, mediaType: MEDIA_TYPES[kind] });
