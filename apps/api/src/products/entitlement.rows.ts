import type { LocalDate } from '@rocket/kernel';

/** What is known of one account and one product. What depends on the time of asking is judged when it is asked. */
export interface EntitlementFacts {
  readonly accountId: string;
  readonly accountState: 'active' | 'suspended' | 'frozen' | 'erased' | 'terminated';
  readonly heldGround: string | null;
  readonly timeZone: string;
  /** Days of use the offer's terms give after a suspension; usually none. */
  readonly graceDays: number;
  /** Of the subscription that lives, else of the one that ended last; null when there never was one. */
  readonly state: 'trial' | 'active' | 'suspended' | 'ended' | null;
  readonly quantity: number;
  /** First day not paid for. */
  readonly paidTo: LocalDate | null;
  readonly suspendedOn: LocalDate | null;
  readonly periodStart: LocalDate | null;
  readonly isFree: boolean;
  /** The period in use follows the paid days of an earlier connection, which go on until then. */
  readonly follows: boolean;
  /** Some price of it included limits, so that their use belongs to the answer. */
  readonly hasLimits: boolean;
  /**
   * Of packages the one in use that ends last stands here; from this day on another may. Null: until something changes.
   */
  readonly holdsUntil: LocalDate | null;
}
