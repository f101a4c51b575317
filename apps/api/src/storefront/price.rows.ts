import type { PriceTerms } from '@rocket/billing';

/** Columns of a `price p` that say what a period costs; `priceTermsOf` reads them. */
export const PRICE_COLUMNS = 'p.unit_price, p.tiers';

export interface PriceRow {
  readonly unit_price: string;
  readonly tiers: PriceTerms['tiers'];
}

/** What a period costs by a price, from its row. */
export const priceTermsOf = (priceId: string, row: PriceRow): PriceTerms => ({
  priceId,
  unitPrice: row.unit_price,
  tiers: row.tiers ?? null,
});
