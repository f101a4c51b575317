import { randomUUID } from 'node:crypto';
import {
  ApiProblem,
  createClient,
  type Call,
  type CallOptions,
  type ProblemDto,
  type Route,
} from '@rocket/contracts';
import type { z } from 'zod';

/** What a route answers with; the client says `| undefined` because a route may have no answer. */
export type AnswerOf<R extends Route> = NonNullable<R['answer']> extends z.ZodType<infer T> ? T : undefined;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON of the body, `{}` when it is something else. */
  readonly body: Record<string, unknown>;
}

export interface RawRequest {
  readonly body?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Left out: none is sent. */
  readonly key?: string;
}

/** Somebody who calls the API over HTTP with the credential in `headers`. */
export class Person {
  private readonly call: Call;

  constructor(
    private readonly origin: string,
    readonly headers: Readonly<Record<string, string>>,
  ) {
    this.call = createClient(origin, (address, init) =>
      fetch(address, { ...init, headers: { ...(init?.headers as Record<string, string>), ...headers } }),
    );
  }

  /** The same person at the door of another process. */
  at(origin: string): Person {
    return new Person(origin, this.headers);
  }

  /** Asks and is answered. A marked POST gets a key of its own unless one is given. @throws ApiProblem */
  asks<R extends Route>(route: R, options?: CallOptions<R>): Promise<AnswerOf<R>> {
    const key = route.idempotent ? { idempotencyKey: randomUUID() } : {};
    return this.call(route, { ...key, ...options }) as Promise<AnswerOf<R>>;
  }

  /** Asks, expecting a refusal, and answers with what it says. @throws Error when nothing was refused */
  async isRefused<R extends Route>(route: R, options?: CallOptions<R>): Promise<ProblemDto> {
    try {
      await this.asks(route, options);
    } catch (error) {
      if (error instanceof ApiProblem) return error.problem;
      throw error;
    }
    throw new Error(`${route.method} ${route.path} was not refused`);
  }

  /** Any request at all, below /api/v1, answered as it comes. */
  async sends(method: string, path: string, request: RawRequest = {}): Promise<Answer> {
    const headers: Record<string, string> = { ...this.headers, ...request.headers };
    if (request.key) headers['idempotency-key'] = request.key;
    if (request.body !== undefined) headers['content-type'] ??= 'application/json';
    const body = request.bytes ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
    const answer = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body: body as RequestInit['body'] }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: (isJson ? JSON.parse(text) : {}) as Record<string, unknown>,
    };
  }

  /** The bytes of a file under a path as the API prints it, or below /api/v1. */
  async downloads(path: string): Promise<Buffer> {
    const address = path.startsWith('/api/') ? this.origin + path : `${this.origin}/api/v1${path}`;
    const answer = await fetch(address, { headers: this.headers });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return Buffer.from(await answer.arrayBuffer());
  }
}
