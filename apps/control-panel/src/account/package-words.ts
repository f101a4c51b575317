import type { PriceDto } from '@rocket/contracts';
import { writeCount } from '@rocket/ui';
import { words } from '../text/words';
import { periodLength } from './period-words';

/** What one package holds, and for how long: «на 21 день. В пакете — аудит: 5». */
export function packageWords({ period, limits = [] }: Pick<PriceDto, 'period' | 'limits'>): string {
  const t = words.value;
  const counts = limits.map(({ unit, included }) =>
    t.products.inPackageOf(unit, writeCount(t.language, included)),
  );
  return `${t.products.forTerm(periodLength(t, period))}. ${t.products.inPackage(counts.join(', '))}`;
}
