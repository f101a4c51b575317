import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify';
import { ApiError } from '../api-error';
import { isOwnTest } from '../caller-pace';
import type { AppConfig } from '../config';
import { networkOf } from '../identity/sign-in-delay';

/** Requests a minute from one address: with nothing shown, with what a person shows (an office has one address), with a product's key. */
const OF_AN_ADDRESS = { nothing: 1_200, person: 6_000, product: 60_000 } as const;
const DENIED = ['camera', 'geolocation', 'microphone', 'payment', 'usb'];

/** Of an answer and not of our pages. */
const OF_THE_ANSWER = new Set(['connection', 'content-length', 'content-type', 'date', 'keep-alive']);

/** What helmet tells a browser of every page, asked once: it judges and joins the same policy again for each answer. */
async function guarded({ secure }: AppConfig): Promise<Readonly<Record<string, string>>> {
  const asked = fastify();
  await asked.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    // amoCRM's pages load the widget's script and pictures from here.
    crossOriginResourcePolicy: false,
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
  asked.get('/', (_request, reply) => reply.send());
  const { headers } = await asked.inject('/');
  await asked.close();
  const said = Object.entries(headers).filter(([name]) => !OF_THE_ANSWER.has(name));
  return {
    ...Object.fromEntries(said.map(([name, value]) => [name, String(value)])),
    'permissions-policy': DENIED.map((name) => `${name}=()`).join(', '),
  };
}

/** Headers that tell a browser what our pages may do, and a limit that stops a loop gone wild. */
export async function protect(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const headers = await guarded(config);
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
  keepToTheCaller(server);
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
