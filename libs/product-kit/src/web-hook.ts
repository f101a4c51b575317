import { Webhook } from 'standardwebhooks';

interface About {
  /** The number of the account in amoCRM. */
  readonly account: number;
  readonly accountId: string;
  readonly product: string;
  readonly subscriptionId: string;
}

/** `activated` and `resumed`: may be used from now on. `suspended` and `ended`: may not. */
export interface SubscriptionHook {
  readonly type:
    | 'subscription.activated'
    | 'subscription.suspended'
    | 'subscription.resumed'
    | 'subscription.ended';
  /** When it happened. */
  readonly timestamp: string;
  readonly data: About & {
    readonly state: 'trial' | 'active' | 'suspended' | 'ended';
    readonly quantity: number;
    /** The last day paid for, or of the trial. */
    readonly paidUntil: string | null;
    readonly reason: string;
  };
}

export interface UsageHook {
  readonly type: 'usage.threshold';
  readonly timestamp: string;
  readonly data: About & {
    readonly unit: string;
    /** Per cent of the limit, all that were crossed at once. */
    readonly thresholds: readonly number[];
    readonly used: number;
    readonly limit: number;
  };
}

/** Sent by hand to try the address; it is about no account. */
export interface TrialHook {
  readonly type: 'webhook.test';
  readonly timestamp: string;
  readonly data: { readonly product: string };
}

/** What the market tells a product. Later versions may tell more: answer 2xx to a type you do not know. */
export type HookEvent = SubscriptionHook | UsageHook | TrialHook;

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
