/** Sums before the click, in words. */
export const ruQuote = {
  counting: 'считаем…',
  next: (date: string): string => `Следующее списание ${date}`,
  noRenew: 'Автопродление выключено: следующего списания не будет.',
  follow: 'Количество следует за числом пользователей amoCRM',
  followText:
    'Каждый период считаем по числу активных пользователей. Стало меньше — следующее списание меньше, стало больше — предупредим заранее.',
  oneMore: (quantity: number, cost: string, notice: string): string =>
    `Если пользователей станет ${quantity}: ${cost}, не раньше чем через ${notice} после уведомления`,
};
