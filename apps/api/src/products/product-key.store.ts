import { Injectable } from '@nestjs/common';
import type { ProductKeyScope } from '@rocket/contracts';
import type { EntityManager } from 'typeorm';

export interface NewProductKey {
  readonly id: string;
  readonly productCode: string;
  readonly moreProducts: readonly string[];
  readonly name: string | null;
  readonly prefix: string;
  readonly hash: Buffer;
  readonly scopes: readonly ProductKeyScope[];
  readonly expiresAt: Date | null;
  readonly replaces: string | null;
  readonly createdBy: string;
}

export interface ListedProductKey {
  readonly id: string;
  readonly product_code: string;
  readonly more_products: readonly string[];
  readonly name: string | null;
  readonly prefix: string | null;
  readonly scopes: readonly ProductKeyScope[];
  readonly created_at: Date;
  readonly last_used_at: Date | null;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  readonly replaces: string | null;
}

const COLUMNS = `id, product_code, more_products, name, prefix, scopes, created_at, last_used_at, expires_at, revoked_at, replaces`;

/** Keys of products' back ends. Only a hash is kept. */
@Injectable()
export class ProductKeyStore {
  async insert(tx: EntityManager, key: NewProductKey, now: Date): Promise<void> {
    await tx.query(
      `insert into product_key (id, product_code, more_products, name, prefix, hash, scopes, expires_at, replaces, created_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        key.id,
        key.productCode,
        key.moreProducts,
        key.name,
        key.prefix,
        key.hash,
        key.scopes,
        key.expiresAt,
        key.replaces,
        now,
        key.createdBy,
      ],
    );
  }

  /** Those that open a product, newest first. */
  ofProduct(tx: EntityManager, productCode: string): Promise<ListedProductKey[]> {
    return tx.query(
      `select ${COLUMNS} from product_key where product_code = $1 or $1 = any(more_products)
        order by created_at desc, id desc`,
      [productCode],
    );
  }

  /** A key made for a product, locked, and whether another stands in its place; null when there is no such. */
  async lock(
    tx: EntityManager,
    productCode: string,
    id: string,
  ): Promise<(ListedProductKey & { readonly is_replaced: boolean }) | null> {
    const [row] = await tx.query(
      `select ${COLUMNS},
              exists (select from product_key r where r.replaces = k.id and r.revoked_at is null) as is_replaced
         from product_key k where product_code = $1 and id = $2 for update`,
      [productCode, id],
    );
    return row ?? null;
  }

  async end(tx: EntityManager, id: string, expiresAt: Date): Promise<void> {
    await tx.query('update product_key set expires_at = $2 where id = $1', [id, expiresAt]);
  }

  /** Answers false when there is no such key of this product. */
  async revoke(tx: EntityManager, productCode: string, id: string, now: Date): Promise<boolean> {
    const [rows] = await tx.query(
      'update product_key set revoked_at = coalesce(revoked_at, $3) where product_code = $1 and id = $2 returning id',
      [productCode, id, now],
    );
    return rows.length > 0;
  }

  /** Of products that a seller does not sell, those are named. */
  async foreign(tx: EntityManager, seller: string, codes: readonly string[]): Promise<string[]> {
    const rows: { code: string }[] = await tx.query(
      `select c.code from unnest($2::text[]) as c (code)
        where not exists (select from product p where p.code = c.code and p.seller_code = $1)`,
      [seller, codes],
    );
    return rows.map(({ code }) => code);
  }
}
