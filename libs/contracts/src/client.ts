import type { z } from 'zod';
import type { ProblemDto } from './primitives';
import type { Route } from './route';

/** A refusal of the API: `problem.code` is stable, `problem.detail` is for the person at the screen. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(readonly problem: ProblemDto) {
    super(problem.detail ?? problem.title);
  }
}

type In<S> = S extends z.ZodType ? z.input<S> : undefined;
type Out<S> = S extends z.ZodType ? z.output<S> : undefined;

export interface CallOptions<R extends Route> {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: In<R['query']>;
  readonly body?: In<R['body']>;
  /** Bytes sent as they are, instead of JSON. */
  readonly raw?: { readonly bytes: Blob | ArrayBuffer; readonly type: string };
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export type Call = <R extends Route>(route: R, options?: CallOptions<R>) => Promise<Out<R['answer']>>;

/** The URL of a route below `base`. */
export function urlOf(
  base: string,
  route: Route,
  params: Readonly<Record<string, string>> = {},
  query?: object,
): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined) search.set(name, String(value));
  return `${base}/api/v1${path}${search.size > 0 ? `?${search}` : ''}`;
}

/**
 * The one way both front ends talk to the API.
 * @throws ApiProblem for every refusal; network failures throw what `fetch` throws
 */
export const createClient =
  (base: string, fetchIt: typeof fetch): Call =>
  async (route, options = {}) => {
    const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
    if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;
    if (options.raw) headers['content-type'] = options.raw.type;
    else if (options.body !== undefined) headers['content-type'] = 'application/json';
    const body = options.raw
      ? options.raw.bytes
      : options.body === undefined
        ? undefined
        : JSON.stringify(options.body);
    const response = await fetchIt(urlOf(base, route, options.params, options.query as object | undefined), {
      method: route.method,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(options.signal ? { signal: options.signal } : {}),
      credentials: 'same-origin',
    });
    if (!response.ok) throw new ApiProblem(await readProblem(response));
    return (response.status === 204 ? undefined : await response.json()) as never;
  };

async function readProblem(response: Response): Promise<ProblemDto> {
  const isProblem = response.headers.get('content-type')?.includes('problem+json');
  if (isProblem) return (await response.json()) as ProblemDto;
  return {
    type: 'about:blank',
    title: response.statusText || 'Unexpected answer',
    status: response.status,
    code: 'unexpected_answer',
  };
}
