import fastifyStatic from '@fastify/static';
import { HookRefused, verifyHook, type LicenceDesk, type UsageBuffer } from '@rocket-market/product-kit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { ContactFiles } from './contact-file';
import { findDuplicates, type Contact } from './contact-index';
import type { SignIn } from './sign-in';
import type { Watchers } from './watchers';

export interface Stands {
  readonly desk: () => LicenceDesk;
  readonly usage: () => UsageBuffer;
  readonly hookSecrets: () => readonly string[];
  readonly signIn: SignIn;
  readonly watchers: Watchers;
  readonly contacts: ContactFiles;
  /** Makes the fingerprints of an account's contacts. */
  readonly printKey: (account: number) => string;
  /** The origin whose pages may show the card in a frame. */
  readonly framedBy: string;
  readonly cardDir: string;
}

const HEARTBEAT_MS = 20_000;
const text = { type: 'string', maxLength: 200 } as const;
const contact = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'phone', 'email'],
  properties: { name: { ...text, minLength: 1 }, phone: text, email: text },
} as const;

/** The product's own small back end. Every answer is for the account of the session, and for no other. */
export function createServer(stands: Stands): FastifyInstance {
  const app = fastify({ bodyLimit: 64 * 1024 });
  const { signIn } = stands;

  app.addHook('onSend', async (_request, reply) => {
    void reply.header(
      'content-security-policy',
      `default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors ${stands.framedBy}`,
    );
    void reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
  });
  void app.register(fastifyStatic, { root: stands.cardDir, prefix: '/card/' });

  app.get('/health', () => ({ ok: true }));

  app.post('/session', async (request, reply) => {
    const session = await signIn.open(String(request.headers['x-auth-token'] ?? ''));
    return session === null ? reply.code(401).send({ code: 'not_signed_in' }) : { session };
  });

  const accountOf = (request: FastifyRequest): number | null =>
    signIn.accountOf(/^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]);
  const notSignedIn = (reply: FastifyReply) => reply.code(401).send({ code: 'not_signed_in' });

  app.get('/decision', async (request, reply) => {
    const account = accountOf(request);
    return account === null ? notSignedIn(reply) : stands.desk().check(account);
  });

  app.post<{ Body: Contact }>('/checks', { schema: { body: contact } }, async (request, reply) => {
    const account = accountOf(request);
    if (account === null) return notSignedIn(reply);
    const decision = await stands.desk().check(account);
    if (!decision.entitled) return reply.code(402).send({ code: 'not_entitled', decision });
    const duplicates = await stands.contacts.change(account, (known) => {
      const found = findDuplicates(known, request.body, stands.printKey(account));
      return { known: found.known, answer: found.duplicates };
    });
    await stands.usage().add({ account, unit: 'check', quantity: 1 });
    return { duplicates };
  });

  app.get('/events', (request, reply) => {
    const account = accountOf(request);
    if (account === null) return notSignedIn(reply);
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const tell = () => reply.raw.write('data: changed\n\n');
    const beat = setInterval(() => reply.raw.write(': beat\n\n'), HEARTBEAT_MS);
    const stop = stands.watchers.add(account, tell);
    // Whatever happened while nobody listened is asked for now.
    tell();
    request.raw.on('close', () => {
      clearInterval(beat);
      stop();
    });
  });

  void app.register(async (hooks) => {
    // The signature is over the bytes as they came.
    hooks.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    hooks.post<{ Body: Buffer }>('/hooks/market', async (request, reply) => {
      try {
        const { event } = verifyHook(request.body, request.headers, stands.hookSecrets());
        if ('account' in event.data) {
          stands.desk().forget(event.data.account);
          stands.watchers.tell(event.data.account);
        }
        return await reply.code(204).send();
      } catch (error) {
        if (error instanceof HookRefused) return reply.code(400).send({ code: 'hook_refused' });
        throw error;
      }
    });
  });

  return app;
}
