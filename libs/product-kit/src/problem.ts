/** One field that was refused, with a sentence for people. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/**
 * The market answered and refused: `problem+json` as it was sent. `code` is for programs (`limit_exceeded`,
 * `product_not_connected`, `unauthenticated`, …), `message` is a sentence in Russian for people.
 */
export class MarketRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: readonly FieldProblem[] = [],
    /** What else was said: `used` and `limit` of a limit, `required` and `available` of money. */
    readonly facts: Readonly<Record<string, unknown>> = {},
    /** Seconds after which asking again may help; null when nothing was said. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
    this.name = 'MarketRefused';
  }
}

/** No answer that can be read: no connection, a time-out, or an error of a server on the way. */
export class MarketUnreachable extends Error {
  constructor(
    message: string,
    readonly retryAfter: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'MarketUnreachable';
  }
}

/** Reads a refusal. What is not `problem+json` did not come from the market: a proxy answered in its place. */
export async function refusalOf(response: Response): Promise<MarketRefused | MarketUnreachable> {
  const retryAfter = secondsOf(response.headers.get('retry-after'));
  const isOurs = response.headers.get('content-type')?.includes('problem+json') ?? false;
  const body: unknown = isOurs ? await response.json().catch(() => null) : null;
  if (!isProblem(body) || response.status >= 500)
    return new MarketUnreachable(`The market answered ${response.status}`, retryAfter);
  const { code, detail, title, errors, type: _type, status: _status, instance: _instance, ...facts } = body;
  return new MarketRefused(response.status, code, detail ?? title ?? code, errors ?? [], facts, retryAfter);
}

interface ProblemBody extends Record<string, unknown> {
  readonly code: string;
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly FieldProblem[];
}

const isProblem = (body: unknown): body is ProblemBody =>
  typeof body === 'object' && body !== null && typeof (body as { code?: unknown }).code === 'string';

function secondsOf(header: string | null): number | null {
  const seconds = header === null ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
