/** What the market answers about one account. Dates are days of the seller: `2026-12-14`. */
export interface Entitlement {
  /** May the account use the product now. */
  readonly entitled: boolean;
  readonly state: 'trial' | 'active' | 'suspended' | 'ended' | 'none' | 'unknown';
  /** Words for the person in front of the screen. */
  readonly reason: string;
  /** Units of the tariff that are connected: users, chats, trunks … */
  readonly quantity: number;
  /** The last paid day; null while nothing is paid. */
  readonly paidUntil: string | null;
  /** Days from today to the last paid day; negative inside a grace. */
  readonly daysLeft: number | null;
  readonly limits: readonly UsageLimit[];
  /** Signed; says the same off line (`verifyLicence`). */
  readonly licence: string;
}

/** Where a limit of the tariff stands. */
export interface UsageLimit {
  readonly unit: string;
  readonly limit: number;
  readonly used: number;
  /** The first instant of the next window; null when it is not known. */
  readonly resetsAt: string | null;
}

/** Something an account used. */
export interface Usage {
  /** The number of the account in amoCRM. */
  readonly account: number;
  /** A unit of the product's tariff, as the market names it. */
  readonly unit: string;
  /** How many more; of a gauge: how many there are now. A decimal string where a number is not exact. */
  readonly quantity: number | string;
  /** When it was used; a late event counts by its own time. Now when left out. */
  readonly at?: Date;
}

/** An event with the name it is known by for ever: sent again, it is counted once. */
export interface NamedUsage extends Usage {
  readonly at: Date;
  readonly key: string;
}

/** What was made of an event: `used` and `limit` are of the limit that decided. */
export interface CountedUsage {
  readonly accepted: boolean;
  readonly used: number;
  readonly limit: number | null;
}

export interface CountedEvent {
  readonly key: string;
  readonly accepted: boolean;
  readonly used: number | null;
  readonly limit: number | null;
  /** Why it was not counted; null when it was. */
  readonly code: string | null;
  readonly detail: string | null;
}
