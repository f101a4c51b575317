import type { WidgetNoticesDto, WidgetStateDto } from '@rocket/contracts';

/**
 * A "no" of the API, or no answer at all.
 * `code` is the stable name of problem+json; `offline` (no answer) and `unexpected_answer` are our own.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: string,
    readonly status: number,
    /** The server's sentence for a person, when it gave one. */
    readonly detail: string | null = null,
    /** Where an account that is not connected can be connected (`not_connected` only). */
    readonly connectUrl: string | null = null,
  ) {
    super(detail ?? code);
  }
}

export const refusalOf = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal('offline', 0);

/** What the widget asks of the server. Every method rejects with a `Refusal` and nothing else. */
export interface WidgetApi {
  state(): Promise<WidgetStateDto>;
  /** `unchanged` when the server says that the last list still holds (304). */
  notices(): Promise<WidgetNoticesDto | 'unchanged'>;
  markSeen(id: string): Promise<void>;
  /** Refuses an announced price; at its first boundary the product ends. */
  refusePrice(changeId: string): Promise<void>;
  /** A one-time link that signs the caller in to the panel. */
  panelLink(): Promise<{ readonly url: string }>;
}
