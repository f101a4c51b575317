import { Injectable } from '@nestjs/common';
import { bucketsOf, daysWaited, waitingByAge, type ReportBucket } from '@rocket/billing';
import type { Language, ReportName } from '@rocket/contracts';
import { addMonths, dayOf, localDate, sum, type Currency, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { ApiError } from '../platform/api-error';
import { inSnapshot } from '../platform/database';
import { SellerStore, type SellerRecord } from '../sellers/seller.store';
import { ProductStore } from '../storefront/product.store';
import { ForeseeRevenue } from './foresee-revenue';
import type { ReportRequest } from './kept-answer';
import { MoneyReportStore, type ReportScope, type WaitingRow } from './money-report.store';
import type { ReportFigures, ReportPart } from './report-answer.rows';
import {
  bonusParts,
  chargesParts,
  churnParts,
  forecastParts,
  receiptsParts,
  trialParts,
  type Period,
} from './report-tables';
import { fileWords, ageWords } from './report-words';
import { SubscriptionReportStore } from './subscription-report.store';

export interface WaitingMoney extends WaitingRow {
  readonly days: number;
}
export interface ReadReportResult {
  readonly name: ReportName;
  readonly seller: SellerRecord | null;
  /** Null of a report that is of now. */
  readonly scope: ReportScope | null;
  readonly today: LocalDate;
  readonly parts: readonly ReportPart[];
  readonly waiting: readonly WaitingMoney[];
  readonly leftOut: number;
}

export const figuresOf = ({ scope, today, parts, leftOut }: ReadReportResult): ReportFigures => ({
  ...{ scope, today, parts, leftOut },
});

/** More lines are for a larger step. */
const MOST_STEPS = 400;
/** A report of all sellers has no zone of one. */
export const ZONE = 'Europe/Moscow';
/** Months before this one in a report whose period nobody named. */
const USUAL_MONTHS = 5;

/**
 * Computes reports of the seller. Dates are the seller's business dates; currencies are never added together.
 *
 * Refuses: `seller_not_found`, `validation_failed` for too many lines. Throws when `stopping` says so before the end.
 */
@Injectable()
export class ReadReport {
  constructor(
    private readonly db: DataSource,
    private readonly sellers: SellerStore,
    private readonly products: ProductStore,
    private readonly money: MoneyReportStore,
    private readonly subscriptions: SubscriptionReportStore,
    private readonly foresee: ForeseeRevenue,
  ) {}

  /** The report without its figures: what was asked, and nothing of what there was. */
  async head(request: ReportRequest, now: Date): Promise<ReadReportResult> {
    const seller =
      request.seller === undefined ? null : await this.sellers.read(this.db.manager, request.seller);
    const today = dayOf(now, seller?.timeZone ?? ZONE);
    const nothing = { name: request.name, seller, today, parts: [], waiting: [], leftOut: 0 };
    if (request.name === 'unassigned' || request.name === 'forecast') return { ...nothing, scope: null };
    const scope = scopeOf(request, today);
    if (stepsOf(scope).length > MOST_STEPS)
      throw new ApiError('validation_failed', 'В отчёте слишком много строк', {}, [
        { path: 'by', message: `Не больше ${MOST_STEPS} строк: возьмите шаг крупнее или период короче` },
      ]);
    return { ...nothing, scope };
  }

  async run(request: ReportRequest, now: Date, stopping?: AbortSignal): Promise<ReadReportResult> {
    const tx = this.db.manager;
    const head = await this.head(request, now);
    const { seller, scope } = head;
    if (request.name === 'unassigned')
      return { ...head, ...(await this.unassigned(tx, seller, now, request.lang)) };
    if (!scope) {
      const sellers = seller ? [seller] : await this.sellers.all(tx);
      const { windows, leftOut } = await this.foresee.run(sellers, now, stopping);
      return { ...head, parts: forecastParts(windows), leftOut };
    }
    const period = { buckets: stepsOf(scope), whole: [scope.from, scope.to] } as const;
    return { ...head, parts: await this.ofPeriod(tx, request, scope, period) };
  }

  private async ofPeriod(
    tx: EntityManager,
    { name, lang }: ReportRequest,
    scope: ReportScope,
    period: Period,
  ): Promise<ReportPart[]> {
    switch (name) {
      case 'receipts':
        return receiptsParts(await this.money.moneyIn(tx, scope), period);
      case 'charges': {
        const steps = await this.money.charges(tx, scope);
        const codes = [...new Set(steps.map(({ productCode }) => productCode))];
        return chargesParts(steps, period, await this.products.names(tx, codes, lang), fileWords(lang).total);
      }
      case 'bonus': {
        // Both reads see the same entries: a charge between them would stand in one of the figures only.
        const [steps, left] = await inSnapshot(
          this.db,
          async (same) =>
            [await this.money.bonus(same, scope), await this.money.bonusNow(same, scope.seller)] as const,
        );
        return bonusParts(steps, left, period);
      }
      case 'churn':
        return churnParts(await this.subscriptions.payingTurns(tx, scope), period, scope);
      case 'trials':
        return trialParts(await this.subscriptions.trials(tx, scope), period);
      default:
        return [];
    }
  }

  private async unassigned(
    tx: EntityManager,
    seller: SellerRecord | null,
    now: Date,
    lang: Language,
  ): Promise<Pick<ReadReportResult, 'parts' | 'waiting'>> {
    const rows = await this.money.waiting(tx, seller?.code ?? null);
    const waiting = rows.map((row) => ({
      ...row,
      days: daysWaited(row.receivedOn, dayOf(now, row.timeZone)),
    }));
    const currencies = [...new Set(waiting.map(({ currency }) => currency))].sort();
    return { waiting, parts: currencies.map((currency) => agesOf(waiting, currency, lang)) };
  }
}

function agesOf(waiting: readonly WaitingMoney[], currency: Currency, lang: Language): ReportPart {
  const mine = waiting.filter((row) => row.currency === currency);
  const words = ageWords(lang);
  return {
    currency,
    rows: waitingByAge(mine).map(({ key, count, rest }) => [words[key], count, rest]),
    totals: [fileWords(lang).total, mine.length, sum(mine.map(({ rest }) => rest))],
  };
}

const stepsOf = ({ from, to, by }: ReportScope): ReportBucket[] => bucketsOf(from, to, by, MOST_STEPS);

function scopeOf({ seller, from, to, by }: ReportRequest, today: LocalDate): ReportScope {
  const last = to === undefined ? today : localDate(to);
  const usual = localDate(`${addMonths(last, -USUAL_MONTHS).slice(0, 8)}01`);
  return { seller: seller ?? null, from: from === undefined ? usual : localDate(from), to: last, by };
}
