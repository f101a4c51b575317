import type { GoodsDto } from '@rocket/contracts';
import type { Words } from './words';

/** Part of a dictionary, as deep as it goes. */
type Part<T> = {
  readonly [Name in keyof T]?: T[Name] extends (...args: never[]) => unknown ? T[Name] : Part<T[Name]>;
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Sentences of a customer's panel that name what the seller sells, in its own word. Verbs and adjectives fit any gender. */
export const ruOfGoods = ({ one, many, plural, accusative }: GoodsDto['ru']): Part<Words> => ({
  nav: { products: capital(plural) },
  balance: {
    bonusHint: `платят за ${plural}, не возвращаются`,
    next30Hint: `спишем за подключённые ${plural}`,
  },
  overview: {
    toProducts: `Подключить ${accusative}`,
    seeProducts: capital(plural),
    upcomingEmptyText: `Подключите ${accusative}, и здесь появятся даты и суммы.`,
    accountState: { terminated: `Договор расторгнут: ${plural} не работают` },
  },
  products: {
    product: capital(one),
    connectedEmpty: `Подключённых ${many} пока нет`,
    connectedEmptyText: `Выберите ${accusative} ниже. Если есть пробный период, деньги сразу не спишем.`,
    buyPackage: `Купить ${accusative}`,
    noTrialText: 'Пробный период уже использован или не предусмотрен: оплата сразу.',
  },
});

export const enOfGoods = ({ one, other }: GoodsDto['en']): Part<Words> => ({
  nav: { products: capital(other) },
  balance: { bonusHint: `pays for ${other}, never refunded`, next30Hint: `will be charged for ${other}` },
  overview: {
    toProducts: `Connect ${other}`,
    seeProducts: capital(other),
    upcomingEmptyText: `Connect ${other}, and days and sums will stand here.`,
    accountState: { terminated: `The contract is terminated: ${other} do not work` },
  },
  products: {
    product: capital(one),
    connectedEmpty: `No ${other} connected yet`,
    connectedEmptyText: `Choose from the ${other} below. With a trial nothing is charged at once.`,
    buyPackage: `Buy ${/^[aeiou]/i.test(one) ? 'an' : 'a'} ${one}`,
    noTrialText: 'The trial is used up or there is none: it is charged at once.',
  },
});

/** A dictionary with some of its sentences said otherwise. */
export function layOver<T extends object>(whole: T, part: Part<T>): T {
  const laid = { ...whole } as Record<string, unknown>;
  for (const [name, said] of Object.entries(part))
    laid[name] = said !== null && typeof said === 'object' ? layOver(laid[name] as object, said) : said;
  return laid as T;
}
