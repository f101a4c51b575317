import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface ProductKeyRow {
  readonly id: string;
  readonly product_code: string;
}

/** Keys of products' back ends. Only a hash is kept. */
@Injectable()
export class ProductKeyStore {
  async insert(
    tx: EntityManager,
    key: { id: string; productCode: string; name: string | null; hash: Buffer; createdBy: string },
    now: Date,
  ): Promise<void> {
    await tx.query(
      'insert into product_key (id, product_code, name, hash, created_at, created_by) values ($1, $2, $3, $4, $5, $6)',
      [key.id, key.productCode, key.name, key.hash, now, key.createdBy],
    );
  }

  async byHash(tx: EntityManager, hash: Buffer): Promise<ProductKeyRow | null> {
    const [row] = await tx.query(
      'select id, product_code from product_key where hash = $1 and revoked_at is null',
      [hash],
    );
    return row ?? null;
  }

  /** Noted at most once a minute: a hot key should not write at every call. */
  async used(tx: EntityManager, id: string, now: Date): Promise<void> {
    await tx.query(
      `update product_key set last_used_at = $2
        where id = $1 and (last_used_at is null or last_used_at < $2::timestamptz - interval '1 minute')`,
      [id, now],
    );
  }

  /** Answers false when there is no such key of this product. */
  async revoke(tx: EntityManager, productCode: string, id: string, now: Date): Promise<boolean> {
    const [rows] = await tx.query(
      'update product_key set revoked_at = coalesce(revoked_at, $3) where product_code = $1 and id = $2 returning id',
      [productCode, id, now],
    );
    return rows.length > 0;
  }
}
