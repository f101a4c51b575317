import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { callerKey } from '../caller';
import type { DoorRequest } from '../door';
import type { Metrics } from '../metrics';

const REQUEST_ID = /^[\w.-]{8,64}$/;

/** The id a caller gave, when it is one, else a new one: it is in the answer and in every log line about it. */
export function requestIdOf(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** Logs and measures every answer. Never a body, a query (it may hold a code or a token) or a header. */
export function observe(fastify: FastifyInstance, log: Logger, metrics: Metrics): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  fastify.addHook('onResponse', (request: DoorRequest, reply, done) => {
    const route = routeOf(request);
    metrics.requestAnswered(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    if (request.isCommon && !log.isLevelEnabled('debug')) return done();
    const line = {
      context: 'HTTP',
      reqId: request.id,
      method: request.method,
      path: request.url.split('?', 1)[0],
      status: reply.statusCode,
      ms: Math.trunc(reply.elapsedTime),
      ...(request.caller ? { caller: callerKey(request.caller) } : {}),
    };
    if (route.startsWith('/api/') && !request.isCommon) log.info(line);
    else log.debug(line);
    done();
  });
}

/** A label with few values: the pattern of the route, never the address with its ids. */
const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'none';
