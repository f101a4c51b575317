import { Injectable } from '@nestjs/common';
import type { Language, Page, ProductDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';
import { ProductStore } from './product.store';
import { productView } from './product-view';

/** The catalogue. */
@Injectable()
export class ListProducts {
  constructor(
    private readonly db: DataSource,
    private readonly products: ProductStore,
  ) {}

  async run(
    request: PageRequest & { seller?: string | undefined; lang?: Language | undefined },
  ): Promise<Page<ProductDto>> {
    const after = cursorOf<[string]>(request)?.[0] ?? null;
    const rows = await this.products.list(
      this.db.manager,
      after,
      limitOf(request) + 1,
      request.seller ?? null,
    );
    return pageOf(
      rows,
      request,
      (row) => productView(row, request.lang),
      (row) => [row.code],
    );
  }

  async one(code: string): Promise<ProductDto> {
    return productView(await this.products.read(this.db.manager, code));
  }
}
