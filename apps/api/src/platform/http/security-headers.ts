import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiError } from '../api-error';
import type { AppConfig } from '../config';

const REQUESTS_A_MINUTE = 1_200;
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Headers that tell a browser what our pages may do, and a limit that stops a loop gone wild. */
export async function protect(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        // Letters carry their looks in style attributes: staff see one in a frame before it is sent. Style elements stay ours.
        styleSrcAttr: ["'unsafe-inline'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // amoCRM's pages load the widget's script and pictures from here.
    crossOriginResourcePolicy: false,
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: config.secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
  await app.register(rateLimit, {
    global: true,
    max: REQUESTS_A_MINUTE,
    timeWindow: '1 minute',
    // Probes and the demo's own tests come from this machine.
    allowList: (request: { ip: string; url: string }) =>
      request.url.startsWith('/health/') || (config.sandbox && LOOPBACK.has(request.ip)),
    errorResponseBuilder: (_request: unknown, context: { ttl: number }) =>
      new ApiError('rate_limited', 'Слишком много запросов, попробуйте позже', {
        retryAfter: Math.ceil(context.ttl / 1000),
      }),
  });
}
