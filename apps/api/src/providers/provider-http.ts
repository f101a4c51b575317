import { PaymentSourceError } from '@rocket/payment-sources';

const ANSWER_WITHIN_MS = 10_000;
const LONGEST_ANSWER = 1_000_000;
/** Timed out before the request was whole, locked, too early, too many: it was not carried out (RFC 9110 §15.5.9, RFC 6585 §4). */
const COME_AGAIN = new Set([408, 423, 425, 429]);

export interface ProviderAnswer {
  readonly status: number;
  readonly text: string;
}

/** The provider said that it did not carry the call out and may be asked again: even what is not idempotent may be repeated. */
export class TurnedAway extends PaymentSourceError {
  constructor(words: string) {
    super('provider_unavailable', words, { retryAfter: 10 });
  }
}

/**
 * Calls a provider. What came of a call that was not answered is not known: the same call may be repeated under the same key.
 * @throws TurnedAway a 4xx that says to come again: 408, 423, 425, 429
 * @throws PaymentSourceError `provider_unavailable`: no answer within ten seconds, 5xx, 202 (not done yet)
 */
export async function askProvider(url: string, init: RequestInit = {}): Promise<ProviderAnswer> {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    text = (await answer.text()).slice(0, LONGEST_ANSWER);
  } catch {
    throw new PaymentSourceError('provider_unavailable', 'Платёжная система не ответила. Попробуйте позже.', {
      retryAfter: 10,
    });
  }
  const { status } = answer;
  if (COME_AGAIN.has(status))
    throw new TurnedAway(`Платёжная система пока не принимает запросы (${status}). Попробуйте позже.`);
  if (status === 202 || status >= 500)
    throw new PaymentSourceError(
      'provider_unavailable',
      'Платёжная система временно не работает. Попробуйте позже.',
      { retryAfter: 10 },
    );
  return { status, text };
}

/** JSON of an answer; anything else is null. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Words about this very request: asked again, it is refused again. */
const FINAL = new Set([400, 404, 405, 410, 413, 415, 422]);

/**
 * What a status that is no answer means for a call. What is wrong with the request itself is final. What is wrong with our key
 * (401, 403) is no refusal: nothing was done, and it may be asked again. Of any other (409: the same one may be under way)
 * nothing is known, and the call stays as it was, with the word in its reason.
 */
export function refusalOf(who: string, status: number, word: string | number): PaymentSourceError {
  if (FINAL.has(status)) return new PaymentSourceError('provider_rejected', `${who} отказала: ${word}`);
  const words = `${who} ответила ${status}${word === status ? '' : ` (${word})`}`;
  if (status === 401 || status === 403)
    return new TurnedAway(`${words}: проверьте ключи магазина, вызов повторится`);
  return new PaymentSourceError('provider_unavailable', `${words}: вызов повторится`, { retryAfter: 10 });
}
