import type { LocalDate } from '@rocket/kernel';

/** A price version: immutable once used, valid for newcomers from a date. */
export interface PriceVersion {
  readonly id: string;
  readonly period: string;
  readonly unitPrice: string;
  readonly minQuantity: number;
  readonly validFrom: LocalDate;
  /** Recorded order decides between versions of the same date: the later one corrects the earlier. */
  readonly version: number;
  readonly tiers: readonly { readonly upTo: number | null; readonly unitPrice: string }[] | null;
  readonly limits: readonly unknown[] | null;
  readonly usagePrices: readonly unknown[] | null;
}

/** What a newcomer pays on a date for a period: the newest version already valid; null when it is not sold (rule 9). */
export function currentPrice(
  versions: readonly PriceVersion[],
  period: string,
  on: LocalDate,
): PriceVersion | null {
  let newest: PriceVersion | null = null;
  for (const version of versions) {
    if (version.period !== period || version.validFrom > on) continue;
    const isNewer =
      newest === null ||
      version.validFrom > newest.validFrom ||
      (version.validFrom === newest.validFrom && version.version > newest.version);
    if (isNewer) newest = version;
  }
  return newest;
}
