import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface StoredPicture {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** Pictures of products, one for each. */
@Injectable()
export class ProductPictureStore {
  async put(
    tx: EntityManager,
    productCode: string,
    picture: StoredPicture & { readonly hash: string },
    by: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into product_picture (product_code, hash, media_type, bytes, uploaded_at, uploaded_by) values ($1, $2, $3, $4, $5, $6)
       on conflict (product_code) do update set hash = excluded.hash, media_type = excluded.media_type, bytes = excluded.bytes,
         uploaded_at = excluded.uploaded_at, uploaded_by = excluded.uploaded_by`,
      [productCode, picture.hash, picture.mediaType, picture.bytes, now, by],
    );
  }

  async remove(tx: EntityManager, productCode: string): Promise<void> {
    await tx.query('delete from product_picture where product_code = $1', [productCode]);
  }

  async find(tx: EntityManager, hash: string): Promise<StoredPicture | null> {
    const [row]: { media_type: string; bytes: Buffer }[] = await tx.query(
      'select media_type, bytes from product_picture where hash = $1 limit 1',
      [hash],
    );
    return row ? { mediaType: row.media_type, bytes: row.bytes } : null;
  }
}
