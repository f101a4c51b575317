import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../api-error';
import { Upload, uploadOfForm, uploadOfStream } from './upload';

export const ORDINARY_BODY_BYTES = 1024 * 1024;
const FILE_BODY_BYTES = 20 * 1024 * 1024;
/** A bank's file of a year; above `memory` it flows onto disk. */
const STREAMED = { memory: 4 * 1024 * 1024, most: 512 * 1024 * 1024 };
const STREAMED_DOOR = '/api/v1/bank-statements';
/** Doors that take files. */
const FILE_DOORS = new Set(['/api/v1/bank-statements', '/api/v1/documents/:id/signed-copy']);

/** What a body may be beside JSON and forms, and how large. Files arrive as `Upload`. */
export function acceptBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (FILE_DOORS.has(route.url)) route.bodyLimit = FILE_BODY_BYTES;
  });
  for (const mediaType of ['text/plain', 'application/octet-stream', 'application/xml', 'text/xml'])
    fastify.addContentTypeParser(mediaType, (request: FastifyRequest, body: IncomingMessage) => {
      const { url, bodyLimit = ORDINARY_BODY_BYTES } = request.routeOptions;
      if (url !== STREAMED_DOOR && mediaType.endsWith('xml'))
        throw new ApiError('unsupported_media_type', 'XML здесь не принимается');
      const limits = url === STREAMED_DOOR ? STREAMED : { memory: bodyLimit, most: bodyLimit };
      if (Number(request.headers['content-length'] ?? 0) > limits.most)
        throw new ApiError('payload_too_large', `Файл больше ${Math.floor(limits.most / 1024 / 1024)} МБ`);
      return uploadOfStream(body, mediaType, limits);
    });
  // What stands on disk is let go when the answer is sent or nobody waits for it any more.
  fastify.addHook('onResponse', async (request) => {
    if (request.body instanceof Upload) await request.body.discard();
  });
  fastify.addContentTypeParser(
    /^multipart\/form-data/,
    { parseAs: 'buffer' },
    async (request: { headers: { 'content-type'?: string } }, form: Buffer) =>
      uploadOfForm(form, request.headers['content-type'] ?? ''),
  );
}
