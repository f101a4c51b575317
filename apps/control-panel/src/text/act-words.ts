import { ruActNames, tellValues } from '@rocket/act-words';
import { writeDate, writeMoney } from '@rocket/ui';
import { periodLength } from '../account/period-words';
import { ruActs } from './ru-acts';
import { pageWords, words } from './words';

/** Dictionaries of their own: they load with the screens that need them. */
export const actWords = () => pageWords('act', ruActs);

/** An act by its name; a route nobody has named yet by itself. */
export const actName = (action: string): string => pageWords('actNames', ruActNames)[action] ?? action;

export const knownActs = (): readonly (readonly [action: string, name: string])[] =>
  Object.entries(pageWords('actNames', ruActNames)).sort(([, one], [, other]) => one.localeCompare(other));

/** Values of an act in one line: «сумма: 30,00 ₽, количество: 2». */
export function toldWords(told: Readonly<Record<string, string | number | boolean | null>>): string {
  const t = words.value;
  return tellValues(told, actWords(), {
    money: (sum) => writeMoney(t.language, sum),
    day: writeDate,
    period: (period) => periodLength(t, period),
  });
}
