import { lookup } from 'node:dns/promises';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import type { WebhookOutcome } from '@rocket/contracts';
import { AppConfig } from '../platform/config';
import { mayConnectTo } from './judge-address';
import type { WebhookAttempt } from './judge-attempt';
import { hostOf, whyNotTold } from './judge-url';

const CONNECT_WITHIN_MS = 5_000;
const MOST_READ = 4_096;
const MOST_KEPT = 500;

interface Failure {
  readonly outcome: WebhookOutcome;
  readonly answer: string;
}

class NotSent extends Error {
  override readonly name = 'NotSent';

  constructor(readonly failure: Failure) {
    super(failure.answer);
  }
}

/**
 * Posts to addresses that strangers named. The name is resolved here and the very address that was judged is connected to, so no
 * second answer of a name server leads elsewhere; redirects are answers like any other. Nothing is thrown: what went wrong is an
 * attempt too.
 */
@Injectable()
export class WebhookSender {
  constructor(private readonly config: AppConfig) {}

  async post(
    address: string,
    headers: Readonly<Record<string, string>>,
    body: string,
  ): Promise<WebhookAttempt> {
    const begun = performance.now();
    const tookMs = (): number => Math.ceil(performance.now() - begun);
    const patience = AbortSignal.timeout(this.config.webhooks.patienceMs);
    try {
      const url = new URL(address);
      const target = await orGiveUp(this.resolve(url), patience);
      const answer = await this.exchange(url, target, headers, body, patience);
      return { outcome: 'answered', ...answer, tookMs: tookMs() };
    } catch (error) {
      return { ...failureOf(error, patience), status: null, retryAfter: null, tookMs: tookMs() };
    }
  }

  /** The address to connect to. One that may not be connected to among several spoils the name: it could be the one that is used. */
  private async resolve(url: URL): Promise<{ address: string; family: number }> {
    const refused = whyNotTold(url.href, { ...this.config.webhooks, sandbox: this.config.sandbox });
    if (refused !== null) throw new NotSent({ outcome: 'address_refused', answer: refused });
    const host = hostOf(url);
    const family = isIP(host);
    const found = family === 0 ? await lookup(host, { all: true }) : [{ address: host, family }];
    const strange = found.find(({ address }) => !mayConnectTo(address, this.config.webhooks.toLoopback));
    if (strange || !found[0])
      throw new NotSent({ outcome: 'address_refused', answer: `${host} ведёт во внутреннюю сеть` });
    return found.find((each) => each.family === 4) ?? found[0];
  }

  private exchange(
    url: URL,
    target: { address: string; family: number },
    headers: Readonly<Record<string, string>>,
    body: string,
    patience: AbortSignal,
  ): Promise<Pick<WebhookAttempt, 'status' | 'answer' | 'retryAfter'>> {
    return new Promise((resolve, reject) => {
      const options: RequestOptions = {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        agent: false,
        lookup: (_host, { all }, done) =>
          all ? done(null, [target]) : done(null, target.address, target.family),
        signal: patience,
      };
      const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options);
      const tooSlow = setTimeout(
        () => request.destroy(new NotSent({ outcome: 'not_connected', answer: 'Соединение не установлено' })),
        Math.min(CONNECT_WITHIN_MS, this.config.webhooks.patienceMs),
      );
      const connected = (): void => clearTimeout(tooSlow);
      request.on('socket', (socket) =>
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', connected),
      );
      let isAnswered = false;
      request.on('error', (error) => {
        connected();
        // The status is the answer: what becomes of the body changes nothing.
        if (!isAnswered) reject(error);
      });
      request.on('response', (response) => {
        isAnswered = true;
        const { statusCode, headers: told } = response;
        void beginningOf(response).then((text) => {
          request.destroy();
          resolve({ status: statusCode ?? null, answer: text, retryAfter: told['retry-after'] ?? null });
        });
      });
      request.end(body);
    });
  }
}

/** A name server that does not answer cannot be interrupted; it is not waited for either. */
function orGiveUp<T>(work: Promise<T>, patience: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    patience.addEventListener('abort', () => reject(patience.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}

/** The beginning of an answer as text that may be kept; what ends too early ends. */
function beginningOf(response: IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const end = (): void => resolve(textOf(Buffer.concat(parts).subarray(0, MOST_READ)));
    response.on('data', (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size >= MOST_READ) end();
    });
    for (const event of ['end', 'aborted', 'error', 'close'] as const) response.on(event, end);
  });
}

function textOf(bytes: Buffer): string | null {
  // PostgreSQL keeps no NUL, and nobody reads the other control characters.
  const text = bytes
    .toString('utf8')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return text === '' ? null : text.slice(0, MOST_KEPT);
}

function failureOf(error: unknown, patience: AbortSignal): Failure {
  if (error instanceof NotSent) return error.failure;
  if (patience.aborted) return { outcome: 'timed_out', answer: 'Ответа не было слишком долго' };
  const { code = '', message } = error as NodeJS.ErrnoException;
  const said = [code, message].filter(Boolean).join(': ').slice(0, MOST_KEPT);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { outcome: 'name_unknown', answer: said };
  const isTls = /CERT|TLS|SSL|EPROTO|SELF_SIGNED/.test(code);
  return { outcome: isTls ? 'tls_failed' : 'not_connected', answer: said };
}
