import { plural, type PluralForms } from '@rocket/ui';

const days = (n: number): string =>
  plural('ru', n, { one: 'день', few: 'дня', many: 'дней', other: 'дня' } satisfies PluralForms);

/** What staff do to an account by hand; comes with its dialogs. */
export const ruByHand = {
  extendTitle: 'Продлить пробный период',
  product: 'Продукт',
  days: 'На сколько дней',
  limit: (n: number): string => `По оферте все продления вместе — не больше чем на ${days(n)}.`,
  noTrial: 'Пробный период сейчас не идёт',
  noTrialText: 'Продлить можно только тот, который ещё не закончился.',
  extend: 'Продлить',
  extended: (product: string, date: string): string => `Пробный период «${product}» продлён до ${date}`,

  adjustTitle: 'Корректировка баланса',
  adjustText: 'Для ошибок, которые не исправить отменой операции. Бонусы и документы не меняются.',
  side: 'Что сделать',
  sides: { give: 'Добавить деньги', take: 'Списать деньги' },
  adjust: 'Провести',
  adjusted: (signed: string): string => `Корректировка ${signed} проведена`,
};
