import type { IncomingMessage } from 'node:http';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../api-error';
import { uploadOfForm } from './form-upload';
import { Upload, fileTooLarge, uploadOfStream, type UploadLimits } from './upload';

export const ORDINARY_BODY_BYTES = 1024 * 1024;
const FILE_BODY_BYTES = 20 * 1024 * 1024;
/** A bank's file of a year; above `memory` it flows onto disk. */
const STREAMED: UploadLimits = { memory: 4 * 1024 * 1024, most: 512 * 1024 * 1024 };
const STREAMED_DOOR = '/api/v1/bank-statements';
/** Doors that take files. */
const FILE_DOORS = new Set(['/api/v1/bank-statements', '/api/v1/documents/:id/signed-copy']);

/** What a body may be beside JSON and forms, and how large. Files arrive as `Upload`. */
export async function acceptBodies(fastify: FastifyInstance): Promise<void> {
  await fastify.register(multipart);
  fastify.addHook('onRoute', (route) => {
    if (FILE_DOORS.has(route.url)) route.bodyLimit = FILE_BODY_BYTES;
  });
  for (const mediaType of ['text/plain', 'application/octet-stream', 'application/xml', 'text/xml'])
    fastify.addContentTypeParser(mediaType, (request: FastifyRequest, body: IncomingMessage) => {
      if (request.routeOptions.url !== STREAMED_DOOR && mediaType.endsWith('xml'))
        throw new ApiError('unsupported_media_type', 'XML здесь не принимается');
      const limits = limitsOf(request);
      if (Number(request.headers['content-length'] ?? 0) > limits.most) throw fileTooLarge(limits.most);
      return uploadOfStream(body, mediaType, limits);
    });
  fastify.addHook('preValidation', async (request) => {
    if (request.isMultipart()) request.body = await uploadOfForm(request, limitsOf(request));
  });
  // What stands on disk is let go when the door has answered, also when nobody is there any more to hear it.
  fastify.addHook('onSend', async (request) => {
    if (request.body instanceof Upload) await request.body.discard();
  });
}

function limitsOf({ routeOptions }: FastifyRequest): UploadLimits {
  if (routeOptions.url === STREAMED_DOOR) return STREAMED;
  const { bodyLimit = ORDINARY_BODY_BYTES } = routeOptions;
  return { memory: bodyLimit, most: bodyLimit };
}
