import { Injectable } from '@nestjs/common';
import { catalogError } from '@rocket/catalog';
import type { Language, Page, ProductDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import type { Caller } from '../platform/caller';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';
import { ProductStore, type Reader } from './product.store';
import { productView } from './product-view';

/** The catalogue; products of a partner are there for staff, their own back ends and for customers it brought. */
@Injectable()
export class ListProducts {
  constructor(
    private readonly db: DataSource,
    private readonly products: ProductStore,
  ) {}

  async run(
    request: PageRequest & { seller?: string | undefined; lang?: Language | undefined },
    caller: Caller,
  ): Promise<Page<ProductDto>> {
    const after = cursorOf<[string]>(request)?.[0] ?? null;
    const rows = await this.products.list(
      this.db.manager,
      after,
      limitOf(request) + 1,
      request.seller ?? null,
      readerOf(caller),
    );
    return pageOf(
      rows,
      request,
      (row) => productView(row, request.lang),
      (row) => [row.code],
    );
  }

  /** @throws DomainError `product_not_found`, also for whom it is not sold to */
  async one(code: string, caller: Caller): Promise<ProductDto> {
    const product = await this.products.read(this.db.manager, code);
    const reader = readerOf(caller);
    if (reader && !(await this.products.isSoldTo(this.db.manager, product, reader)))
      throw catalogError('product_not_found', `Нет продукта с кодом «${code}»`);
    return productView(product);
  }
}

/** Staff and programs of products see everything. */
const readerOf = (caller: Caller): Reader | null =>
  caller.kind === 'staff' || caller.kind === 'product'
    ? null
    : { accountId: caller.kind === 'user' ? caller.accountId : null };
