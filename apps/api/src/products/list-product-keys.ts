import { Injectable } from '@nestjs/common';
import type { ProductKeyRowDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { WallClock } from '../platform/clock';
import { ProductStore } from '../storefront/product.store';
import { ProductKeyStore, type ListedProductKey } from './product-key.store';

/** The keys that open a product, those of other products that open it too among them. */
@Injectable()
export class ListProductKeys {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly products: ProductStore,
    private readonly keys: ProductKeyStore,
  ) {}

  /** @throws DomainError `product_not_found` */
  async run(productCode: string): Promise<ProductKeyRowDto[]> {
    const now = await this.clock.now();
    await this.products.read(this.db.manager, productCode);
    const rows = await this.keys.ofProduct(this.db.manager, productCode);
    return rows.map((row) => toDto(row, now));
  }
}

const toDto = (row: ListedProductKey, now: Date): ProductKeyRowDto => ({
  keyId: row.id,
  name: row.name,
  prefix: row.prefix,
  products: [row.product_code, ...row.more_products],
  scopes: [...row.scopes],
  state: row.revoked_at ? 'revoked' : row.expires_at && row.expires_at <= now ? 'expired' : 'works',
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  expiresAt: row.expires_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
  replaces: row.replaces,
});
