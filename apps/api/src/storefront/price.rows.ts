import type { PriceTerms } from '@rocket/billing';

/** Columns of a `price p` that say what a period costs; `priceTermsOf` reads them. */
export const PRICE_COLUMNS = 'p.unit_price, p.tiers, p.tier_mode, p.pack_size';

export interface PriceRow {
  readonly unit_price: string;
  readonly tiers: PriceTerms['tiers'];
  readonly tier_mode: PriceTerms['tierMode'];
  readonly pack_size: number | null;
}

/** What a period costs by a price, from its row. */
export const priceTermsOf = (priceId: string, row: PriceRow): PriceTerms => ({
  priceId,
  unitPrice: row.unit_price,
  tiers: row.tiers ?? null,
  tierMode: row.tier_mode ?? null,
  packSize: row.pack_size ?? null,
});
