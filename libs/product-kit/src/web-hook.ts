import { Webhook } from 'standardwebhooks';

/** What the market tells a product, under names that stay. */
export interface HookEvent {
  readonly type: string;
  /** When it happened. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface VerifiedHook {
  /** The same for every attempt to deliver one event: what was seen before may be answered 200 and left. */
  readonly id: string;
  readonly event: HookEvent;
}

/** Not from the market, changed on the way, or older than five minutes. Answer 400 and do nothing. */
export class HookRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HookRefused';
  }
}

/**
 * Checks a web hook by the Standard Webhooks scheme.
 *
 * @param body the bytes as they came: JSON that was read and written again has another signature
 * @param secrets `whsec_…`, several while one is being replaced
 * @throws HookRefused
 */
export function verifyHook(
  body: string | Buffer,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  secrets: readonly string[],
): VerifiedHook {
  const signed = signedHeaders(headers);
  let refusal: unknown = new Error('There is no secret to check with');
  for (const secret of secrets) {
    try {
      const event: unknown = new Webhook(secret).verify(body, signed);
      if (!isEvent(event)) throw new HookRefused('The body is not an event of the market');
      return { id: signed['webhook-id']!, event };
    } catch (error) {
      refusal = error;
    }
  }
  if (refusal instanceof HookRefused) throw refusal;
  throw new HookRefused('The signature of the web hook does not hold', { cause: refusal });
}

/** Names of headers are read in any case, as frameworks differ. */
function signedHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const signed: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (/^webhook-/i.test(name) && typeof value === 'string') signed[name.toLowerCase()] = value;
  return signed;
}

const isEvent = (event: unknown): event is HookEvent => {
  const { type, timestamp, data } = (event ?? {}) as Partial<Record<keyof HookEvent, unknown>>;
  return (
    typeof type === 'string' && typeof timestamp === 'string' && typeof data === 'object' && data !== null
  );
};
