import { PaymentSourceError } from '@rocket/payment-sources';

const ANSWER_WITHIN_MS = 10_000;
const LONGEST_ANSWER = 1_000_000;
/** Not done yet, timed out, locked, too early, too many. */
const COME_AGAIN = new Set([202, 408, 423, 425, 429]);

export interface ProviderAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Calls a provider. What came of a call that was not answered is not known: the same call may be repeated under the same key.
 * @throws PaymentSourceError `provider_unavailable`: no answer within ten seconds, 5xx, 202 (not done yet), or a 4xx that says to
 *   come again: 408, 423, 425, 429
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
  if (COME_AGAIN.has(status) || status >= 500)
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
