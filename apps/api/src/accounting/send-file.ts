import type { FastifyReply } from 'fastify';

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
  await reply
    .header('content-type', MEDIA_TYPES[kind])
    .header('content-disposition', `attachment; filename="${name}.${kind}"`)
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(bytes));
}
