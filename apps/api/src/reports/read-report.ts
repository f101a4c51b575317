import { Injectable } from '@nestjs/common';
import { bucketsOf, daysWaited, waitingByAge } from '@rocket/billing';
import {
  REPORT_READERS,
  type Language,
  type ReportName,
  type ReportStepName,
  type StaffRole,
} from '@rocket/contracts';
import { addMonths, Clock, dayOf, localDate, sum, type Currency, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { ApiError } from '../platform/api-error';
import { SellerStore, type SellerRecord } from '../sellers/seller.store';
import { ProductStore } from '../storefront/product.store';
import { ForeseeRevenue } from './foresee-revenue';
import { MoneyReportStore, type ReportScope, type WaitingRow } from './money-report.store';
import {
  bonusParts,
  chargesParts,
  churnParts,
  forecastParts,
  receiptsParts,
  trialParts,
  type Period,
  type ReportPart,
} from './report-tables';
import { fileWords, ageWords } from './report-words';
import { SubscriptionReportStore } from './subscription-report.store';

export interface ReportRequest {
  readonly name: ReportName;
  readonly seller?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly by: ReportStepName;
  readonly lang: Language;
}

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

/** More lines are for a larger step. */
const MOST_STEPS = 400;
/** A report of all sellers has no zone of one. */
const ZONE = 'Europe/Moscow';
/** Months before this one in a report whose period nobody named. */
const USUAL_MONTHS = 5;

/**
 * Reports of the seller. Dates are the seller's business dates; currencies are never added together.
 *
 * Refuses: `forbidden` what rule 31 keeps from the role, `seller_not_found`, `validation_failed` for too many lines.
 */
@Injectable()
export class ReadReport {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sellers: SellerStore,
    private readonly products: ProductStore,
    private readonly money: MoneyReportStore,
    private readonly subscriptions: SubscriptionReportStore,
    private readonly foresee: ForeseeRevenue,
  ) {}

  async run(request: ReportRequest, role: StaffRole): Promise<ReadReportResult> {
    if (!REPORT_READERS[request.name].includes(role))
      throw new ApiError('forbidden', 'Этот отчёт смотрят другие сотрудники');
    const now = await this.clock.now();
    const tx = this.db.manager;
    const seller = request.seller === undefined ? null : await this.sellers.read(tx, request.seller);
    const today = dayOf(now, seller?.timeZone ?? ZONE);
    const nothing = { name: request.name, seller, scope: null, today, waiting: [], leftOut: 0 };
    if (request.name === 'unassigned')
      return { ...nothing, ...(await this.unassigned(tx, seller, now, request.lang)) };
    if (request.name === 'forecast') {
      const { windows, leftOut } = await this.foresee.run(
        seller ? [seller] : await this.sellers.all(tx),
        now,
      );
      return { ...nothing, parts: forecastParts(windows), leftOut };
    }
    const scope = scopeOf(request, today);
    const buckets = bucketsOf(scope.from, scope.to, scope.by, MOST_STEPS);
    if (buckets.length > MOST_STEPS)
      throw new ApiError('validation_failed', 'В отчёте слишком много строк', {}, [
        { path: 'by', message: `Не больше ${MOST_STEPS} строк: возьмите шаг крупнее или период короче` },
      ]);
    const period = { buckets, whole: [scope.from, scope.to] } as const;
    return { ...nothing, scope, parts: await this.ofPeriod(tx, request, scope, period) };
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
        const [steps, left] = await this.db.transaction(
          'REPEATABLE READ',
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

function scopeOf({ seller, from, to, by }: ReportRequest, today: LocalDate): ReportScope {
  const last = to === undefined ? today : localDate(to);
  const usual = localDate(`${addMonths(last, -USUAL_MONTHS).slice(0, 8)}01`);
  return { seller: seller ?? null, from: from === undefined ? usual : localDate(from), to: last, by };
}
