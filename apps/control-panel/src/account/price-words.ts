import type { PriceDto } from '@rocket/contracts';
import { writeUnitPrice } from '@rocket/ui';
import type { Words } from '../text/words';

/** A price in a line: of one unit, of a pack, or from its cheapest step. */
export function priceWords(t: Words, price: PriceDto): string {
  if (price.tiers?.length) {
    const [cheapest] = [...price.tiers].sort((a, b) => +a.unitPrice.amount - +b.unitPrice.amount);
    return t.products.from(writeUnitPrice(t.language, cheapest!.unitPrice));
  }
  const one = writeUnitPrice(t.language, price.unitPrice);
  return price.packSize ? t.prices.perPack(one, price.packSize) : one;
}
