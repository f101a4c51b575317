import { Injectable } from '@nestjs/common';
import { type UsageCounter, type UsageEvent, type UsagePart } from '@rocket/billing';
import { DomainError, Exact, dayOf, earlier, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import { NoticeStore, type NewNotice } from '../notices/notice.store';
import { ApiError } from '../platform/api-error';
import { TellProducts } from '../webhooks/tell-products';
import { ChargeRaise } from './charge-raise';
import { OpenMeters } from './open-meters';
import { ProductMeter, type OpenMeter } from './product-meter';
import { limitExceeded, thresholdNotices } from './usage-refusals';
import { UsageStore, type Accrual, type Of, type RecordedUsage } from './usage.store';
import { placeOf, usingOf, type UsedSubscription } from './used-subscription.store';

/** Something a product says was used. `id` is made of the key it was sent under. */
export interface SentUsage {
  readonly id: string;
  readonly unit: string;
  readonly quantity: Exact;
  readonly at: Date;
  readonly change?: UsageEvent['change'];
  /** It was agreed on beforehand and forfeited before its time: that time may be ahead. */
  readonly isAgreed?: boolean;
  /** What a reservation that lives held for it: nothing of it is refused. */
  readonly promised?: readonly UsagePart[] | undefined;
}

export interface UsageAnswer {
  readonly accepted: boolean;
  readonly used: Exact;
  readonly quota: Exact | null;
}

/** What one account used, of a product with projects in one of them. */
export interface AccountUsage {
  readonly account: AccountRecord;
  readonly projectId: string | null;
  readonly sent: readonly SentUsage[];
}

/** What is written when all events have been weighed. */
interface Writing {
  readonly counters: Of<UsageCounter>[];
  readonly events: Of<RecordedUsage>[];
  readonly accruals: Map<string, Of<Accrual>>;
  readonly crossed: Crossed[];
}

/** Thresholds that an event crossed, and whose. */
interface Crossed {
  readonly account: AccountRecord;
  readonly subscription: UsedSubscription;
  readonly notices: readonly NewNotice[];
}

type Answer = UsageAnswer | DomainError;
type Dated = SentUsage & UsageEvent;

/**
 * Counts events of one product in accounts that the caller has locked, in their order: the lock is why a limit that refuses
 * is never exceeded, however many call. An event recorded before is answered as it was then; a refusal is an answer of its
 * own, and what was counted before it stays. However many accounts there are, they are read and written together.
 */
@Injectable()
export class CountUsage {
  constructor(
    private readonly usage: UsageStore,
    private readonly openMeters: OpenMeters,
    private readonly notices: NoticeStore,
    private readonly chargeRaise: ChargeRaise,
    private readonly products: TellProducts,
  ) {}

  /**
   * @param without a reservation that is about to be confirmed
   * @returns the answers to the events of each account, in the order in which they came
   */
  async run(
    tx: EntityManager,
    productCode: string,
    used: readonly AccountUsage[],
    now: Date,
    without: string | null = null,
  ): Promise<Answer[][]> {
    const dated = used.map(({ account, projectId, sent }) => ({
      account,
      projectId,
      sent: sent.map((each) => onDay(each, account)),
    }));
    const days = dated.flatMap(({ sent }) => sent.map(({ day }) => day));
    const ids = used.flatMap(({ account, sent }) => sent.map(({ id }) => ({ accountId: account.id, id })));
    const recorded = await this.usage.recorded(tx, ids);
    const accounts = used.map(({ account, projectId }) => usingOf(account, projectId));
    const since = days.reduce<LocalDate>(earlier, dayOf(now, 'UTC'));
    const meters = await this.openMeters.run(tx, accounts, productCode, since, now, without);
    const writing: Writing = { counters: [], events: [], accruals: new Map(), crossed: [] };
    const answers: Answer[][] = [];
    for (const { account, projectId, sent } of dated) {
      const known = recorded.get(account.id) ?? new Map<string, RecordedUsage>();
      const meter = meters.get(placeOf({ id: account.id, projectId })) ?? new ProductMeter([], [], []);
      answers.push(await this.answer(tx, { account, projectId, sent }, known, meter, writing, now));
      const of = { accountId: account.id, id: '', productCode, projectId };
      writing.counters.push(...meter.changed.map((row) => ({ of, row })));
    }
    await this.usage.writeCounters(tx, writing.counters);
    await this.usage.writeEvents(tx, writing.events, now);
    await this.usage.accrue(tx, [...writing.accruals.values()]);
    const notices = writing.crossed.flatMap((each) => each.notices);
    await this.notices.post(tx, notices, now);
    for (const each of writing.crossed) await this.products.ofThresholds(tx, each, now);
    return answers;
  }

  private async answer(
    tx: EntityManager,
    { account, projectId, sent }: AccountUsage & { readonly sent: readonly Dated[] },
    known: Map<string, RecordedUsage>,
    meter: ProductMeter,
    writing: Writing,
    now: Date,
  ): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const event of sent) {
      try {
        const before = known.get(event.id);
        if (before) {
          answers.push(sameAs(before, event, projectId));
          continue;
        }
        const recorded = await this.count(
          tx,
          account,
          meter.of(account, timely(event, now), now, event.isAgreed),
          event,
          writing,
          now,
        );
        known.set(event.id, recorded);
        answers.push(recorded);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        answers.push(error);
      }
    }
    return answers;
  }

  private async count(
    tx: EntityManager,
    account: AccountRecord,
    { meter, subscription }: OpenMeter,
    event: Dated,
    writing: Writing,
    now: Date,
  ): Promise<RecordedUsage> {
    const counted = meter.weigh(event, event.promised);
    const quota = counted.standing?.quota ?? null;
    if (counted.verdict === 'refused') throw limitExceeded(account, counted.standing!, now);
    if (counted.raise) await this.chargeRaise.run(tx, account, subscription, event, counted.raise, now);
    meter.accept(counted);
    const price = meter.priceOf(event.unit);
    if (price && counted.rated.gt(0)) {
      addTo(writing.accruals, subscription, {
        unit: event.unit,
        periodStart: openPeriodOf(subscription, event.day),
        quantity: counted.rated,
        amount: counted.rated.times(price.unitPrice),
      });
    }
    const notices = thresholdNotices(account, subscription, event, counted, now);
    if (notices.length > 0) writing.crossed.push({ account, subscription, notices });
    const { id, unit, quantity, at, change = null } = event;
    const accepted = counted.verdict === 'counted';
    const { accountId, productCode, projectId } = subscription;
    const row = { id, unit, quantity, at, change, projectId, accepted, used: counted.used, quota };
    const from = counted.parts[0]?.subscriptionId ?? subscription.id;
    writing.events.push({ of: { accountId, id: from, productCode, projectId }, row });
    return row;
  }
}

const onDay = (sent: SentUsage, { seller }: AccountRecord): Dated => ({
  ...sent,
  day: dayOf(sent.at, seller.timeZone),
});

/** What was agreed on is looked at as if it were now: its day is its own all the same. */
const timely = (event: Dated, now: Date): Dated =>
  event.isAgreed && event.at > now ? { ...event, at: now } : event;

/** The same key again: the answer it was given then. @throws ApiError `idempotency_key_reused` for another event */
function sameAs(before: RecordedUsage, sent: SentUsage, projectId: string | null): UsageAnswer {
  const isSame =
    before.unit === sent.unit &&
    before.quantity.eq(sent.quantity) &&
    before.change === (sent.change ?? null) &&
    before.projectId === projectId &&
    before.at.getTime() === sent.at.getTime();
  if (isSame) return before;
  throw new ApiError('idempotency_key_reused', 'Под этим ключом уже учтено другое событие');
}

/** The period that what is used now is posted with: the one in use; what comes late for a posted one too. */
function openPeriodOf(subscription: UsedSubscription, day: LocalDate): LocalDate {
  const { periodStart, paidTo } = subscription;
  return periodStart !== null && day < paidTo ? periodStart : paidTo;
}

/** One row for each unit and period: a statement may touch a row once. */
function addTo(accruals: Map<string, Of<Accrual>>, of: UsedSubscription, row: Accrual): void {
  const name = `${of.id} ${row.unit} ${row.periodStart}`;
  const sum = accruals.get(name)?.row;
  const { quantity, amount } = row;
  accruals.set(name, {
    of,
    row: sum ? { ...sum, quantity: sum.quantity.plus(quantity), amount: sum.amount.plus(amount) } : row,
  });
}
