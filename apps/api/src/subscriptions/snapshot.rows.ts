import type {
  AccountState,
  AnnouncedPrice,
  BurnDown,
  FollowedSeats,
  FreeTerm,
  GrantState,
  StartRule,
  SubscriptionSnapshot,
  UsageAccrual,
} from '@rocket/billing';
import { isFreePrice, type OfferTerms } from '@rocket/catalog';
import { addDays, parsePeriod, type Currency, type LocalDate } from '@rocket/kernel';
import { priceTermsOf, type PriceRow } from '../storefront/price.rows';
import type { SubscriptionColumns } from './subscription.rows';

/** An account with what its offer says of renewals. */
export interface PlannedAccountRow {
  readonly id: string;
  readonly money: string;
  readonly last_seq: number;
  readonly state: AccountState;
  readonly is_held: boolean;
  readonly is_technical: boolean;
  /** Null: no notice was given. */
  readonly contract_ends_on: LocalDate | null;
  readonly seller_code: string;
  readonly offer_version: string;
  readonly time_zone: string;
  readonly currency: Currency;
  readonly burn_down: BurnDown;
  readonly notice_days: number;
  readonly start_of_period: StartRule['startOfPeriod'];
  readonly grant_delay: OfferTerms['grantDelay'];
  /** Null: the offer names none. */
  readonly calendar: NonNullable<OfferTerms['calendar']> | null;
  readonly auto_renewal: boolean;
}

/** A bonus grant with a rest. */
export interface GrantRestRow {
  readonly account_id: string;
  readonly id: string;
  readonly priority: number;
  readonly effective_at: Date;
  readonly expires_at: Date | null;
  readonly remaining: string;
}

/** What `toSubscription` reads of a subscription and its price. */
export interface PlannedRow
  extends
    PriceRow,
    Pick<
      SubscriptionColumns,
      | 'id'
      | 'product_code'
      | 'state'
      | 'quantity'
      | 'price_id'
      | 'period'
      | 'anchor'
      | 'paid_to'
      | 'renews_once'
      | 'auto_renew'
      | 'rank'
      | 'credit'
      | 'package_no'
      | 'free_quantity'
      | 'seats'
    > {
  /** Null: its customer was told of no larger quantity. */
  readonly seats_told: FollowedSeats['told'] | null;
}

/** A subscription that lives, as `SnapshotStore` reads it. */
export interface LivingRow
  extends PlannedRow, Pick<SubscriptionColumns, 'account_id' | 'plan_no' | 'pinned_on' | 'chosen_at'> {
  /** Null: it belongs to no project. */
  readonly project_name: string | null;
}

/** A free term that waits: so many days, or until a day, which is its last. */
export type FreeTermRow = {
  readonly account_id: string;
  readonly id: string;
  readonly product_code: string;
  readonly quantity: number;
  /** Null: a member of staff gave it. */
  readonly promotion: string | null;
} & (
  | { readonly days: number; readonly until_on: null }
  | { readonly days: null; readonly until_on: LocalDate }
);

export interface AccrualRow {
  readonly subscription_id: string;
  readonly unit: string;
  readonly period_start: LocalDate;
  /** Null: nothing began after it with the use unpaid. */
  readonly period_end: LocalDate | null;
  readonly quantity: string;
  readonly amount: string;
}

export interface OutageRow {
  readonly seller_code: string;
  /** Null: every product. */
  readonly product_code: string | null;
  readonly from_day: LocalDate;
  readonly to_day: LocalDate;
}

export const toGrant = (row: GrantRestRow): GrantState => ({
  id: row.id,
  priority: row.priority,
  effectiveAt: row.effective_at,
  expiresAt: row.expires_at,
  remaining: BigInt(row.remaining),
});

const toFreeTerm = (row: FreeTermRow): FreeTerm => ({
  id: row.id,
  quantity: row.quantity,
  length: row.days === null ? { until: addDays(row.until_on, 1) } : { days: row.days },
});

/** A row of `subscription` with its price, as the planner sees it. */
export const toSubscription = (
  row: PlannedRow,
  offer: Pick<PlannedAccountRow, 'auto_renewal'>,
  announced: readonly AnnouncedPrice[] = [],
  freeTerms: readonly FreeTermRow[] = [],
  usage: readonly UsageAccrual[] = [],
): SubscriptionSnapshot => ({
  id: row.id,
  productCode: row.product_code,
  state: row.state,
  quantity: row.quantity,
  price: priceTermsOf(row.price_id, row),
  period: parsePeriod(row.period),
  anchor: row.anchor,
  paidTo: row.paid_to,
  renewsOnce: row.renews_once,
  autoRenew: row.auto_renew && (offer.auto_renewal || isFreeFor(row, announced)),
  rank: row.rank,
  credit: BigInt(row.credit),
  announced,
  // A package is fixed: a term that waits is for the product bought by periods.
  freeTerms:
    row.package_no > 0
      ? []
      : freeTerms.filter((term) => term.product_code === row.product_code).map(toFreeTerm),
  freeQuantity: row.free_quantity,
  usage,
  seats: row.seats === null ? null : { now: row.seats, told: row.seats_told ?? [] },
});

/** What costs nothing, and was not announced to cost anything, goes on whether or not the offer renews by itself: nothing is charged. */
const isFreeFor = (row: PriceRow, announced: readonly AnnouncedPrice[]): boolean =>
  isFreePrice({ unitPrice: row.unit_price, tiers: row.tiers ?? null }) &&
  announced.every(({ price }) => isFreePrice({ unitPrice: price.unitPrice, tiers: null }) && !price.tiers);

export const toAccrual = (row: AccrualRow): UsageAccrual => ({
  unit: row.unit,
  periodStart: row.period_start,
  periodEnd: row.period_end ?? undefined,
  quantity: row.quantity,
  amount: row.amount,
});
