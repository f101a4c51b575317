/** The picture of the balance ahead, in words. */
export const ruChart = {
  title: 'Баланс на 30 дней вперёд',
  money: 'Деньги',
  bonus: 'Бонусы',
  label: (until: string, now: string, then: string): string =>
    `График остатка денег: сейчас ${now}, к ${until} останется ${then}. По дням — в списке ближайших списаний.`,
  short: (date: string): string => `Красная черта — ${date}: на списание не хватит денег.`,
};
