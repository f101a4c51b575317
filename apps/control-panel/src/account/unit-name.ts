import type { Language, ProductDto, UsageLimitDto } from '@rocket/contracts';

/** A unit as its product calls it in a language of the reader; one that is not named goes by its code. */
export const usedUnit = (
  language: Language,
  { unit, named }: Pick<UsageLimitDto, 'unit' | 'named'>,
): string => (language === 'en' && named?.english) || named?.name || unit;

/** The same of a product of the catalogue. */
export function productUnit(language: Language, { units }: Pick<ProductDto, 'units'>, code: string): string {
  const named = units?.find((each) => each.code === code);
  return usedUnit(language, { unit: code, ...(named ? { named } : {}) });
}
