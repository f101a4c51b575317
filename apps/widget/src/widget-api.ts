import type {
  ConnectProductDto,
  ConnectionQuoteDto,
  ShelfDto,
  StreamPassDto,
  SubscriptionDto,
  WidgetNoticesDto,
  WidgetStateDto,
  WidgetTroubleDto,
} from '@rocket/contracts';

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
    /** All of the problem: `connectUrl` of `not_connected`, `required` and `available` of `insufficient_balance`. */
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail ?? code);
  }
}

// By name: script.js and the screens each have a class of their own.
export const isRefusal = (error: unknown): error is Refusal => (error as Error | null)?.name === 'Refusal';
export const refusalOf = (error: unknown): Refusal => (isRefusal(error) ? error : new Refusal('offline', 0));

export type Quoted = Pick<ConnectProductDto, 'productCode' | 'quantity' | 'period'>;

/** What the widget asks of the server. Every method rejects with a `Refusal` and nothing else. */
export interface WidgetApi {
  state(): Promise<WidgetStateDto>;
  /** `unchanged` when the server says that the last list still holds (304). */
  notices(): Promise<WidgetNoticesDto | 'unchanged'>;
  /** Writes down that the caller has seen a notice, or says that it is understood. */
  note(id: string, act: 'seen' | 'acknowledged'): Promise<void>;
  /** Refuses an announced price; at its first boundary the product ends. */
  refusePrice(changeId: string): Promise<void>;
  /** A one-time link that signs the caller in to the panel. */
  panelLink(): Promise<{ readonly url: string }>;
  streamPass(): Promise<StreamPassDto>;
  /**
   * Reads the stream until it ends; `heard` gets the name and the data of each event.
   * Rejects when it was refused, broke, or was silent for longer than a living one is.
   */
  stream(pass: string, signal: AbortSignal, heard: (name: string, data: string) => void): Promise<void>;
  shelf(seats: number | null): Promise<ShelfDto>;
  /** What connecting would charge and when. */
  quote(wish: Quoted): Promise<ConnectionQuoteDto>;
  /** Connects by the panel's own door; `key` makes a second press of the same question one connection. */
  connect(accountId: string, wish: Quoted, key: string): Promise<SubscriptionDto>;
  switchRenewal(subscriptionId: string, autoRenew: boolean): Promise<SubscriptionDto>;
  report(trouble: WidgetTroubleDto): Promise<void>;
}
