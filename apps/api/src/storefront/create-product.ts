import { Injectable } from '@nestjs/common';
import { assertPartner, catalogError, type OfferTerms } from '@rocket/catalog';
import type { CreateProductDto, ProductDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { withTransaction } from '../platform/database';
import { parseOr422 } from '../platform/door';
import { printedProduct } from '../platform/printed-fields';
import { ProductStore } from './product.store';
import { productView } from './product-view';

/**
 * Adds a product to the catalogue of a seller. Refuses a taken code, an unknown seller, a partner its offer does not name, a
 * name no paper can print: its own, that of a tariff or of a unit.
 */
@Injectable()
export class CreateProduct {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly products: ProductStore,
  ) {}

  async run(product: CreateProductDto): Promise<ProductDto> {
    const now = await this.clock.now();
    parseOr422(printedProduct, product);
    return withTransaction(this.db, async (tx) => {
      const [seller]: { partners: OfferTerms['partners'] | null }[] = await tx.query(
        `select o.terms -> 'partners' as partners from seller s
           join offer_version o on o.seller_code = s.code and o.version = s.offer_version where s.code = $1`,
        [product.seller],
      );
      if (!seller) {
        const message = `Нет продавца с кодом «${product.seller}»`;
        throw catalogError('seller_not_found', message, {}, [{ path: 'seller', message }]);
      }
      if (product.partner !== undefined) assertPartner(seller.partners ?? [], product.partner);
      await insertProduct(tx, product, now);
      return productView(await this.products.read(tx, product.code));
    });
  }
}

/** Writes a product of a seller there is. @throws DomainError `code_taken` */
export async function insertProduct(tx: EntityManager, product: CreateProductDto, now: Date): Promise<void> {
  const inserted: unknown[] = await tx.query(
    `insert into product (code, seller_code, name, kind, tariff_unit, summary, trial_days, created_at,
       quantity_follows, name_en, summary_en, instances, tariffs, free_instances, units, appointments, partner)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) on conflict (code) do nothing returning code`,
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
      product.units ? JSON.stringify(product.units) : null,
      product.appointments ? JSON.stringify(product.appointments) : null,
      product.partner ?? null,
    ],
  );
  if (inserted.length === 0) {
    throw catalogError('code_taken', `Код «${product.code}» уже занят`, {}, [
      { path: 'code', message: 'Код занят' },
    ]);
  }
}
