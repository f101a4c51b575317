import { isLocalDate, isPeriodText } from '@rocket/kernel';
import type { ActTold } from './ru-act-told';

/** How values are written where the act is told: on a screen, in a file. */
export interface ActWriting {
  readonly money: (sum: { readonly amount: string; readonly currency: 'RUB' | 'KZT' | 'USD' }) => string;
  readonly day: (day: string) => string;
  /** `P1M` → «1 месяц». */
  readonly period: (period: string) => string;
}

type Value = string | number | boolean;
const SUM = /^(\d+\.\d{2}) (RUB|KZT|USD)$/;

/** A value as it was sent, as people write it; one without words of ours as it is. */
function valueWords(value: Value, words: ActTold, write: ActWriting): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return String(value);
  const [, amount, currency] = SUM.exec(value) ?? [];
  if (amount && currency) return write.money({ amount, currency: currency as 'RUB' });
  if (isLocalDate(value)) return write.day(value);
  if (isPeriodText(value)) return write.period(value);
  return words.values[value] ?? words.roles[value] ?? value;
}

/** Values of an act in one line: «сумма: 30,00 ₽, количество: 2». What has no name is left out. */
export const tellValues = (
  told: Readonly<Record<string, Value | null>>,
  words: ActTold,
  write: ActWriting,
): string =>
  Object.entries(told)
    .flatMap(([name, value]) => {
      const called = words.told[name];
      return called === undefined || value === null ? [] : [`${called}: ${valueWords(value, words, write)}`];
    })
    .join(', ');

/** Which fields an act sent, in words; what is no field of any act was sent by mistake and is told as such, once. */
export function tellFields(
  fields: readonly string[],
  names: Readonly<Record<string, string>>,
  words: ActTold,
): string {
  const known = fields.flatMap((field) => names[field] ?? []);
  const unknown = fields.some((field) => names[field] === undefined) ? [words.unknownFields] : [];
  return [...new Set([...known, ...unknown])].join(', ');
}
