import type { CreatePromotionDto } from '@rocket/contracts';

/** A promotion as its form holds it: text in every field; products by code, one beside another. */
export interface TypedPromotion extends Record<string, string> {
  readonly name: string;
  readonly productCodes: string;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly audience: CreatePromotionDto['audience'];
  readonly days: string;
  readonly untilOn: string;
  readonly mostUnits: string;
}

const BETWEEN = ' ';

export const codesOf = (typed: string): string[] => typed.split(BETWEEN).filter(Boolean);

/** The codes with one put in, or taken out when it was there. */
export function toggled(typed: string, code: string): string {
  const codes = codesOf(typed);
  return (codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]).join(BETWEEN);
}

const numberOf = (text: string): number => Number(text.replace(/\s/g, ''));

/** What was typed, as the door's schema reads it. */
export const wishOf = ({ days, untilOn, mostUnits, productCodes, ...rest }: TypedPromotion) => ({
  ...rest,
  productCodes: codesOf(productCodes),
  ...(days.trim() ? { days: numberOf(days) } : {}),
  ...(untilOn ? { untilOn } : {}),
  ...(mostUnits.trim() ? { mostUnits: numberOf(mostUnits) } : {}),
});
