import { Injectable } from '@nestjs/common';
import { catalogError } from '@rocket/catalog';
import type { CreateProductDto, ProductDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { withTransaction } from '../platform/database';
import { ProductStore } from './product.store';
import { productView } from './product-view';

/** Adds a product to the catalogue of a seller. Refuses a taken code and an unknown seller. */
@Injectable()
export class CreateProduct {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly products: ProductStore,
  ) {}

  async run(product: CreateProductDto): Promise<ProductDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const [seller] = await tx.query('select 1 from seller where code = $1', [product.seller]);
      if (!seller) {
        const message = `Нет продавца с кодом «${product.seller}»`;
        throw catalogError('seller_not_found', message, {}, [{ path: 'seller', message }]);
      }
      const inserted: unknown[] = await tx.query(
        `insert into product (code, seller_code, name, kind, tariff_unit, summary, trial_days, created_at,
           quantity_follows, name_en, summary_en, instances, tariffs, free_instances)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict (code) do nothing returning code`,
        [
          product.code,
          product.seller,
          product.name,
          product.kind,
          product.tariffUnit,
          product.summary ?? null,
          product.trialDays ?? null,
          now,
          product.quantityFollows ?? null,
          product.english?.name ?? null,
          product.english?.summary ?? null,
          product.instances ?? 'one',
          product.tariffs ? JSON.stringify(product.tariffs) : null,
          product.freePlan?.activeInstances ?? null,
        ],
      );
      if (inserted.length === 0) {
        throw catalogError('code_taken', `Код «${product.code}» уже занят`, {}, [
          { path: 'code', message: 'Код занят' },
        ]);
      }
      return productView(await this.products.read(tx, product.code));
    });
  }
}
