import { billingError } from '@rocket/billing';
import { catalogError, type Promotion } from '@rocket/catalog';
import type { CreatePromotionDto } from '@rocket/contracts';
import { dayOf, localDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notForProjects, type ProductRecord, type ProductStore } from '../storefront/product.store';

/** A promotion as it was wished, and the products it is for. */
export interface PromotionDraft {
  readonly rule: Promotion;
  readonly products: readonly ProductRecord[];
  readonly sellerCode: string;
  readonly timeZone: string;
}

/**
 * Reads a wish for a promotion against the catalogue.
 * @throws DomainError `product_not_found` for a product that is not there or of another seller than the first one,
 * `package_is_fixed` for a product that is sold in packages alone, `not_for_projects`, `valid_from_in_the_past`: nobody can have
 * connected by a promotion that was not there
 */
export async function draftOf(
  tx: EntityManager,
  store: ProductStore,
  wish: CreatePromotionDto,
  made: { readonly id: string; readonly at: Date },
): Promise<PromotionDraft> {
  const products: ProductRecord[] = [];
  for (const code of wish.productCodes) products.push(await store.read(tx, code));
  const { sellerCode, timeZone } = products[0]!;
  if (products.some((product) => product.sellerCode !== sellerCode)) {
    const message = 'Все продукты акции — одного продавца';
    throw catalogError('product_not_found', message, {}, [{ path: 'productCodes', message }]);
  }
  const withProjects = products.find(({ hasProjects }) => hasProjects);
  if (withProjects) throw notForProjects(withProjects, 'productCodes');
  if (localDate(wish.opensOn) < dayOf(made.at, timeZone)) {
    throw catalogError('valid_from_in_the_past', 'Акцию не начинают задним числом', {}, [
      { path: 'opensOn', message: 'Сегодня или позже' },
    ]);
  }
  const packaged = products.find((product) => product.prices.length > 0 && !isSoldByPeriods(product));
  if (packaged) {
    const message = `«${packaged.name}» продаётся только пакетами: бесплатные дни к пакету не добавляют`;
    throw billingError('package_is_fixed', message, {}, [{ path: 'productCodes', message }]);
  }
  const { days, untilOn } = wish;
  return {
    rule: {
      id: made.id,
      name: wish.name,
      opensOn: localDate(wish.opensOn),
      closesOn: localDate(wish.closesOn),
      audience: wish.audience,
      mostUnits: wish.mostUnits ?? null,
      gives: days === undefined ? { untilOn: localDate(untilOn!) } : { days },
      createdAt: made.at,
    },
    products,
    sellerCode,
    timeZone,
  };
}

/** What is sold in packages alone has no days that could be free. */
export const isSoldByPeriods = ({ prices }: ProductRecord): boolean =>
  prices.some(({ isPackage }) => !isPackage);
