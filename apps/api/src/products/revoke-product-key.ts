import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { notFound } from '../platform/api-error';
import { WallClock } from '../platform/clock';
import { withTransaction } from '../platform/database';
import { ProductKeyStore } from './product-key.store';

/** Ends a key at once: the next request that shows it is refused, whichever process it comes to. */
@Injectable()
export class RevokeProductKey {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly keys: ProductKeyStore,
  ) {}

  /** @throws ApiError `not_found` */
  async run(productCode: string, keyId: string): Promise<void> {
    const now = await this.clock.now();
    const found = await withTransaction(this.db, (tx) => this.keys.revoke(tx, productCode, keyId, now));
    if (!found) throw notFound('Такого ключа нет');
  }
}
