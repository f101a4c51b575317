import { isLocalDate, isPeriodText } from '@rocket/kernel';
import { writeDate, writeMoney } from '@rocket/ui';
import { periodLength } from '../account/period-words';
import { ruActNames } from './ru-act-names';
import { ruActs } from './ru-acts';
import { pageWords, words } from './words';

/** Dictionaries of their own: they load with the screens that need them. */
export const actWords = () => pageWords('act', ruActs);

/** An act by its name; a route nobody has named yet by itself. */
export const actName = (action: string): string => pageWords('actNames', ruActNames)[action] ?? action;

export const knownActs = (): readonly (readonly [action: string, name: string])[] =>
  Object.entries(pageWords('actNames', ruActNames)).sort(([, one], [, other]) => one.localeCompare(other));

const SUM = /^(\d+\.\d{2}) (RUB|KZT|USD)$/;

/** A value as it was sent, as people write it. */
function valueWords(value: string | number | boolean): string {
  const a = actWords();
  const t = words.value;
  if (typeof value === 'boolean') return value ? a.yes : a.no;
  if (typeof value === 'number') return String(value);
  const [, amount, currency] = SUM.exec(value) ?? [];
  if (amount && currency) return writeMoney(t.language, { amount, currency: currency as 'RUB' });
  if (isLocalDate(value)) return writeDate(value);
  if (isPeriodText(value)) return periodLength(t, value);
  return a.values[value] ?? (t.levels as Readonly<Record<string, string>>)[value] ?? value;
}

/** Values of an act in one line: «сумма: 30,00 ₽, количество: 2». */
export function toldWords(told: Readonly<Record<string, string | number | boolean | null>>): string {
  const a = actWords();
  return Object.entries(told)
    .flatMap(([name, value]) =>
      a.told[name] === undefined || value === null ? [] : [`${a.told[name]}: ${valueWords(value)}`],
    )
    .join(', ');
}
