import { Injectable } from '@nestjs/common';
import {
  productKeyScopes,
  type CreateKeyDto,
  type ProductKeyDto,
  type RotatedKeyDto,
} from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { ApiError, notFound } from '../platform/api-error';
import { WallClock } from '../platform/clock';
import { withTransaction } from '../platform/database';
import { hashOf, newSecret } from '../platform/identity/secrets';
import { newId } from '../platform/ids';
import { ProductStore } from '../storefront/product.store';
import { ProductKeyStore } from './product-key.store';

const SHOWN_CHARACTERS = 12;
const DAY_MS = 86_400_000;
const LONGEST_OVERLAP_MS = 30 * DAY_MS;

/** Makes keys of products: new ones, and ones in the place of others. The secret is shown once. */
@Injectable()
export class IssueProductKey {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly products: ProductStore,
    private readonly keys: ProductKeyStore,
  ) {}

  /** @throws DomainError `product_not_found`; ApiError `validation_failed` for an end in the past or another seller's product */
  async run(productCode: string, wish: CreateKeyDto | undefined, createdBy: string): Promise<ProductKeyDto> {
    const now = await this.clock.now();
    const expiresAt = wish?.expiresAt ? new Date(wish.expiresAt) : null;
    if (expiresAt && expiresAt <= now) throw wrongField('expiresAt', 'Этот момент уже прошёл');
    const moreProducts = [...new Set(wish?.products ?? [])].filter((code) => code !== productCode);
    return withTransaction(this.db, async (tx) => {
      const { sellerCode } = await this.products.read(tx, productCode);
      const foreign = await this.keys.foreign(tx, sellerCode, moreProducts);
      if (foreign.length > 0)
        throw wrongField('products', `У этого продавца нет продуктов: ${foreign.join(', ')}`);
      const id = newId(now);
      const secret = newSecret('rmp_');
      await this.keys.insert(
        tx,
        {
          id,
          productCode,
          moreProducts,
          name: wish?.name ?? null,
          prefix: secret.slice(0, SHOWN_CHARACTERS),
          hash: hashOf(secret),
          scopes: wish?.scopes ?? productKeyScopes,
          expiresAt,
          replaces: null,
          createdBy,
        },
        now,
      );
      return { keyId: id, secret };
    });
  }

  /**
   * A key like another one, which goes on working until `oldWorksUntil`, a day when it is left out, and never longer than it
   * would have. @throws ApiError `not_found`; `validation_failed` for a moment that is past or more than 30 days ahead;
   * `key_over` for a key that was revoked, replaced or has ended
   */
  async rotate(
    productCode: string,
    keyId: string,
    oldWorksUntil: string | undefined,
    createdBy: string,
  ): Promise<RotatedKeyDto> {
    const now = await this.clock.now();
    const wished = oldWorksUntil ? new Date(oldWorksUntil) : new Date(now.getTime() + DAY_MS);
    if (wished < now) throw wrongField('oldWorksUntil', 'Этот момент уже прошёл');
    if (wished.getTime() > now.getTime() + LONGEST_OVERLAP_MS)
      throw wrongField('oldWorksUntil', 'Старый ключ может работать ещё не больше 30 дней');
    return withTransaction(this.db, async (tx) => {
      const old = await this.keys.lock(tx, productCode, keyId);
      if (!old) throw notFound('Такого ключа нет');
      if (old.revoked_at || (old.expires_at && old.expires_at <= now))
        throw new ApiError('key_over', 'Этот ключ уже не действует: выпустите новый');
      if (old.is_replaced) throw new ApiError('key_over', 'Этот ключ уже заменён другим');
      const worksUntil = old.expires_at && old.expires_at < wished ? old.expires_at : wished;
      const id = newId(now);
      const secret = newSecret('rmp_');
      await this.keys.insert(
        tx,
        {
          id,
          productCode,
          moreProducts: old.more_products,
          name: old.name,
          prefix: secret.slice(0, SHOWN_CHARACTERS),
          hash: hashOf(secret),
          scopes: old.scopes,
          // What was made for a time does not become a key for ever.
          expiresAt: old.expires_at,
          replaces: keyId,
          createdBy,
        },
        now,
      );
      await this.keys.end(tx, keyId, worksUntil);
      return { keyId: id, secret, oldWorksUntil: worksUntil.toISOString() };
    });
  }
}

const wrongField = (path: string, message: string): ApiError =>
  new ApiError('validation_failed', 'Проверьте поля запроса', {}, [{ path, message }]);
