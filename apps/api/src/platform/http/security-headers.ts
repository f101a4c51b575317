import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../api-error';
import { isOwnTest } from '../caller-pace';
import type { AppConfig } from '../config';
import { networkOf } from '../identity/sign-in-delay';

/** Requests a minute from one address: with nothing shown, with what a person shows (an office has one address), with a product's key. */
const OF_AN_ADDRESS = { nothing: 1_200, person: 6_000, product: 60_000 } as const;
const DENIED = ['camera', 'geolocation', 'microphone', 'payment', 'usb'];
const POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/**
 * What every answer tells a browser our pages may do. Put together once: helmet judges and joins all of it again for each answer. Nothing of
 * `cross-origin-resource-policy`: amoCRM's pages load the widget's script and pictures from here.
 */
const guarded = ({ secure }: AppConfig): Readonly<Record<string, string>> => ({
  'content-security-policy': POLICY.join(';'),
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': DENIED.map((name) => `${name}=()`).join(', '),
  'referrer-policy': 'no-referrer',
  ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
});

/** Headers that tell a browser what our pages may do, and a limit that stops a loop gone wild. */
export async function protect(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const headers = guarded(config);
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
  keepToTheCaller(fastify);
  await app.register(rateLimit, {
    global: true,
    max: (request: FastifyRequest) => OF_AN_ADDRESS[shownBy(request)],
    keyGenerator: (request: FastifyRequest) => `${shownBy(request)} ${networkOf(request.ip)}`,
    timeWindow: '1 minute',
    allowList: (request: FastifyRequest) =>
      request.url.startsWith('/health/') || isOwnTest(config, request.ip),
    errorResponseBuilder: (_request: unknown, context: { ttl: number }) =>
      new ApiError('rate_limited', 'Слишком много запросов, попробуйте позже', {
        retryAfter: Math.ceil(context.ttl / 1000),
      }),
  });
}

/** What a door of the API answers is for the one who asked: kept by nobody on the way, unless the door says so. */
function keepToTheCaller(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    if (request.url.startsWith('/api/v1/') && !reply.hasHeader('cache-control'))
      void reply.header('cache-control', reply.hasHeader('etag') ? 'private, no-cache' : 'no-store');
    done();
  });
}

function shownBy({ headers }: FastifyRequest): keyof typeof OF_AN_ADDRESS {
  const { authorization, cookie } = headers;
  if (authorization?.startsWith('Bearer rmp_')) return 'product';
  return authorization !== undefined || cookie !== undefined || headers['x-auth-token'] !== undefined
    ? 'person'
    : 'nothing';
}
