import { plural, type PluralForms } from '@rocket/ui';

const days = (n: number): string =>
  plural('ru', n, { one: 'день', few: 'дня', many: 'дней', other: 'дня' } satisfies PluralForms);

/** The contract, its end and the money after it; comes with its own screen, few open it. */
export const ruLeaving = {
  title: 'Договор',
  back: 'Реквизиты',
  terms: 'Условия',
  seller: 'Продавец',
  offer: 'Оферта',
  version: 'Редакция',
  since: 'Действует с',
  state: 'Состояние',
  ownerOnly: 'Расторгнуть договор и запросить возврат может только владелец аккаунта.',

  ending: 'Расторжение',
  endingText: (n: number): string =>
    n > 0
      ? `Договор закончится через ${days(n)} после уведомления. До этого дня всё работает как обычно.`
      : 'Договор закончится в день уведомления.',
  afterText: 'Неиспользованные деньги можно вернуть после того, как договор закончится.',
  noRefund: 'Оферта не предусматривает возврата неиспользованных денег.',
  terminate: 'Расторгнуть договор',
  dialogTitle: 'Расторгнуть договор?',
  whatHappens: 'Что произойдёт',
  endsWithPaid: (date: string): string =>
    `Договор закончится ${date}: всё оплаченное работает до конца своего срока.`,
  endsOn: (date: string, isToday: boolean): string =>
    !isToday
      ? `Договор закончится ${date}. До этого дня продукты работают, а списания идут как обычно.`
      : `Договор закончится сегодня, ${date}.`,
  stops: (names: string): string => `В этот день остановятся: ${names}.`,
  nothingStops: 'Работающих продуктов нет, останавливать нечего.',
  bonusGone: (amount: string): string => `Бонусы ${amount} аннулируются: деньгами они не возвращаются.`,
  moneyNow: (amount: string): string => `На балансе сейчас ${amount}.`,
  moneyThen: (amount: string): string =>
    `Вернуть можно будет то, что останется к этому дню, по прогнозу — ${amount}.`,
  tooFar: (date: string): string =>
    `Вернуть можно будет то, что останется к этому дню. Списания рассчитаны только по ${date}.`,
  noMoney: 'Денег на балансе нет, возвращать будет нечего.',
  noUndo: 'Отозвать уведомление здесь нельзя.',
  ground: 'Основание',
  grounds: {
    notice: 'Уведомление о расторжении',
    changes: 'Не согласны с тем, что изменилось',
    deletion: 'Удалить аккаунт сейчас, оплаченные дни пропадут',
  },
  endDay: 'Договор заканчивается',
  endDayHint: (date: string): string => `Самый ранний день — ${date}. Можно назвать день позже.`,
  reasonHint: 'Её прочтёт продавец.',
  given: (date: string): string => `Уведомление принято, договор закончится ${date}`,
  pendingTitle: (date: string): string => `Договор закончится ${date}`,
  pendingText:
    'Уведомление о расторжении принято. До этого дня всё работает как обычно, затем здесь можно будет вернуть неиспользованные деньги.',
  endedTitle: 'Договор расторгнут',
  endedText: 'Продукты остановлены, бонусы аннулированы.',

  refund: 'Возврат денег',
  ask: 'Вернуть неиспользованные деньги',
  askTitle: (amount: string): string => `Вернуть ${amount}?`,
  askText: (amount: string, needsSignature: boolean): string =>
    `Вернём ${amount} на расчётный счёт из ваших реквизитов.${
      needsSignature
        ? ' Для этого составим корректировочный документ: его нужно подписать и приложить здесь.'
        : ''
    }`,
  asked: 'Заявка на возврат принята',
  states: {
    calculated: 'Сумма посчитана',
    awaiting_signed_correction: 'Ждёт подписанный документ',
    approved: 'Готовится перевод',
    paid: 'Деньги возвращены',
    rejected: 'Отклонена',
  },
  stateText: {
    calculated: 'Готовим корректировочный документ.',
    awaiting_signed_correction: 'Осталось подписать корректировочный документ и приложить его копию.',
    approved: 'Больше ничего не нужно: бухгалтер переведёт деньги на ваш расчётный счёт.',
    paid: 'Деньги переведены на ваш расчётный счёт.',
    rejected: 'Возврата по этой заявке не будет. Если не согласны, напишите продавцу.',
  },
  steps: {
    download: 'Скачайте корректировочный документ.',
    sign: 'Распечатайте, подпишите и отсканируйте или сфотографируйте его.',
    upload: 'Приложите копию: PDF, JPEG или PNG, до 20 МБ.',
  },
  downloadCorrection: 'Скачать документ',
  chooseScan: 'Приложить копию',
  scanKept: 'Копия принята',
};
