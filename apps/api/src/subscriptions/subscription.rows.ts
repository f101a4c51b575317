import {
  comingQuantity,
  costOf,
  endInSight,
  freeEnd,
  freeTermAt,
  nextChange,
  type AccountState,
  type OutageDays,
  type SubscriptionSnapshot,
  type SubscriptionState,
} from '@rocket/billing';
import { trialEndsOn, type QuantityFollows, type Tariff } from '@rocket/catalog';
import type { Language, SubscriptionDto } from '@rocket/contracts';
import {
  addDays,
  moneyText,
  printPeriod,
  printUnitPrice,
  type Currency,
  type LocalDate,
} from '@rocket/kernel';
import type { PriceRow } from '../storefront/price.rows';
import type { FreeTermRow, PlannedRow } from './snapshot.rows';

/** All columns of `subscription`. */
export interface SubscriptionColumns {
  readonly account_id: string;
  readonly id: string;
  readonly product_code: string;
  readonly state: SubscriptionState;
  readonly quantity: number;
  readonly price_id: string;
  readonly pinned_on: LocalDate;
  readonly period: string;
  readonly anchor: LocalDate;
  /** Null in a trial and while suspended: no period is in use. */
  readonly period_start: LocalDate | null;
  readonly paid_to: LocalDate;
  readonly period_cost: string;
  readonly trial_ends_at: Date | null;
  readonly auto_renew: boolean;
  readonly rank: number;
  readonly credit: string;
  readonly plan_no: number;
  /** 0: it lives. */
  readonly ended_no: number;
  readonly started_at: Date;
  readonly ended_on: LocalDate | null;
  readonly suspended_on: LocalDate | null;
  readonly chosen_at: Date;
  readonly ended_because: SubscriptionDto['endReason'];
  readonly free_quantity: number | null;
  readonly follows_seats: boolean;
  readonly seats: number | null;
  readonly package_no: number;
  readonly project_id: string | null;
  readonly renews_once: boolean;
}

/** A row of `SubscriptionStore.views`. */
export type ViewedRow = SubscriptionColumns &
  PriceRow &
  Pick<PlannedRow, 'seats_told'> & {
    readonly product_name: string;
    readonly tariffs: readonly Tariff[] | null;
    readonly quantity_follows: QuantityFollows;
    readonly currency: Currency;
    readonly time_zone: string;
    readonly seller_code: string;
    /** What gave the free period in use; null: no promotion did. */
    readonly promotion: string | null;
    readonly trial_started_at: Date | null;
    readonly account_state: AccountState;
    readonly is_technical: boolean;
    readonly contract_ends_on: LocalDate | null;
    readonly notice_days: number;
    readonly auto_renewal: boolean;
  } & (
    | { readonly project_id: null; readonly project_name: null }
    | { readonly project_id: string; readonly project_name: string }
  );

/** A row of `SubscriptionStore.views` as the API shows it. */
export function subscriptionView(
  row: ViewedRow,
  language: Language,
  subscription: SubscriptionSnapshot,
  account: Parameters<typeof endInSight>[1],
  freeTerms: readonly FreeTermRow[],
): SubscriptionDto {
  const { currency } = row;
  const trial = row.trial_ends_at ? { startedAt: row.started_at, endsAt: row.trial_ends_at } : null;
  const neverPaid =
    row.state === 'trial' ||
    (trial !== null && row.paid_to === addDays(trialEndsOn(trial, row.time_zone), 1));
  const end = endInSight(subscription, account);
  return {
    id: row.id,
    productCode: row.product_code,
    productName: row.product_name,
    ...(row.project_id === null ? {} : { project: { id: row.project_id, name: row.project_name } }),
    ...(row.tariff === null
      ? {}
      : { tariff: { code: row.tariff, name: tariffName(row.tariff, row.tariffs, language) } }),
    state: row.state,
    quantity: row.quantity,
    unitPrice: { amount: printUnitPrice(row.unit_price), currency },
    ...(row.pack_size ? { packSize: row.pack_size } : {}),
    cost: moneyText(costOf(subscription.price, row.quantity), currency),
    period: row.period,
    trialEndsOn: trial ? trialEndsOn(trial, row.time_zone) : null,
    paidUntil: neverPaid ? null : addDays(row.paid_to, -1),
    autoRenew: subscription.autoRenew,
    ...(subscription.renewsOnce ? { nextPeriodOrdered: true as const } : {}),
    isPackage: row.package_no > 0,
    rank: row.rank,
    credit: moneyText(subscription.credit, currency),
    ...nextPriceOf(subscription, currency),
    followSeats: row.follows_seats,
    mayFollowSeats: row.quantity_follows === 'seats',
    nextQuantity: nextQuantityOf(subscription, account.outages, currency),
    free: freeOf(row, subscription, freeTerms),
    endsOn: end ? addDays(end.on, -1) : null,
    endReason: end?.reason ?? row.ended_because,
  };
}

/** The free term in use, else the first that waits. One that waits for a suspended subscription has no days yet. */
function freeOf(
  row: ViewedRow,
  subscription: SubscriptionSnapshot,
  freeTerms: readonly FreeTermRow[],
): SubscriptionDto['free'] {
  const { state, freeQuantity, paidTo } = subscription;
  if (state === 'ended') return null;
  if (state === 'active' && typeof freeQuantity === 'number')
    return {
      quantity: freeQuantity,
      from: row.period_start,
      until: addDays(paidTo, -1),
      begun: true,
      promotion: row.promotion,
    };
  const term = freeTermAt(subscription, paidTo);
  if (term === null) return null;
  const [from, until] = state === 'suspended' ? [null, null] : [paidTo, addDays(freeEnd(term, paidTo), -1)];
  const given = freeTerms.find(({ id }) => id === term.id);
  return { quantity: term.quantity, from, until, begun: false, promotion: given?.promotion ?? null };
}

/** Where the quantity goes with the seats, if they stay as they are. */
function nextQuantityOf(
  subscription: SubscriptionSnapshot,
  outages: readonly OutageDays[],
  currency: Currency,
): SubscriptionDto['nextQuantity'] {
  const coming = comingQuantity(subscription, outages);
  return (
    coming && {
      quantity: coming.quantity,
      effectiveOn: coming.from,
      cost: moneyText(coming.cost, currency),
    }
  );
}

/** What is announced next. A refused change is shown as such and is never the next price: it will not be charged. */
function nextPriceOf(
  subscription: SubscriptionSnapshot,
  currency: Currency,
): Pick<SubscriptionDto, 'nextPrice' | 'priceChange'> {
  const next = subscription.state === 'ended' ? null : nextChange(subscription);
  if (!next) return { nextPrice: null, priceChange: null };
  const { effectiveOn, refused } = next;
  const unitPrice = { amount: printUnitPrice(next.price.unitPrice), currency };
  return {
    nextPrice: refused ? null : { unitPrice, period: printPeriod(next.period), effectiveOn },
    priceChange: { id: next.changeId, unitPrice, effectiveOn, refused },
  };
}

/** A tariff that left the list of its product is called by its code. */
function tariffName(tariff: string, tariffs: readonly Tariff[] | null, language: Language): string {
  const named = tariffs?.find(({ code }) => code === tariff);
  return (language === 'en' ? (named?.english ?? named?.name) : named?.name) ?? tariff;
}
