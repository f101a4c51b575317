import {
  PackagePool,
  UsageBook,
  billingError,
  type LimitStanding,
  type UsageCounter,
  type UsageEvent,
  type UsageHold,
  type UsageMeter,
  type UsagePackage,
} from '@rocket/billing';
import { addDays, later, type LocalDate } from '@rocket/kernel';
import type { AccountRecord } from '../accounts/account.store';
import type { UsedSubscription } from './used-subscription.store';

/** A meter and the subscription whose product, price and days what it counts goes by. */
export interface OpenMeter {
  readonly meter: UsageMeter;
  readonly subscription: UsedSubscription;
}

/** Clocks of products differ a little from ours. */
const AHEAD_MS = 3_600_000;
/**
 * How long an event may come late, and how long one is remembered: sent again within that time it is counted once, and after
 * it neither can be counted.
 */
export const REMEMBERED_DAYS = 400;

/** What counts the use of one product in one account: its packages on days they are in use, else its subscription. */
export class ProductMeter {
  private readonly single: OpenMeter | null;
  private readonly pool: UsageMeter;
  private readonly packages: readonly (UsagePackage & { readonly of: UsedSubscription })[];

  constructor(
    private readonly subscriptions: readonly UsedSubscription[],
    private readonly counters: readonly UsageCounter[],
    private readonly holds: readonly UsageHold[],
  ) {
    const subscription = subscriptions.find(({ packageNo }) => packageNo === 0);
    this.single = subscription
      ? { subscription, meter: new UsageBook(subscription, subscription.story, counters, holds) }
      : null;
    this.packages = subscriptions.flatMap((of) => (of.packageNo > 0 ? toPackage(of) : []));
    this.pool = new PackagePool(this.packages, counters, holds);
  }

  get changed(): readonly UsageCounter[] {
    return [...(this.single?.meter.changed ?? []), ...this.pool.changed];
  }

  /** What counts on a day; null when nothing does. */
  on(day: LocalDate): OpenMeter | null {
    const inUse = this.packages.find(({ start, end }) => start <= day && day < end);
    return inUse ? { meter: this.pool, subscription: inUse.of } : this.single;
  }

  /** Where each subscription stands by itself, also a package whose days have not begun: what people see. */
  each(day: LocalDate): { readonly subscription: UsedSubscription; readonly standings: LimitStanding[] }[] {
    return this.subscriptions.map((subscription) => {
      const { story, packageNo } = subscription;
      const start = packageNo > 0 ? story.paid[0]?.start : undefined;
      const book = new UsageBook(subscription, story, this.counters, this.holds);
      return { subscription, standings: book.standings(start ? later(start, day) : day) };
    });
  }

  /**
   * What counts an event.
   * @throws DomainError why the product may not be used then: `product_not_connected`, `subscription_ended`,
   * `subscription_suspended`, `account_not_active`, `usage_in_the_future`, `usage_too_old`
   * @param isAgreed whether the account may use it was decided before, when the service was asked for
   */
  of(account: AccountRecord, event: UsageEvent, now: Date, isAgreed = false): OpenMeter {
    assertTime(event.at, now);
    const mayUse = account.state === 'active' || account.state === 'suspended';
    if (!isAgreed && (!mayUse || account.heldGround !== null)) {
      throw billingError('account_not_active', 'Аккаунт не может пользоваться продуктом', {
        state: account.state,
      });
    }
    const open = this.on(event.day);
    if (open === null) throw this.nothingOn(event.day);
    if (open.subscription.packageNo === 0) assertRuns(account, open.subscription, event.day);
    return open;
  }

  private nothingOn(day: LocalDate): Error {
    if (this.packages.some(({ end }) => end <= day))
      return billingError('subscription_ended', 'Пакет закончился: нужен новый');
    const next = this.packages.map(({ start }) => start).sort()[0];
    if (next)
      return billingError('product_not_connected', 'В этот день пакет ещё не действует', { startsOn: next });
    return billingError('product_not_connected', 'Продукт к этому аккаунту не подключён');
  }
}

/** A package ended by hand ends at once: what is left of it is gone. */
function toPackage(of: UsedSubscription): (UsagePackage & { of: UsedSubscription })[] {
  const [paid] = of.story.paid;
  if (!paid) return [];
  const end = of.endedOn !== null && of.endedOn < paid.end ? of.endedOn : paid.end;
  const { quantity, limits, usagePrices, story } = of;
  return [{ quantity, limits, usagePrices, story, start: paid.start, end, isWithheld: of.isWithheld, of }];
}

function assertTime(at: Date, now: Date): void {
  if (at.getTime() > now.getTime() + AHEAD_MS) {
    throw billingError('usage_in_the_future', 'Использование ещё не наступило', { now: now.toISOString() }, [
      { path: 'at', message: 'Момент в будущем' },
    ]);
  }
  if (at.getTime() < now.getTime() - REMEMBERED_DAYS * 86_400_000) {
    throw billingError('usage_too_old', `Использование старше ${REMEMBERED_DAYS} дней не учитывают`, {}, [
      { path: 'at', message: `Не раньше, чем ${REMEMBERED_DAYS} дней назад` },
    ]);
  }
}

function assertRuns(account: AccountRecord, subscription: UsedSubscription, day: LocalDate): void {
  if (subscription.state === 'ended') throw billingError('subscription_ended', 'Подключение закончилось');
  if (day < subscription.startedOn) {
    throw billingError('product_not_connected', 'В этот день продукт ещё не был подключён', {
      startedOn: subscription.startedOn,
    });
  }
  if (subscription.state !== 'suspended' || day < subscription.paidTo) return;
  const graceEnds = subscription.suspendedOn
    ? addDays(subscription.suspendedOn, account.terms.entitlementGraceDays)
    : subscription.paidTo;
  if (day >= graceEnds)
    throw billingError('subscription_suspended', 'Продукт приостановлен', {
      since: subscription.suspendedOn,
    });
}
