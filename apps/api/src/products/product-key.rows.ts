import type { ProductKeyScope } from '@rocket/contracts';

export interface KeyRow {
  readonly key_id: string;
  readonly product_code: string;
  readonly more_products: readonly string[];
  readonly scopes: readonly ProductKeyScope[];
  readonly expires_at: Date | null;
}

/** What a key opens. Nothing in it depends on the time of asking. */
export interface ProductKeyFacts {
  readonly id: string;
  /** The one it was made for first. */
  readonly products: readonly [string, ...string[]];
  readonly scopes: readonly ProductKeyScope[];
  readonly expiresAt: Date | null;
}

export const toKeyFacts = (row: KeyRow): ProductKeyFacts => ({
  id: row.key_id,
  products: [row.product_code, ...row.more_products],
  scopes: row.scopes,
  expiresAt: row.expires_at,
});
