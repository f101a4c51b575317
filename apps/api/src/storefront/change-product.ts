import { Injectable } from '@nestjs/common';
import { catalogError } from '@rocket/catalog';
import type { ChangeProductDto, ProductDto } from '@rocket/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { withTransaction } from '../platform/database';
import { parseOr422 } from '../platform/door';
import { printedProduct } from '../platform/printed-fields';
import { ProductStore } from './product.store';
import { productView } from './product-view';

/**
 * Says whether quantities of a product may follow the users of amoCRM, what it and its units are called. It changes nothing
 * for those who are connected, as a new price does not (rule 9): whoever follows goes on until they choose otherwise, nobody
 * begins unasked, and documents keep the Russian name. What is left out stays as it is.
 */
@Injectable()
export class ChangeProduct {
  constructor(
    private readonly db: DataSource,
    private readonly products: ProductStore,
  ) {}

  /**
   * @throws DomainError `product_not_found`, `tariff_unknown` when a tariff that has prices is left out
   * @throws ApiError `validation_failed` a name no paper can print
   */
  async run(code: string, change: ChangeProductDto): Promise<ProductDto> {
    parseOr422(printedProduct, change);
    const { quantityFollows, english, tariffs, units } = change;
    return withTransaction(this.db, async (tx) => {
      if (quantityFollows !== undefined)
        await tx.query('update product set quantity_follows = $2 where code = $1', [code, quantityFollows]);
      if (english !== undefined)
        await tx.query('update product set name_en = $2, summary_en = $3 where code = $1', [
          code,
          english?.name ?? null,
          english?.summary ?? null,
        ]);
      if (units !== undefined)
        await tx.query('update product set units = $2 where code = $1', [code, JSON.stringify(units)]);
      if (tariffs !== undefined) await this.setTariffs(tx, code, tariffs);
      return productView(await this.products.read(tx, code));
    });
  }

  /** A tariff may be added, renamed and moved; one that has prices stays, because somebody may be on it. */
  private async setTariffs(
    tx: EntityManager,
    code: string,
    tariffs: NonNullable<ChangeProductDto['tariffs']>,
  ): Promise<void> {
    const { prices } = await this.products.read(tx, code);
    const gone = prices.find(({ tariff }) => tariff && !tariffs.some((each) => each.code === tariff));
    if (gone)
      throw catalogError('tariff_unknown', `У тарифа «${gone.tariff}» есть цены: его не убрать`, {}, [
        { path: 'tariffs', message: `Оставьте тариф ${gone.tariff}` },
      ]);
    await tx.query('update product set tariffs = $2 where code = $1', [code, JSON.stringify(tariffs)]);
  }
}
