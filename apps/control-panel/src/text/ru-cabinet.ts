/** What only the customer's own screens say: order of importance, what-if, calendar, history. */
export const ruCabinet = {
  order: {
    handle: (name: string, place: number, of: number): string =>
      `Переместить «${name}»: ${place}-й из ${of}. Перетащите или нажимайте стрелки вверх и вниз`,
    moved: (name: string, place: number, of: number): string => `«${name}» теперь ${place}-й из ${of}`,
    old: 'Список продуктов изменился, порядок не сохранён. Показываем тот, что есть: расставьте ещё раз.',
    undone: 'Прежний порядок возвращён',
  },
  inMind: {
    title: 'Что будет, если пополнить',
    lasts: (date: string, days: string): string => `Хватит до ${date} (${days})`,
    lastsLong: 'Хватит больше чем на год',
    nothingCharged: 'Списаний не предвидится: деньги останутся на балансе',
    resumes: (total: string, names: string): string => `Сразу спишем ${total} и возобновим: ${names}`,
    nothingAtOnce: 'Сразу ничего не спишем',
    stillShort: (names: string): string => `Останутся приостановленными: ${names}`,
    bonus: (sum: string, percent: number, until: string | null): string =>
      `Бонус за пополнение: ${sum} (${percent}%)${until ? `, действует до ${until}` : ''}`,
    nextBonus: (from: string, sum: string): string => `От ${from} бонус составит ${sum}`,
    tooSmall: (minimum: string): string => `Наименьшее пополнение по договору — ${minimum}`,
    go: 'Пополнить на эту сумму',
  },
  calendar: {
    caption: (from: string, until: string): string => `С ${from} по ${until}: что и когда спишем`,
    day: (date: string, sum: string | null, isShort: boolean): string =>
      [date, sum && `спишем ${sum}`, isShort && 'денег не хватит'].filter(Boolean).join(', '),
    short: 'не хватит',
    allDays: 'Показать все дни',
  },
};
