/**
 * Check digits of requisites of Kazakhstan. Pure functions of text; whitespace is not forgiven here.
 * Sources: the law of 12.01.2007 № 223-III on national registers of identification numbers (twelve digits, the twelfth checks the
 * eleven before it); ISO 13616 for the ИИК, a Kazakh IBAN of twenty signs; ISO 9362 for the БИК.
 */
const FIRST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const;
/** Taken when the first row leaves ten. */
const SECOND = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2] as const;

const remainder = (digits: string, weights: readonly number[]): number =>
  weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0) % 11;

/** A БИН or an ИИН, by its check digit. A number that leaves ten by both rows is never given out. */
export function isBinOrIin(text: string): boolean {
  if (!/^(?!000000)\d{12}$/.test(text)) return false;
  const first = remainder(text, FIRST);
  const check = first === 10 ? remainder(text, SECOND) : first;
  return check === Number(text[11]);
}

/** A БИН has a kind of entity where an ИИН has the first digit of the day of birth: 4 resident, 5 foreign, 6 joint enterprise. */
export const isBin = (text: string): boolean => isBinOrIin(text) && /^\d{4}[456]/.test(text);

/** An ИИК: `KZ`, two check digits, the bank, the account, by the remainder of 97. */
export function isIik(text: string): boolean {
  if (!/^KZ\d{5}[0-9A-Z]{13}$/.test(text)) return false;
  const moved = text.slice(4) + text.slice(0, 4);
  const digits = [...moved].map((sign) => Number.parseInt(sign, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}

/** The БИК of a bank of Kazakhstan: its SWIFT code, of eight or eleven signs. */
export const isBicOfKazakhstan = (text: string): boolean =>
  /^[A-Z]{4}KZ[0-9A-Z]{2}([0-9A-Z]{3})?$/.test(text);

/** КБе: residence of the receiver, then the sector of economy (`17`: a private company that is a resident). */
export const isKbe = (text: string): boolean => /^[12]\d$/.test(text);
