import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { notFound } from '../platform/api-error';
import type { ProductCaller } from '../platform/caller';
import { WallClock } from '../platform/clock';
import { ProductKeys } from '../platform/identity/account-cards';
import { hashOf, newSecret } from '../platform/identity/secrets';
import { newId } from '../platform/ids';
import { ProductStore } from '../storefront/product.store';
import { ProductKeyStore } from './product-key.store';

/** Keys of a product: made, recognised, revoked. The secret is shown once. */
@Injectable()
export class ProductKeyRing extends ProductKeys {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly products: ProductStore,
    private readonly keys: ProductKeyStore,
  ) {
    super();
  }

  /** @throws DomainError `product_not_found` */
  async create(
    productCode: string,
    name: string | null,
    createdBy: string,
  ): Promise<{ keyId: string; secret: string }> {
    const now = await this.clock.now();
    await this.products.read(this.db.manager, productCode);
    const secret = newSecret('rmp_');
    const id = newId(now);
    await this.keys.insert(this.db.manager, { id, productCode, name, hash: hashOf(secret), createdBy }, now);
    return { keyId: id, secret };
  }

  async recognise(secret: string): Promise<ProductCaller | null> {
    const key = await this.keys.byHash(this.db.manager, hashOf(secret));
    if (!key) return null;
    await this.keys.used(this.db.manager, key.id, await this.clock.now());
    return { kind: 'product', productCode: key.product_code, keyId: key.id };
  }

  async revoke(productCode: string, keyId: string): Promise<void> {
    const found = await this.keys.revoke(this.db.manager, productCode, keyId, await this.clock.now());
    if (!found) throw notFound('Такого ключа нет');
  }
}
