/** Keeps the requests to one account of amoCRM apart, in all our processes together (facts §1.6: 7 a second). */
export interface AmoPace {
  /** Waits for this request's turn. @throws AmoError `amo_rate_limited` when the turn is too far off to wait for */
  turn(host: string): Promise<void>;
  /** amoCRM answered 429: everybody stays away from this host for a while. */
  tooMany(host: string): Promise<void>;
}

/** What our integration is to amoCRM. The same for every account. */
export interface AmoSettings {
  /** Integration id: `client_id`, `client_uuid` and `oauth_client_uuid` are one UUID. */
  readonly clientId: string;
  /** The current secret first, then the previous one, so that its rotation interrupts nobody. */
  readonly clientSecrets: readonly string[];
  /** As written in the integration's form; amoCRM compares it byte for byte. */
  readonly redirectUri: string;
  /** Emulator only: every request goes there, and `X-Amo-Account-Host` names the account. Never in production. */
  readonly baseUrl?: string;
  /** Emulator only: hosts allowed beside amoCRM's own. */
  readonly extraHosts?: readonly string[];
  /** Milliseconds after which an unanswered request is given up; 15,000 unless told. */
  readonly timeoutMs?: number;
  /** Left out: requests go as they come, and 429 is not tried again. */
  readonly pace?: AmoPace;
}
