import { plural } from '@rocket/ui';

/** The receipts desk; comes with its screen. */
export const ruDesk = {
  dropHint:
    'Выписка 1С (kl_to_1c.txt) или camt.053 (XML), любая кодировка. Повторная загрузка ничего не испортит.',
  search: 'Плательщик, ИНН, назначение или сумма',
  nothingFound: 'Таких поступлений нет',
  nothingFoundText: 'Измените поиск или состояние.',
  line: 'Строка',
  returnedCount: 'Отмечено возвращёнными',
  moreLines: (shown: number, all: number): string => `Показаны ${shown} из ${all}`,
  suggested: 'Чьи это могут быть деньги',
  suggestedInvoice: (number: string, rest: string): string => `счёт № ${number}, осталось оплатить ${rest}`,
  noSuggestions: 'Подсказок нет: найдите аккаунт по названию или ИНН.',
  pick: 'Выбрать',
  amount: 'Сколько зачислить',
  amountHint: (rest: string): string =>
    `Нераспределено ${rest}. Меньшая сумма разделит поступление: остаток подождёт.`,
  willStay: (rest: string): string => `Нераспределённым останется ${rest}`,
  rest: (sum: string): string => `не распределено ${sum}`,
  wentBack: (sum: string): string => `возвращено ${sum}`,
  part: (sum: string, invoice: string | null): string => (invoice ? `${sum} по счёту № ${invoice}` : sum),
  return: 'Вернуть',
  returnTitle: (sum: string): string => `Вернуть ${sum} плательщику`,
  returnText:
    'Деньги уйдут из нераспределённых поступлений. Сам перевод сделайте в банке: здесь записывается, что он сделан.',
  returnedOn: 'День возврата',
  returnedToast: 'Возврат записан',
  undo: 'Отменить',
  undoPartTitle: (sum: string, name: string): string => `Отменить зачисление ${sum} — ${name}`,
  undoPartText:
    'Деньги спишутся с баланса и вернутся в нераспределённые. Бонус за пополнение отзывается, если его не потратили.',
  undoReturnTitle: (sum: string): string => `Отменить возврат ${sum}`,
  undoReturnText: 'Деньги снова станут нераспределёнными.',
  undoReturn: 'Отменить возврат',
  undone: 'Отменено: деньги снова не распределены',
  confirmPayer: 'Клиент письменно подтвердил, что этот плательщик платит за него',
  bonus: (sum: string, percent: number): string => `Бонус за такое пополнение: ${sum} (${percent}%)`,
  nextBonus: (from: string, sum: string): string => `От ${from} бонус составит ${sum}`,
  count: (n: number): string =>
    plural('ru', n, { one: 'строка', few: 'строки', many: 'строк', other: 'строки' }),
};
