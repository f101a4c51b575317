import type { PriceDto, ProductDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import { periodLength } from '../../account/period-words';
import { priceWords } from '../../account/price-words';
import { currentPrices } from '../../account/reads';
import { projectsWords } from '../../text/projects-words';
import type { Words } from '../../text/words';

export const isFree = (price: PriceDto): boolean =>
  !/[1-9]/.test(price.unitPrice.amount) && !price.tiers?.length;

/** Tariffs that are sold today, each with its price for the first of its periods. */
export function tariffChoices(t: Words, product: ProductDto, today: LocalDate) {
  const w = projectsWords();
  return (product.tariffs ?? []).flatMap(({ code, name }) => {
    const [price] = currentPrices(product, today, code);
    if (!price) return [];
    const cost = isFree(price) ? w.free : `${priceWords(t, price)} / ${periodLength(t, price.period)}`;
    return [{ value: code, text: `${name} — ${cost}` }];
  });
}
