import type { PriceDto, ProductDto } from '@rocket/contracts';
import { writeCount } from '@rocket/ui';
import { words } from '../text/words';
import { periodLength } from './period-words';
import { productUnit } from './unit-name';

type Named = Pick<ProductDto, 'units'>;

/** What one package of a product holds: «В пакете — аудит: 5, консультация: 2»; nothing of one that is a term alone. */
export function packageHolds(product: Named, { limits = [] }: Pick<PriceDto, 'limits'>): string {
  const t = words.value;
  if (limits.length === 0) return '';
  const counts = limits.map(({ unit, included }) =>
    t.products.inPackageOf(productUnit(t.language, product, unit), writeCount(t.language, included)),
  );
  return t.products.inPackage(counts.join(', '));
}

/** And for how long: «на 21 день. В пакете — аудит: 5». */
export function packageWords(product: Named, price: Pick<PriceDto, 'period' | 'limits'>): string {
  const t = words.value;
  const holds = packageHolds(product, price);
  return `${t.products.forTerm(periodLength(t, price.period))}${holds && `. ${holds}`}`;
}
