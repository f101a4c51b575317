import type { FastifyInstance } from 'fastify';
import { forRequest } from '../walls/whose-rows';

/**
 * Begins every request with nothing said of whose rows it is about; the guard says it. After the body was read, and not before:
 * a stream hands its pieces over outside of what was begun here.
 */
export function beginRequests(fastify: FastifyInstance): void {
  fastify.addHook('preValidation', (_request, _reply, done) => forRequest(done));
}
