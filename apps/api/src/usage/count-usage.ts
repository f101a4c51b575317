import { Injectable } from '@nestjs/common';
import {
  UsageBook,
  assertBilled,
  billingError,
  draw,
  isUsable,
  paidBy,
  recalculated,
  unusedOf,
  type CountedUsage,
  type UsageEvent,
} from '@rocket/billing';
import {
  DomainError,
  Exact,
  addDays,
  dayOf,
  earlier,
  moneyText,
  startOfDay,
  type LocalDate,
} from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import { NoticeStore, type NewNotice } from '../notices/notice.store';
import { ApiError } from '../platform/api-error';
import { PostEntry } from '../subscriptions/post-entry';
import { SnapshotStore } from '../subscriptions/snapshot.store';
import { TellProducts } from '../webhooks/tell-products';
import { UsageStore, type Accrual, type RecordedUsage, type UsedSubscription } from './usage.store';

/** Something a product says was used. `id` is made of the key it was sent under. */
export interface SentUsage {
  readonly id: string;
  readonly unit: string;
  readonly quantity: Exact;
  readonly at: Date;
}

export interface UsageAnswer {
  readonly accepted: boolean;
  readonly used: Exact;
  readonly quota: Exact | null;
}

/** Clocks of products differ a little from ours. */
const AHEAD_MS = 3_600_000;

/** What is written when all events of one account have been weighed. */
interface Writing {
  readonly events: RecordedUsage[];
  readonly accruals: Accrual[];
  readonly notices: NewNotice[];
}

/**
 * Counts events of one product in one account that the caller has locked, in their order: the lock is why a limit that refuses
 * is never exceeded, however many call. An event recorded before is answered as it was then; a refusal is an answer of its
 * own, and what was counted before it stays.
 */
@Injectable()
export class CountUsage {
  constructor(
    private readonly usage: UsageStore,
    private readonly notices: NoticeStore,
    private readonly snapshots: SnapshotStore,
    private readonly postEntry: PostEntry,
    private readonly products: TellProducts,
  ) {}

  async run(
    tx: EntityManager,
    account: AccountRecord,
    productCode: string,
    sent: readonly SentUsage[],
    now: Date,
  ): Promise<(UsageAnswer | DomainError)[]> {
    const known = await this.usage.recorded(
      tx,
      account.id,
      sent.map(({ id }) => id),
    );
    const { timeZone } = account.seller;
    const subscription = await this.usage.subscription(tx, account.id, productCode, timeZone);
    const days = sent.map(({ at }) => dayOf(at, timeZone));
    const book = subscription
      ? new UsageBook(
          subscription,
          subscription.story,
          await this.usage.counters(tx, subscription, addDays(days.reduce(earlier), -1)),
        )
      : null;
    const writing: Writing = { events: [], accruals: [], notices: [] };
    const answers: (UsageAnswer | DomainError)[] = [];
    for (const [index, each] of sent.entries()) {
      try {
        const before = known.get(each.id);
        if (before) {
          answers.push(sameAs(before, each));
          continue;
        }
        if (!subscription || !book)
          throw billingError('product_not_connected', 'Продукт к этому аккаунту не подключён');
        const event = { ...each, day: days[index]! };
        assertMayUse(account, subscription, event, now);
        const recorded = await this.count(tx, account, subscription, book, event, writing, now);
        known.set(each.id, recorded);
        answers.push(recorded);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        answers.push(error);
      }
    }
    if (subscription && book) {
      await this.write(tx, subscription, book, writing, now);
      await this.products.ofThresholds(tx, { account, subscription, notices: writing.notices }, now);
    }
    return answers;
  }

  private async count(
    tx: EntityManager,
    account: AccountRecord,
    subscription: UsedSubscription,
    book: UsageBook,
    event: UsageEvent & { id: string },
    writing: Writing,
    now: Date,
  ): Promise<RecordedUsage> {
    const counted = book.weigh(event);
    const quota = counted.standing?.quota ?? null;
    if (counted.verdict === 'refused') throw limitExceeded(account, counted, now);
    if (counted.raise) await this.chargeRaise(tx, account, subscription, event, counted.raise, now);
    book.accept(counted);
    const price = book.priceOf(event.unit);
    if (price && counted.rated.gt(0)) {
      writing.accruals.push({
        unit: event.unit,
        periodStart: openPeriodOf(subscription, event.day),
        quantity: counted.rated,
        amount: counted.rated.times(price.unitPrice),
      });
    }
    writing.notices.push(...thresholdNotices(account, subscription, event, counted, now));
    const { id, unit, quantity, at } = event;
    const recorded = {
      id,
      unit,
      quantity,
      at,
      accepted: counted.verdict === 'counted',
      used: counted.used,
      quota,
    };
    writing.events.push(recorded);
    return recorded;
  }

  private async write(
    tx: EntityManager,
    subscription: UsedSubscription,
    book: UsageBook,
    writing: Writing,
    now: Date,
  ): Promise<void> {
    await this.usage.writeCounters(tx, subscription, book.changed);
    await this.usage.writeEvents(tx, subscription, writing.events, now);
    await this.usage.accrue(tx, subscription, summed(writing.accruals));
    await this.notices.post(tx, writing.notices, now);
  }

  /**
   * More than the tariff holds: the sum paid for the period grows in proportion, for the days left, at once. When the balance
   * does not reach, nothing is counted: the offer sells ahead of use (Alfa CRM, 5.3 and 5.8).
   */
  private async chargeRaise(
    tx: EntityManager,
    account: AccountRecord,
    subscription: UsedSubscription,
    event: UsageEvent & { id: string },
    raise: NonNullable<CountedUsage['raise']>,
    now: Date,
  ): Promise<void> {
    const { periodStart, paidTo } = subscription;
    if (periodStart === null || event.day < periodStart || event.day >= paidTo) return;
    const amount = recalculated(
      subscription.periodCost,
      raise,
      unusedOf({ start: periodStart, end: paidTo }, event.day),
    );
    if (amount === 0n) return;
    const { snapshot } = await this.snapshots.readOne(tx, account.id);
    assertBilled(snapshot);
    const usable = snapshot.grants.filter((grant) => isUsable(grant, { from: now, to: now }));
    const drawn = draw(amount, snapshot.money, usable, snapshot.burnDown);
    if (drawn === null) {
      const { currency } = account.seller;
      const available = usable.reduce((total, grant) => total + grant.remaining, snapshot.money);
      throw billingError('insufficient_balance', 'Больше тарифа: на доплату недостаточно средств', {
        required: moneyText(amount, currency),
        available: moneyText(available, currency),
      });
    }
    const subject = {
      type: 'subscription',
      id: subscription.id,
      productCode: subscription.productCode,
      periodStart: event.day,
      periodEnd: paidTo,
      unit: event.unit,
    } as const;
    const entry = {
      key: `recalculation:${subscription.id}:${event.id}`,
      kind: 'charge',
      happenedAt: now,
      businessDate: dayOf(now, account.seller.timeZone),
      actor: 'system:usage',
      subject,
      postings: paidBy(drawn),
    } as const;
    await this.postEntry.run(tx, account.id, entry, now);
  }
}

/** The same key again: the answer it was given then. @throws ApiError `idempotency_key_reused` for another event */
function sameAs(before: RecordedUsage, sent: SentUsage): UsageAnswer {
  const isSame =
    before.unit === sent.unit &&
    before.quantity.eq(sent.quantity) &&
    before.at.getTime() === sent.at.getTime();
  if (isSame) return before;
  throw new ApiError('idempotency_key_reused', 'Под этим ключом уже учтено другое событие');
}

function assertMayUse(
  account: AccountRecord,
  subscription: UsedSubscription,
  event: UsageEvent,
  now: Date,
): void {
  if (event.at.getTime() > now.getTime() + AHEAD_MS) {
    throw billingError('usage_in_the_future', 'Использование ещё не наступило', { now: now.toISOString() }, [
      { path: 'at', message: 'Момент в будущем' },
    ]);
  }
  const mayUse = account.state === 'active' || account.state === 'suspended';
  if (!mayUse || account.heldGround !== null) {
    throw billingError('account_not_active', 'Аккаунт не может пользоваться продуктом', {
      state: account.state,
    });
  }
  if (subscription.state === 'ended') throw billingError('subscription_ended', 'Подключение закончилось');
  if (event.day < subscription.startedOn) {
    throw billingError('product_not_connected', 'В этот день продукт ещё не был подключён', {
      startedOn: subscription.startedOn,
    });
  }
  if (subscription.state !== 'suspended' || event.day < subscription.paidTo) return;
  const graceEnds = subscription.suspendedOn
    ? addDays(subscription.suspendedOn, account.terms.entitlementGraceDays)
    : subscription.paidTo;
  if (event.day >= graceEnds)
    throw billingError('subscription_suspended', 'Продукт приостановлен', {
      since: subscription.suspendedOn,
    });
}

/** The period that what is used now is posted with: the one in use; what comes late for a posted one too. */
function openPeriodOf(subscription: UsedSubscription, day: LocalDate): LocalDate {
  const { periodStart, paidTo } = subscription;
  return periodStart !== null && day < paidTo ? periodStart : paidTo;
}

function limitExceeded(account: AccountRecord, counted: CountedUsage, now: Date): DomainError {
  const { limit, window, used, quota } = counted.standing!;
  const resetsAt = window.end === null ? null : startOfDay(window.end, account.seller.timeZone);
  return billingError('limit_exceeded', `Лимит «${limit.unit}» исчерпан`, {
    unit: limit.unit,
    used: used.toNumber(),
    limit: quota.toNumber(),
    resetsAt: resetsAt?.toISOString() ?? null,
    ...(resetsAt && resetsAt > now
      ? { retryAfter: Math.ceil((resetsAt.getTime() - now.getTime()) / 1000) }
      : {}),
  });
}

/** Told while the window lasts: nobody can act on one that is over. */
function thresholdNotices(
  account: AccountRecord,
  subscription: UsedSubscription,
  event: UsageEvent & { id: string },
  counted: CountedUsage,
  now: Date,
): NewNotice[] {
  const { timeZone } = account.seller;
  const today = dayOf(now, timeZone);
  return counted.crossed.flatMap(({ limit, window, quota, used, thresholds }) =>
    window.end !== null && window.end <= today
      ? []
      : [
          {
            accountId: account.id,
            key: `usage_threshold:${event.id}:${limit.per}`,
            kind: 'usage_threshold' as const,
            facts: {
              productCode: subscription.productCode,
              productName: subscription.productName,
              unit: limit.unit,
              thresholds,
              used: used.toNumber(),
              limit: quota.toNumber(),
              over: limit.over,
              resetsAt: window.end === null ? null : startOfDay(window.end, timeZone).toISOString(),
            },
          },
        ],
  );
}

/** One row for each unit and period: a statement may touch a row once. */
function summed(accruals: readonly Accrual[]): Accrual[] {
  const sums = new Map<string, Accrual>();
  for (const each of accruals) {
    const name = `${each.unit} ${each.periodStart}`;
    const sum = sums.get(name);
    sums.set(
      name,
      sum
        ? { ...sum, quantity: sum.quantity.plus(each.quantity), amount: sum.amount.plus(each.amount) }
        : each,
    );
  }
  return [...sums.values()];
}
