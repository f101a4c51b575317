import { plural } from '@rocket/ui';

const charges = { one: 'списание', few: 'списания', many: 'списаний', other: 'списания' };
const number = (value: number): string => value.toLocaleString('ru-RU', { maximumFractionDigits: 1 });

const lasts = (seconds: number): string =>
  seconds < 60 ? `${seconds} с` : `${number(Math.ceil(seconds / 60))} мин`;

/** What an administrator reads of one renewal run. */
export const ruRuns = {
  title: (date: string): string => `Прогон за ${date}`,
  dryTitle: (date: string): string => `Что было бы списано за ${date}`,
  progress: (done: number, due: number): string => `Обработано ${number(done)} из ${number(due)}`,
  pace: (perSecond: number, secondsLeft: number): string =>
    `Скорость — ${number(perSecond)} аккаунтов в секунду, осталось около ${lasts(secondsLeft)}`,
  measuring: 'Измеряем скорость…',
  outOf: (part: number, whole: number): string =>
    part === whole ? number(whole) : `${number(part)} из ${number(whole)}`,
  made: 'Списано',
  would: 'Было бы списано',
  foreseen: 'Прогноз',
  noRehearsal: 'не составлялся: меньше ста аккаунтов к списанию',
  nothing: 'ничего',
  finished: 'Закончен',
  byProduct: 'По продуктам',
  product: 'Продукт',
  charges: (n: number): string => plural('ru', n, charges),
  notForeseen: 'не ожидалось',
  difference: 'Разница с прогнозом',
  asForeseen: 'нет',
  stopping: 'Прогон останавливается',
  wasStopped: 'Прогон остановлен',
  waits:
    'Пока этот день не запустят снова, по расписанию ничего не спишется — ни за него, ни за следующие дни. Уже списанное второй раз не спишется.',
  failedText:
    'Прогон прервался, не дойдя до конца. Запустите этот день снова: он продолжится с того же места.',

  because: {
    terms_unreadable: 'Не удалось посчитать: в цене или условиях подписки записано то, что нельзя прочитать.',
    stays_due: 'После расчёта аккаунт остался к списанию: условия подписки ведут по кругу.',
    refused_by_database: 'База данных не приняла запись: она нарушила бы правило учёта. Ничего не списано.',
    busy: 'Аккаунт всё время был занят другой операцией.',
    database_away: 'Связь с базой данных прервалась.',
    unknown: 'Непредвиденная ошибка.',
  },
  advice: {
    terms_unreadable: 'Проверьте цену и период его подписок в каталоге и попробуйте ещё раз.',
    stays_due: 'Передайте разработчикам: сама не пройдёт и завтра.',
    refused_by_database: 'Передайте разработчикам текст ошибки: повтор без исправления не поможет.',
    busy: 'Попробуйте ещё раз сейчас.',
    database_away: 'Попробуйте ещё раз, когда база данных доступна.',
    unknown: 'Попробуйте ещё раз; если повторится, передайте разработчикам текст ошибки.',
  },
  errorText: 'Текст ошибки',
  since: 'Отложен',
  retriedSum: (amount: string): string => `Аккаунт продлён, списано ${amount}`,
  stopMeans: [
    'Начатые пачки аккаунтов доведут до конца, уже списанное останется списанным.',
    'Остальные аккаунты останутся к списанию: их продукты работают, как работали.',
    'По расписанию ничего не спишется, пока этот день не запустят снова.',
  ],
};
