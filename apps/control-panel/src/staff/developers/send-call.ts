import type { Request } from './snippets';

/** What came back, whatever it was. */
export interface CallAnswer {
  readonly status: number;
  readonly tookMs: number;
  /** The answer to an earlier request with the same Idempotency-Key. */
  readonly replayed: boolean;
  readonly text: string;
  /** Undefined: it is no JSON. */
  readonly json: unknown;
}

/**
 * Sends a call as a product would: with its key and without the session of whoever looks, so that a refused key signs nobody
 * out. Throws what `fetch` throws when there was no answer.
 */
export async function sendCall(request: Request, secret: string): Promise<CallAnswer> {
  const { method, path, body, idempotencyKey } = request;
  const began = performance.now();
  const response = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${secret}`,
      ...(idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey }),
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === null ? {} : { body }),
    credentials: 'omit',
    cache: 'no-store',
  });
  const text = await response.text();
  return {
    status: response.status,
    tookMs: Math.trunc(performance.now() - began),
    replayed: response.headers.get('idempotent-replayed') === 'true',
    text,
    json: jsonOf(text),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
