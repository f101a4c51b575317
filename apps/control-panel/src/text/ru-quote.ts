import { plural, writeDate } from '@rocket/ui';

const units = (n: number): string =>
  plural('ru', n, { one: 'единицы', few: 'единиц', many: 'единиц', other: 'единицы' });
const byPromotion = (name: string | null): string => (name === null ? '' : ` по акции «${name}»`);

/** Sums before the click, in words. */
export const ruQuote = {
  counting: 'считаем…',
  next: (date: string): string => `Следующее списание ${date}`,
  promised: (name: string, until: string): string => `Бесплатно до ${writeDate(until)} по акции «${name}»`,
  promisedAfterTrial: (name: string, until: string): string =>
    `Бесплатно до ${writeDate(until)}: пробный период, потом акция «${name}»`,
  atMost: (n: number): string => `не больше ${units(n)}`,
  freeUntil: (until: string, promotion: string | null): string =>
    `Бесплатно до ${writeDate(until)}${byPromotion(promotion)}`,
  freeAfterTrial: (from: string, until: string, promotion: string | null): string =>
    `После пробного периода бесплатно${byPromotion(promotion)}: с ${writeDate(from)} по ${writeDate(until)}`,
  noRenew: 'Автопродление выключено: следующего списания не будет.',
  follow: 'Количество следует за числом пользователей amoCRM',
  followText:
    'Каждый период считаем по числу активных пользователей. Стало меньше — следующее списание меньше, стало больше — предупредим заранее.',
  oneMore: (quantity: number, cost: string, notice: string): string =>
    `Если пользователей станет ${quantity}: ${cost}, не раньше чем через ${notice} после уведомления`,
  tariffsFrom: (n: number): string =>
    `${plural('ru', n, { one: 'вариант', few: 'варианта', many: 'вариантов', other: 'варианта' })}, от`,
};
