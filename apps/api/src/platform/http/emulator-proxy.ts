import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { AppConfig } from '../config';

const EMULATED = /^\/(?:demo|oauth|ajax|_emu)(?:[/?]|$)/;
const PAGE = `<!doctype html><meta charset="utf-8"><title>amoCRM</title>
<h1>Эмулятор amoCRM не запущен</h1><p>Демонстрационная страница появляется, когда система запущена через npm start.</p>`;
/** They belong to one connection and are not passed on (RFC 9110, 7.6.1). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** In the sandbox, hands everything that is amoCRM's to the emulator, so that all of it has one origin. */
export function proxyEmulator(fastify: FastifyInstance, config: AppConfig): void {
  if (!config.sandbox) return;
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!EMULATED.test(request.url)) return done();
    reply.hijack();
    if (config.amo.emulatorUrl) passOn(request.raw, reply.raw, config.amo.emulatorUrl);
    else unavailable(reply.raw);
  });
}

function passOn(incoming: IncomingMessage, answer: ServerResponse, emulatorUrl: string): void {
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).filter(([name]) => !HOP_BY_HOP.includes(name)),
  );
  if (incoming.headers['transfer-encoding']) headers['transfer-encoding'] = 'chunked';
  headers['x-forwarded-host'] = incoming.headers.host;
  headers['x-forwarded-proto'] = 'http';
  const outgoing = ask(
    new URL(incoming.url ?? '/', emulatorUrl),
    { method: incoming.method, headers },
    (reply) => {
      const passed = Object.entries(reply.headers).filter(([name]) => !HOP_BY_HOP.includes(name));
      answer.writeHead(reply.statusCode ?? 502, Object.fromEntries(passed));
      reply.pipe(answer);
    },
  );
  outgoing.on('error', () => unavailable(answer));
  answer.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

function unavailable(answer: ServerResponse): void {
  if (answer.headersSent) return void answer.destroy();
  answer.writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'retry-after': '5' });
  answer.end(PAGE);
}
