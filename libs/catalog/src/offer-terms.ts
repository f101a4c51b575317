import { addDays, daysBetween, type Currency, type LocalDate, type MoneyText } from '@rocket/kernel';
import { catalogError } from './errors';
import type { NoticeTimes } from './notice-times';
import type { PaymentWays } from './payment-ways';
import type { SupportTerms } from './support-terms';

/** A length of time counted in calendar, working or banking days. */
export interface TermOfDays {
  readonly count: number;
  readonly unit: 'calendar_days' | 'working_days' | 'banking_days';
  /** Where it is counted, see `OfferTerms.calendar`; never written in a term of an offer itself. */
  readonly calendar?: 'RU' | 'KZ' | undefined;
}

/**
 * What a seller's offer says, as data: typed, versioned, validated on load. Code asks these values and never who the
 * seller is. Every axis is described in ../shared/spec/five-offers.md.
 */
export interface OfferTerms {
  readonly version: string;
  readonly title: string;
  readonly effectiveFrom: string;
  readonly minimumPayment: MoneyText;
  readonly trialDays: number;
  /** How many days staff may add to a trial, all extensions together. */
  readonly trialExtensionLimitDays: number;
  /** ISO periods that may be sold; null allows all. */
  readonly periods: readonly string[] | null;
  /**
   * The first day of a period that is bought anew: the day of the charge (first offer 3.8, QSockets 4.2.1), the day after
   * payment (Astars 6.1), or the day after the paid days of the one before while there are any (Itgrix 5.1). A renewal of
   * what runs goes on without a gap.
   */
  readonly startOfPeriod: 'at_charge' | 'day_after_payment' | 'after_previous';
  /**
   * Rights are granted on the last day of this term, counted from payment (Itgrix 5.1: one working day): neither the period
   * nor the entitlement begins before. A delay that is not needed is written as 0.
   */
  readonly grantDelay: TermOfDays;
  /** false: every period is paid by an act of the customer (QSockets 4.3.1); the switch is refused, nothing renews. */
  readonly autoRenewal: boolean;
  readonly burnDown: 'bonus_first' | 'money_first';
  /**
   * `by_days`: a change inside a period charges or credits the days left. `none`: a raise of quantity costs the whole
   * difference, a cut and another period give nothing back (Astars 2.5, Itgrix 9.3, QSockets 4.3.2.1).
   */
  readonly proration: 'by_days' | 'none';
  readonly overLimit: 'refuse' | 'drop' | 'recalculate' | 'warn';
  /** Per cent of a limit at which the customer is told, rising (QSockets 4.5.1); left out: 80 and 100. */
  readonly limitWarnings?: readonly number[] | undefined;
  /** Who pays how; left out: everybody by card and by invoice. */
  readonly paymentWays?: PaymentWays | undefined;
  readonly priceChangeNotice: {
    readonly days: number;
    readonly channels: readonly ('push' | 'email' | 'sms')[];
  };
  /**
   * How many calendar days before its day a new version of the offer is published; 0: it may hold from its publication (Alfa CRM
   * 12.3). Left out: as many as for prices, see `versionNoticeDays`.
   */
  readonly versionNoticeDays?: number | undefined;
  readonly invoiceValidity: TermOfDays;
  readonly priceHoldDays: number | null;
  readonly closingDocument: {
    readonly kind: 'upd' | 'act' | 'certificate' | 'none';
    readonly when: 'crediting' | 'month_end' | 'grant_of_rights';
    readonly silentAcceptance: TermOfDays | null;
    /** Of a seller with VAT whose papers come after the money; left out, a tax invoice is drawn up for each advance. */
    readonly advanceInvoices?: 'at_crediting' | 'none' | undefined;
    /** How soon originals go out, and how soon the customer's copy comes back; left out, the offer does not say. */
    readonly originals?: { readonly sentWithin: TermOfDays; readonly returnedWithin: TermOfDays } | undefined;
  };
  readonly refund: {
    readonly rule:
      | 'unused_balance'
      | 'none'
      | 'full_if_unused'
      | 'full_if_down'
      | 'proportional_on_seller_exit';
    readonly withinDays: number | null;
    readonly onSellerExit: 'unused_balance' | 'proportional' | 'none';
    readonly needsSignedCorrection: boolean;
    readonly computedWithin: TermOfDays;
    /** What makes a package used: a use (left out), or a request for a service already (Astars 3.5). */
    readonly usedBy?: 'use' | 'request' | undefined;
    /** Where `computedWithin` is counted from: the request (left out), or the working day after it (Astars 3.8.2.3). */
    readonly countedFrom?: 'request' | 'next_working_day' | undefined;
  };
  readonly transfer: 'none' | 'resale' | 'gift_whole' | 'ownership_cession';
  /** ISO period after receipt in which a certificate may be passed on (Astars 3.10); left out: as long as it lasts. */
  readonly transferWithin?: string | undefined;
  /** Partners who bring customers; a product may be sold to those of one partner only (Astars, article 1, appendix 1). */
  readonly partners?: readonly { readonly code: string; readonly name: string }[] | undefined;
  readonly lifeCycle: {
    readonly freezeAfter: TermOfDays | null;
    readonly eraseAfter: TermOfDays | null;
    /** The same as `idle` with so many calendar days, for profiles written before it. */
    readonly idleAfterDays: number | null;
    /** What becomes of an account nobody uses (QSockets 3.6.1); left out, and without `idleAfterDays`: nothing. */
    readonly idle?: IdleTerms | undefined;
    /** What people registered with is erased so long after the contract ended (QSockets 8.3.1); left out: it is not. */
    readonly forgetAfterTermination?: TermOfDays | undefined;
    /**
     * Data are erased so long after the last licence ran out (Alfa CRM 4.3: `P1M`), whether or not it was frozen before; months are
     * the calendar's. Left out: only `eraseAfter` counts, from the freeze.
     */
    readonly keepAfterLicence?: string | undefined;
    readonly warnBeforeDays: number;
  };
  readonly terminationAfterDays: number;
  /**
   * What becomes of paid days when the customer leaves by notice. `kept`: the contract lasts until they are over, if that is later
   * than the notice allows (QSockets 8.2.1 б). `lost`, and left out: it ends by the notice (first offer 7.8).
   */
  readonly paidDaysOnLeaving?: 'kept' | 'lost' | undefined;
  /** How many days a product still answers "entitled" after it was suspended for want of money; the days are not charged. */
  /**
   * When the contract ends of a customer who refuses a new version, price or rule that is in force already: `at_once` (first offer
   * 11.1.4), when the paid days are over (Alfa CRM 12.5), or, left out, by the usual notice.
   */
  readonly refusalOfChanges?: 'by_notice' | 'at_once' | 'paid_days' | undefined;
  /** `at_once`: a customer may delete the account without a notice, giving up what is paid for (QSockets 8.2.2). */
  readonly accountDeletion?: 'by_notice' | 'at_once' | undefined;
  readonly entitlementGraceDays: number;
  readonly topUpBonus: readonly {
    readonly from: MoneyText;
    readonly percent: string;
    readonly expiresInDays: number | null;
  }[];
  readonly bonusApprovalLimit: MoneyText;
  /** Cash receipts of law 54-FZ for card payments; left out: `fiscalReceiptTerms` says what that means. */
  readonly fiscalReceipts?: FiscalReceiptTerms | undefined;
  /**
   * Regular payments by a card the customer has saved (Alfa CRM 5.6); left out: not offered. The whole cost of the next period
   * is charged so many days before it begins, and told so many days before that.
   */
  readonly autopayment?: { readonly chargeDaysBefore: number; readonly noticeDaysBefore: number } | undefined;
  /** How long ahead other things are announced; left out, `noticeTimesOf` says what that means. */
  readonly noticeTimes?: NoticeTimes | undefined;
  /** Whose working and banking days the terms count (Itgrix 5.1, 5.4: a seller in Astana); left out: Russia's. */
  readonly calendar?: 'RU' | 'KZ' | undefined;
  /** Left out: requests are answered all the same, and nothing is promised. */
  readonly support?: SupportTerms | undefined;
  readonly noticeOptOut: readonly ('news' | 'promotions')[];
  readonly apiRateLimitPerSecond: number | null;
  /** Where the published text says it: the path of a term (`refund.rule`) → its clause. Decides nothing. */
  readonly clauses?: Readonly<Record<string, string>> | undefined;
}

/** A term of the offer, counted by its calendar. */
export const counted = <Term extends object>(
  terms: Pick<OfferTerms, 'calendar'>,
  term: Term,
): Term & { readonly calendar?: 'RU' | 'KZ' | undefined } =>
  terms.calendar === undefined ? term : { ...term, calendar: terms.calendar };
/**
 * So long without any activity of the customer, then a warning, then so much time until the account is blocked. Erasure
 * follows `eraseAfter` from the block (QSockets 3.6.1: 12 months, 30 days, 90 days). Months are the calendar's.
 */
export interface IdleTerms {
  /** A period: `P12M`. */
  readonly after: string;
  /** From the day the warning was sent. */
  readonly blockAfter: TermOfDays;
}

/** From a warning to the block where the offer names only the days without activity. */
const USUAL_BLOCK: TermOfDays = { count: 30, unit: 'calendar_days' };

/** What the offer says of accounts nobody uses; null: nothing happens to them. */
export function idleTermsOf({ lifeCycle }: Pick<OfferTerms, 'lifeCycle'>): IdleTerms | null {
  if (lifeCycle.idle) return lifeCycle.idle;
  if (lifeCycle.idleAfterDays === null) return null;
  return { after: `P${lifeCycle.idleAfterDays}D`, blockAfter: USUAL_BLOCK };
}

export interface FiscalReceiptTerms {
  /** Who makes them: the provider for us, the seller with a register of its own, or nobody (no card payments of persons). */
  readonly issuedBy: 'provider' | 'seller' | 'nobody';
  /** How the receipt of a top-up names it. */
  readonly topUp: 'full_prepayment' | 'advance';
  /** The second receipt, which sets the prepayment off by what was delivered. */
  readonly offset: 'monthly' | 'none';
}

/** ru-docs-payments §8.1: a receipt for every card payment, a second one for each calendar month of a continuous service. */
const USUAL_RECEIPTS: FiscalReceiptTerms = {
  issuedBy: 'provider',
  topUp: 'full_prepayment',
  offset: 'monthly',
};

export const fiscalReceiptTerms = (terms: OfferTerms): FiscalReceiptTerms =>
  terms.fiscalReceipts ?? USUAL_RECEIPTS;

/** What a seller calls what it sells, in the forms sentences need; for people, documents name products. */
export interface Goods {
  readonly ru: Readonly<Record<'one' | 'few' | 'many' | 'plural' | 'accusative', string>> & {
    readonly genitive?: string | undefined;
  };
  readonly en: Readonly<Record<'one' | 'other', string>>;
}

export interface SellerProfile {
  readonly code: string;
  readonly name: string;
  readonly currency: Currency;
  readonly timeZone: string;
  readonly vatRegime: 'general' | 'simplified_5' | 'simplified_7' | 'none';
  /** Whose law its requisites follow, and those of its customers; left out: Russia's. */
  readonly country?: 'RU' | 'KZ' | undefined;
  readonly requisites: {
    readonly legalName: string;
    readonly shortName?: string | undefined;
    readonly inn: string;
    readonly kpp?: string | undefined;
    readonly ogrn?: string | undefined;
    readonly legalAddress: string;
    readonly bankName?: string | undefined;
    readonly bic?: string | undefined;
    readonly settlementAccount?: string | undefined;
    readonly correspondentAccount?: string | undefined;
    readonly kbe?: string | undefined;
    readonly signatory?: string | undefined;
    readonly signatoryPost?: string | undefined;
    readonly signatoryName?:
      | { readonly surname: string; readonly name: string; readonly patronymic?: string | undefined }
      | undefined;
    readonly powerOfAttorney?: { readonly number: string; readonly issuedOn: string } | undefined;
    readonly accountant?: string | undefined;
    readonly edoId?: string | undefined;
    readonly phone?: string | undefined;
    readonly emails?: readonly string[] | undefined;
  };
  /** Its own word for what it sells; left out: it has none. */
  readonly goods?: Goods | undefined;
  readonly terms: OfferTerms;
}

/** @throws DomainError `period_not_allowed` when the offer does not sell such periods */
export function assertPeriodAllowed(terms: OfferTerms, period: string): void {
  if (terms.periods !== null && !terms.periods.includes(period)) {
    throw catalogError(
      'period_not_allowed',
      `Оферта не предусматривает период ${period}`,
      { allowed: terms.periods },
      [{ path: 'period', message: `Возможные периоды: ${terms.periods.join(', ')}` }],
    );
  }
}

/**
 * The notice of a price change goes out today; it must come as many calendar days ahead as the offer says (rule 24): ten
 * days ahead is in time, nine is not.
 * @throws DomainError `notice_too_short` naming the first possible date
 */
export function assertNoticeInTime(terms: OfferTerms, today: LocalDate, effectiveOn: LocalDate): void {
  const { days } = terms.priceChangeNotice;
  if (daysBetween(today, effectiveOn) >= days) return;
  const earliest = addDays(today, days);
  throw catalogError(
    'notice_too_short',
    `По оферте о новой цене предупреждают не позднее чем за ${days} дн.`,
    { earliest },
    [{ path: 'effectiveOn', message: `Самая ранняя дата — ${earliest}` }],
  );
}

/** @throws DomainError `auto_renewal_not_offered` when every period is paid by an act of the customer */
export function assertAutoRenewal(terms: OfferTerms): void {
  if (terms.autoRenewal) return;
  throw catalogError('auto_renewal_not_offered', 'Оферта не предусматривает автопродления', {}, [
    { path: 'autoRenew', message: 'Каждый период оплачивается отдельно' },
  ]);
}
