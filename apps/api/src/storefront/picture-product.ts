import { Injectable } from '@nestjs/common';
import type { ProductDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { ApiError, notFound } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import type { Upload } from '../platform/http/upload';
import { ProductPictureStore, type StoredPicture } from './product-picture.store';
import { ProductStore } from './product.store';
import { productView } from './product-view';
import { sniffPicture } from './sniff-picture';

const MOST_BYTES = 200 * 1024;

/**
 * The picture of a product on its cards: PNG, JPEG or WebP of at most 200 KB, in the place of the one before.
 *
 * Refuses: `product_not_found`, `payload_too_large`, `unsupported_media_type` for anything else, whatever it is called.
 */
@Injectable()
export class PictureProduct {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly products: ProductStore,
    private readonly pictures: ProductPictureStore,
  ) {}

  async run(code: string, file: Upload, by: string): Promise<ProductDto> {
    if (file.size > MOST_BYTES) {
      const message = 'Картинка больше 200 КБ';
      throw new ApiError('payload_too_large', message, {}, [{ path: '', message: 'Не больше 200 КБ' }]);
    }
    const mediaType = sniffPicture(file.bytes);
    if (mediaType === null) {
      throw new ApiError('unsupported_media_type', 'Подходят PNG, JPEG и WebP', {}, [
        { path: '', message: 'Приложите картинку PNG, JPEG или WebP' },
      ]);
    }
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      await this.products.read(tx, code);
      const picture = { mediaType, bytes: file.bytes, hash: file.sha256().toString('hex') };
      await this.pictures.put(tx, code, picture, by, now);
      return productView(await this.products.read(tx, code));
    });
  }

  async remove(code: string): Promise<ProductDto> {
    return withTransaction(this.db, async (tx) => {
      await this.products.read(tx, code);
      await this.pictures.remove(tx, code);
      return productView(await this.products.read(tx, code));
    });
  }

  /** @throws ApiError `not_found` */
  async show(hash: string): Promise<StoredPicture> {
    const picture = await this.pictures.find(this.db.manager, hash);
    if (!picture) throw notFound('Такой картинки нет');
    return picture;
  }
}
