import type { WebhookOutcome } from '@rocket/contracts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Between tries, in milliseconds, as the Standard Webhooks scheme suggests: ten tries in three days (specification, Deliverability). */
export const WAITS_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** So that what failed together is not tried again together. */
const JITTER = 0.1;
/** Whoever asks for more is asked again after this. */
const LONGEST_REST_MS = 24 * HOUR;

/** What came of one request. */
export interface WebhookAttempt {
  readonly outcome: WebhookOutcome;
  readonly status: number | null;
  /** The beginning of the answer, or what went wrong. */
  readonly answer: string | null;
  readonly tookMs: number;
  /** The header as it came. */
  readonly retryAfter: string | null;
}

export type WebhookVerdict =
  | { readonly kind: 'delivered' }
  /** Never send anything here again (410). */
  | { readonly kind: 'gone' }
  | { readonly kind: 'dead'; readonly restUntil: Date | null }
  | { readonly kind: 'again'; readonly at: Date; readonly restUntil: Date | null };

/**
 * What follows from an attempt that was the `tries`-th. 2xx: it was taken. 429 and 503 with Retry-After put the whole address to
 * rest. Everything else, a redirect too, is tried again until the schedule is over. `chance` is from 0 to 1.
 */
export function judgeAttempt(
  attempt: WebhookAttempt,
  tries: number,
  now: Date,
  chance: number,
): WebhookVerdict {
  const { status } = attempt;
  if (status !== null && status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 410) return { kind: 'gone' };
  const restUntil = status === 429 || status === 503 ? restOf(attempt.retryAfter, now) : null;
  const wait = WAITS_MS[tries - 1];
  if (wait === undefined) return { kind: 'dead', restUntil };
  const next = new Date(now.getTime() + Math.floor(wait * (1 + JITTER * chance)));
  return { kind: 'again', at: restUntil !== null && restUntil > next ? restUntil : next, restUntil };
}

/** Retry-After is a number of seconds or a date (RFC 9110, 10.2.3). What is neither, or is over, asks for nothing. */
function restOf(retryAfter: string | null, now: Date): Date | null {
  if (retryAfter === null) return null;
  const text = retryAfter.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now.getTime();
  if (!(ms > 0)) return null;
  return new Date(now.getTime() + Math.min(ms, LONGEST_REST_MS));
}
