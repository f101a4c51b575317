import { Injectable } from '@nestjs/common';
import type { ChangeProductDto, ProductDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { withTransaction } from '../platform/database';
import { ProductStore } from './product.store';
import { productView } from './product-view';

/**
 * Says whether quantities of a product may follow the users of amoCRM. It changes nothing for those who are connected, as a
 * new price does not (rule 9): whoever follows goes on until they choose otherwise, and nobody begins unasked.
 */
@Injectable()
export class ChangeProduct {
  constructor(
    private readonly db: DataSource,
    private readonly products: ProductStore,
  ) {}

  /** @throws DomainError `product_not_found` */
  async run(code: string, { quantityFollows }: ChangeProductDto): Promise<ProductDto> {
    return withTransaction(this.db, async (tx) => {
      await tx.query('update product set quantity_follows = $2 where code = $1', [code, quantityFollows]);
      return productView(await this.products.read(tx, code));
    });
  }
}
