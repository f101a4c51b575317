import type { PriceTerms } from '@rocket/billing';
import type { PriceVersion } from '@rocket/catalog';
import type { PriceDto } from '@rocket/contracts';
import { printUnitPrice, type Currency } from '@rocket/kernel';

/** Columns of a `price p` that say what a period costs; `priceTermsOf` reads them. */
export const PRICE_COLUMNS = 'p.unit_price, p.tiers, p.tier_mode, p.pack_size, p.tariff';

export interface PriceRow {
  readonly unit_price: string;
  readonly tiers: PriceTerms['tiers'];
  readonly tier_mode: PriceTerms['tierMode'];
  readonly pack_size: number | null;
  readonly tariff: string | null;
}

/** What a period costs by a price, from its row. */
export const priceTermsOf = (priceId: string, row: PriceRow): PriceTerms => ({
  priceId,
  unitPrice: row.unit_price,
  tiers: row.tiers ?? null,
  tierMode: row.tier_mode ?? null,
  packSize: row.pack_size ?? null,
});

/** A unit price on the wire: at least the digits of its currency, however it was written down (http-api, "Money"). */
export const unitPriceView = (amount: string, currency: Currency): PriceDto['unitPrice'] => ({
  amount: printUnitPrice(amount),
  currency,
});

/** Steps or packs of a price; nothing of what it has not. */
export const shapeView = (
  price: Pick<PriceVersion, 'tiers' | 'tierMode' | 'packSize'>,
  currency: Currency,
): Pick<PriceDto, 'tiers' | 'tierMode' | 'packSize'> => ({
  ...(price.tiers
    ? {
        tiers: price.tiers.map(({ upTo, unitPrice, flatFee }) => ({
          upTo,
          unitPrice: unitPriceView(unitPrice, currency),
          ...(flatFee ? { flatFee: unitPriceView(flatFee, currency) } : {}),
        })),
        tierMode: price.tierMode ?? 'graduated',
      }
    : {}),
  ...(price.packSize ? { packSize: price.packSize } : {}),
});
