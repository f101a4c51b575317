import { isLocalDate, parseMinor, type LocalDate, type Minor } from '@rocket/kernel';

/** `дд.мм.гггг`; null for anything else, a day that does not exist included. */
export function dayFrom(text: string): LocalDate | null {
  const match = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text);
  const day = match ? `${match[3]}-${match[2]}-${match[1]}` : '';
  return isLocalDate(day) ? day : null;
}

/** `123456.78`, and `0` or `0.5` as some banks print; a comma, spaces or a third decimal give null. */
export function sumFrom(text: string): Minor | null {
  const match = /^(-?\d{1,13})(?:\.(\d{1,2}))?$/.exec(text);
  return match ? parseMinor(`${match[1]}.${(match[2] ?? '').padEnd(2, '0')}`) : null;
}

/** The day of an ISO date or date with time, whatever its zone: the bank's own day. */
export function isoDayFrom(text: string): LocalDate | null {
  const day = /^(\d{4}-\d{2}-\d{2})(?:$|[T+Z-])/.exec(text)?.[1] ?? '';
  return isLocalDate(day) ? day : null;
}

/** As `sumFrom`; ISO 20022 allows five decimals, of which the third and further ones must be zeros. */
export const isoSumFrom = (text: string): Minor | null => sumFrom(text.replace(/^(\d+\.\d{2})0{1,3}$/, '$1'));

export const innFrom = (text: string): string | null =>
  /^(?!0+$)(?:\d{10}|\d{12})$/.test(text) ? text : null;

export const kppFrom = (text: string): string | null => (/^(?!0+$)[0-9A-Z]{9}$/.test(text) ? text : null);

export const bicFrom = (text: string): string | null => (/^(?!0+$)\d{9}$/.test(text) ? text : null);

/** An account number without the spaces and dots people read it by. Foreign ones have letters. */
export function accountFrom(text: string): string | null {
  const account = text.replace(/[\s.]/g, '');
  return /^[0-9A-Z]{5,34}$/.test(account) ? account : null;
}

const GLUED_INN =
  /^(?:ИНН\s*:?\s*)?(\d{12}|\d{10})(?:\s*\/?\s*КПП\s*:?\s*\d{9}|\s*\/\s*\d{9})?(?:[,;\s]+|$)/i;

/** Takes off the INN that Sber, VTB and others glue before a name: `ИНН 7700000023 ООО "РОМАШКА"`. */
export function nameFrom(text: string): { name: string; inn: string | null } {
  const match = GLUED_INN.exec(text);
  return match
    ? { name: text.slice(match[0].length).trim(), inn: innFrom(match[1]!) }
    : { name: text, inn: null };
}
