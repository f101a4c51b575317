import { addDays, daysBetween, later, localDate, type LocalDate } from '@rocket/kernel';
import { catalogError } from './errors';
import type { OfferTerms } from './offer-terms';

/** A published version of a seller's offer. */
export interface OfferVersion {
  readonly version: string;
  readonly effectiveFrom: LocalDate;
  readonly publishedAt: Date;
}

/** Versions follow each other by the day they take effect; of one day, the later published replaces the earlier. */
export const isNewerVersion = (a: OfferVersion, b: OfferVersion): boolean =>
  a.effectiveFrom === b.effectiveFrom ? a.publishedAt > b.publishedAt : a.effectiveFrom > b.effectiveFrom;

/** The version newcomers accept on a day; null before the first takes effect. */
export function versionInForce<V extends OfferVersion>(versions: readonly V[], on: LocalDate): V | null {
  let newest: V | null = null;
  for (const version of versions) {
    if (version.effectiveFrom > on) continue;
    if (newest === null || isNewerVersion(version, newest)) newest = version;
  }
  return newest;
}

/** How many calendar days ahead a new version is published, and told to an account that stands under these terms. */
export const versionNoticeDays = (
  terms: Pick<OfferTerms, 'versionNoticeDays'> & { priceChangeNotice: { readonly days: number } },
): number => terms.versionNoticeDays ?? terms.priceChangeNotice.days;

/**
 * A new version of an offer is published ahead, as many calendar days as the terms in force demand (clauses 6.9, 11.1.1; none in
 * Alfa CRM 12.3, which asks ten for prices), and never before one that is announced already.
 *
 * @throws DomainError `code_taken` for a version that exists, `notice_too_short` with the first possible day,
 *   `currency_mismatch`; each names its field
 */
export function assertPublishable(
  seller: { readonly currency: string; readonly terms: OfferTerms },
  versions: readonly OfferVersion[],
  next: OfferTerms,
  today: LocalDate,
): void {
  if (versions.some(({ version }) => version === next.version)) {
    throw catalogError('code_taken', `Версия «${next.version}» уже опубликована`, {}, [
      { path: 'version', message: 'Такая версия уже есть' },
    ]);
  }
  const foreign = amountsOf(next).find(({ currency }) => currency !== seller.currency);
  if (foreign) {
    throw catalogError('currency_mismatch', `Валюта продавца — ${seller.currency}`, {}, [
      { path: `${foreign.path}.currency`, message: `Нужна ${seller.currency}` },
    ]);
  }
  const days = versionNoticeDays(seller.terms);
  const announced = versions.map(({ effectiveFrom }) => effectiveFrom).reduce(later, today);
  const earliest = later(addDays(today, days), announced);
  if (localDate(next.effectiveFrom) >= earliest) return;
  const isTooSoon = daysBetween(today, localDate(next.effectiveFrom)) < days;
  throw catalogError(
    'notice_too_short',
    isTooSoon
      ? `По действующим условиям о новых предупреждают не позднее чем за ${days} дн.`
      : 'Уже объявлена версия, которая вступает в силу позже',
    { earliest },
    [{ path: 'effectiveFrom', message: `Самая ранняя дата — ${earliest}` }],
  );
}

const amountsOf = (terms: OfferTerms): { path: string; currency: string }[] => [
  { path: 'minimumPayment', currency: terms.minimumPayment.currency },
  { path: 'bonusApprovalLimit', currency: terms.bonusApprovalLimit.currency },
  ...terms.topUpBonus.map(({ from }, index) => ({
    path: `topUpBonus.${index}.from`,
    currency: from.currency,
  })),
];

/** How an account came to know of a version. */
export interface Acquaintance {
  readonly effectiveFrom: LocalDate;
  /** The seller's day on which its own notice was posted; null: it never was. */
  readonly toldOn: LocalDate | null;
  /** It has accepted the version itself. */
  readonly accepted: boolean;
  /** What the terms it stands under demand. */
  readonly noticeDays: number;
}

/**
 * The first day on which a version holds for an account: the day it takes effect, or, for whoever was told late and has not
 * agreed, when the time of the notice has passed (clauses 11.1.1, 11.1.5). Null: it was never told.
 */
export function holdsFrom({ effectiveFrom, toldOn, accepted, noticeDays }: Acquaintance): LocalDate | null {
  if (accepted) return effectiveFrom;
  return toldOn === null ? null : later(effectiveFrom, addDays(toldOn, noticeDays));
}
