import { csvPieces, toXlsxAside, type LongSpreadsheet } from '@rocket/documents';
import type { FastifyReply } from 'fastify';
import { streamOf } from '../platform/http/stream-of';

const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  xml: 'application/xml',
  zip: 'application/zip',
} as const;

/** Answers with a file to be kept, made anew each time: nobody on the way stores it. The name holds no person's words. */
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
  const body = streamOf(kind === 'csv' ? csvPieces(sheets[0]) : workbook(sheets));
  const sent = headed(reply, kind, name).send(body);
  reply.raw.flushHeaders();
  await sent;
}

async function* workbook(sheets: readonly LongSpreadsheet[]): AsyncGenerator<Uint8Array> {
  yield await toXlsxAside(sheets);
}

const headed = (reply: FastifyReply, kind: keyof typeof MEDIA_TYPES, name: string): FastifyReply =>
  reply
    .header('content-type', MEDIA_TYPES[kind])
    .header('content-disposition', `attachment; filename="${name}.${kind}"`)
    .header('cache-control', 'private, no-store');
