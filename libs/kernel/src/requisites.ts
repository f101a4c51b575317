/**
 * Check digits of Russian requisites. Pure functions of text; whitespace is not forgiven here.
 * Source: ../shared/facts/ru-docs-payments.md §6.1 (algorithms of FNS and Bank of Russia № 515, 1997-09-08).
 */
const checkDigit = (text: string, weights: readonly number[]): number =>
  (weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0) % 11) % 10;

/** 10 digits of an organisation or 12 of a person; `00…` passes the arithmetic but is refused (FNS pattern). */
export function isInn(text: string): boolean {
  if (/^(?!00)\d{10}$/.test(text)) return checkDigit(text, [2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(text[9]);
  if (!/^(?!00)\d{12}$/.test(text)) return false;
  return (
    checkDigit(text, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(text[10]) &&
    checkDigit(text, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(text[11])
  );
}

/** KPP has no check digit: tax office, reason, number. */
export const isKpp = (text: string): boolean => /^(?!00)\d{4}[0-9A-Z]{2}\d{3}$/.test(text);

/** OGRN of an organisation (13 digits) or OGRNIP of a sole trader (15). */
export function isOgrn(text: string): boolean {
  if (/^[15]\d{12}$/.test(text)) return Number((BigInt(text.slice(0, 12)) % 11n) % 10n) === Number(text[12]);
  if (/^3\d{14}$/.test(text)) return Number((BigInt(text.slice(0, 14)) % 13n) % 10n) === Number(text[14]);
  return false;
}

export const isBic = (text: string): boolean => /^04\d{7}$/.test(text);

const ACCOUNT_LETTERS = 'ABCEHKMPTX';
const keyFits = (prefix: string, account: string): boolean =>
  [...(prefix + account)].reduce((total, letter, index) => {
    const value = /\d/.test(letter) ? Number(letter) : ACCOUNT_LETTERS.indexOf(letter);
    return total + ((([7, 1, 3] as const)[(index % 3) as 0 | 1 | 2] * value) % 10);
  }, 0) %
    10 ===
  0;

/** A 20-digit settlement account, whose key depends on the BIC of its bank. */
export function isSettlementAccount(account: string, bic: string): boolean {
  if (!/^\d{5}[\dABCEHKMPTX]\d{14}$/.test(account) || !/^\d{9}$/.test(bic)) return false;
  const tail = bic.slice(6);
  return keyFits(['000', '001', '002'].includes(tail) ? `0${bic.slice(4, 6)}` : tail, account);
}

/** A correspondent account of the bank itself: its last three digits are those of the BIC. */
export const isCorrespondentAccount = (account: string, bic: string): boolean =>
  /^301\d{17}$/.test(account) &&
  /^\d{9}$/.test(bic) &&
  (!account.startsWith('30101') || account.slice(-3) === bic.slice(-3)) &&
  keyFits(`0${bic.slice(4, 6)}`, account);
