import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What every answer says that no hook has seen: it is no page, leads nowhere and is kept by nobody. */
const HEADERS = {
  'content-type': 'application/problem+json; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

const problem = (status: number, code: string, title: string): string =>
  JSON.stringify({ type: `/problems/${code}`, title, status, code, detail: title });

/** An address that is none (`/%zz`) reaches no route and no hook: it is refused here, and nothing of it is said back. */
export function refuseAddress(_error: Error, _request: FastifyRequest, { raw }: FastifyReply): void {
  raw
    .writeHead(400, { ...HEADERS, 'x-request-id': randomUUID() })
    .end(problem(400, 'malformed_request', 'Адрес запроса составлен неверно'));
}

const REFUSALS: Readonly<Record<string, readonly [status: number, code: string, title: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request_too_slow', 'Запрос приходит слишком медленно'],
  HPE_HEADER_OVERFLOW: [431, 'malformed_request', 'Слишком большие заголовки или слишком длинный адрес'],
};

/** What is no HTTP, or did not come in time, has no request yet: the answer is written on the wire, and the connection ends. */
export function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const refusal = REFUSALS[error.code ?? ''] ?? [400, 'malformed_request', 'Запрос составлен неверно'];
  const [status] = refusal;
  const body = problem(...refusal);
  const headers = Object.entries({
    ...HEADERS,
    connection: 'close',
    'content-length': String(Buffer.byteLength(body)),
  }).map(([name, value]) => `${name}: ${value}`);
  if (socket.writable)
    socket.write([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...headers, '', body].join('\r\n'));
  socket.destroySoon();
}
