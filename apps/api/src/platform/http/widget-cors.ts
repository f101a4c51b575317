import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppConfig } from '../config';

const AMO_ORIGIN = /^https:\/\/[a-z0-9-]+\.(?:amocrm\.ru|kommo\.com|amocrm\.com)$/;
const DOORS = '/api/v1/widget/';
const FILES = '/widget/';
/** Doors of the panel that the storefront inside amoCRM goes through too: the same rules, and no second way to spend. */
const SHARED = /^\/api\/v1\/(?:accounts\/[\w-]+\/subscriptions|subscriptions\/[\w-]+)(?:\?|$)/;
const ALLOWED_HEADERS = 'X-Auth-Token, Content-Type, Idempotency-Key, If-None-Match, X-Request-Id';
const EXPOSED_HEADERS = 'ETag, X-Request-Id, Retry-After, Idempotent-Replayed';

/** Whether a page of this origin may call the widget's doors: an account of amoCRM or Kommo, in the sandbox also ours. */
export function isWidgetOrigin(
  origin: string,
  config: Pick<AppConfig, 'sandbox' | 'publicUrl'>,
  host?: string,
): boolean {
  if (AMO_ORIGIN.test(origin)) return true;
  return (
    config.sandbox && (origin === config.publicUrl || (host !== undefined && origin === `http://${host}`))
  );
}

/** Lets the widget call from amoCRM's pages: exact origins, no credentials, preflights before any guard. */
export function allowWidget(fastify: FastifyInstance, config: AppConfig): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { url } = request;
    if (!url.startsWith(DOORS) && !url.startsWith(FILES) && !SHARED.test(url)) return done();
    void reply.header('vary', 'Origin');
    const { origin, host } = request.headers;
    if (origin && isWidgetOrigin(origin, config, host)) grant(request, reply, origin);
    if (request.method !== 'OPTIONS') return done();
    void reply.status(204).send();
  });
}

function grant(request: FastifyRequest, reply: FastifyReply, origin: string): void {
  void reply
    .header('access-control-allow-origin', origin)
    .header('access-control-expose-headers', EXPOSED_HEADERS);
  if (request.method !== 'OPTIONS') return;
  void reply
    .header('access-control-allow-methods', 'GET, POST, PATCH')
    .header('access-control-allow-headers', ALLOWED_HEADERS)
    .header('access-control-max-age', '600');
}
