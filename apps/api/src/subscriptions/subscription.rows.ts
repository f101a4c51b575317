import {
  comingQuantity,
  costOf,
  endInSight,
  freeEnd,
  freeTermAt,
  nextChange,
  type OutageDays,
  type SubscriptionSnapshot,
} from '@rocket/billing';
import { trialEndsOn } from '@rocket/catalog';
import type { Language, SubscriptionDto } from '@rocket/contracts';
import { addDays, moneyText, printPeriod, printUnitPrice, type Currency } from '@rocket/kernel';

/* eslint-disable @typescript-eslint/no-explicit-any -- rows as the driver hands them over */

/** A row of `SubscriptionStore.views` as the API shows it. */
export function subscriptionView(
  row: any,
  language: Language,
  subscription: SubscriptionSnapshot,
  account: Parameters<typeof endInSight>[1],
  freeTerms: readonly any[],
): SubscriptionDto {
  const currency: Currency = row.currency;
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
    ...(row.tariff === null ? {} : { tariff: { code: row.tariff, name: tariffName(row, language) } }),
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
  row: any,
  subscription: SubscriptionSnapshot,
  freeTerms: readonly any[],
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
  const { promotion } = freeTerms.find(({ id }) => id === term.id);
  return { quantity: term.quantity, from, until, begun: false, promotion };
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
function tariffName({ tariff, tariffs }: any, language: Language): string {
  const named = (tariffs ?? []).find(({ code }: any) => code === tariff);
  return (language === 'en' ? (named?.english ?? named?.name) : named?.name) ?? tariff;
}
