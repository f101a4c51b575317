import type { LocalDate } from '@rocket/kernel';
import { catalogError } from './errors';

/** A price version: immutable once used, valid for newcomers from a date. */
export interface PriceVersion {
  readonly id: string;
  readonly period: string;
  /** The tariff of the product it belongs to; null or left out: the product has one without a name. */
  readonly tariff?: string | null;
  readonly unitPrice: string;
  readonly minQuantity: number;
  readonly validFrom: LocalDate;
  /** Recorded order decides between versions of the same date: the later one corrects the earlier. */
  readonly version: number;
  readonly tiers:
    | readonly {
        readonly upTo: number | null;
        readonly unitPrice: string;
        readonly flatFee?: string | null;
      }[]
    | null;
  readonly tierMode: 'graduated' | 'volume' | null;
  /** The unit price is for a pack of so many units. */
  readonly packSize: number | null;
  readonly limits: readonly unknown[] | null;
  readonly usagePrices: readonly unknown[] | null;
  /** Counts for one term: bought once, as often as one likes, and never renewed. */
  readonly isPackage: boolean;
}

/** What a newcomer pays on a date for a period of a tariff: the newest version already valid; null when it is not sold (rule 9). */
export function currentPrice(
  versions: readonly PriceVersion[],
  period: string,
  on: LocalDate,
  tariff: string | null = null,
): PriceVersion | null {
  let newest: PriceVersion | null = null;
  for (const version of versions) {
    if ((version.tariff ?? null) !== tariff || version.period !== period || version.validFrom > on) continue;
    const isNewer =
      newest === null ||
      version.validFrom > newest.validFrom ||
      (version.validFrom === newest.validFrom && version.version > newest.version);
    if (isNewer) newest = version;
  }
  return newest;
}

/**
 * A quantity may be bought by a price from its minimum up to the end of its last tier.
 * @throws DomainError `quantity_below_minimum` or `quantity_above_maximum`, naming the field
 */
export function assertQuantity(price: Pick<PriceVersion, 'minQuantity' | 'tiers'>, quantity: number): void {
  const { minQuantity, tiers } = price;
  if (quantity < minQuantity) {
    throw catalogError('quantity_below_minimum', `Наименьшее количество — ${minQuantity}`, {}, [
      { path: 'quantity', message: `Не меньше ${minQuantity}` },
    ]);
  }
  const most = tiers?.at(-1)?.upTo ?? null;
  if (most !== null && quantity > most) {
    throw catalogError('quantity_above_maximum', `Наибольшее количество по этой цене — ${most}`, {}, [
      { path: 'quantity', message: `Не больше ${most}` },
    ]);
  }
}

/**
 * A package is bought whole for its term: it has no trial, is not renewed and does not follow anything.
 * @throws DomainError `auto_renewal_not_offered` or `not_counted_by_seats`, naming the field
 */
export function assertBoughtAsPackage(wish: {
  readonly autoRenew?: boolean | undefined;
  readonly followSeats?: boolean | undefined;
}): void {
  if (wish.autoRenew) {
    throw catalogError(
      'auto_renewal_not_offered',
      'Пакет не продлевается: когда он закончится, купите новый',
      {},
      [{ path: 'autoRenew', message: 'У пакета нет автопродления' }],
    );
  }
  if (wish.followSeats) {
    throw catalogError('not_counted_by_seats', 'Количество пакетов не следует за числом пользователей', {}, [
      { path: 'followSeats', message: 'Пакет покупают сразу целиком' },
    ]);
  }
}

/** What a period costs by a price version, in the words of the money core. */
export const termsOf = (price: PriceVersion) => ({
  priceId: price.id,
  unitPrice: price.unitPrice,
  tiers: price.tiers,
  tierMode: price.tierMode,
  packSize: price.packSize,
});
