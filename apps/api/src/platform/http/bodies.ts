import type { FastifyInstance } from 'fastify';
import { Upload, uploadOfForm } from './upload';

export const ORDINARY_BODY_BYTES = 1024 * 1024;
const FILE_BODY_BYTES = 20 * 1024 * 1024;
/** Doors that take files. */
const FILE_DOORS = new Set(['/api/v1/bank-statements', '/api/v1/documents/:id/signed-copy']);

/** What a body may be beside JSON and forms, and how large. Files arrive as `Upload`. */
export function acceptBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (FILE_DOORS.has(route.url)) route.bodyLimit = FILE_BODY_BYTES;
  });
  for (const mediaType of ['text/plain', 'application/octet-stream'])
    fastify.addContentTypeParser(
      mediaType,
      { parseAs: 'buffer' },
      async (_request: unknown, bytes: Buffer) => new Upload(bytes, null, mediaType),
    );
  fastify.addContentTypeParser(
    /^multipart\/form-data/,
    { parseAs: 'buffer' },
    async (request: { headers: { 'content-type'?: string } }, form: Buffer) =>
      uploadOfForm(form, request.headers['content-type'] ?? ''),
  );
}
