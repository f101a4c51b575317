import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/**
 * Ends event streams when the server closes: they never end by themselves, and a server waits for what is open.
 * The browser connects again, to whoever serves then.
 */
export function endStreamsOnClose(fastify: FastifyInstance): void {
  const open = new Set<ServerResponse>();
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.headers.accept?.includes('text/event-stream')) {
      open.add(reply.raw);
      reply.raw.once('close', () => open.delete(reply.raw));
    }
    done();
  });
  fastify.addHook('preClose', (done) => {
    for (const stream of open) stream.end();
    done();
  });
}

/** Whoever keeps a connection is told with each answer not to use it again: none is cut with a request on its way. */
export function sendAwayWhenStopping(
  fastify: FastifyInstance,
  process: { readonly isStopping: boolean },
): void {
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (process.isStopping) void reply.header('connection', 'close');
    done(null, payload);
  });
}
