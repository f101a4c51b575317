/** Registers for the books and files for an accountant. */
export const ruRegisters = {
  lead: 'Для бухгалтерии: посмотреть здесь, забрать файлом.',
  kind: 'Реестр',
  kinds: {
    receipts: 'Поступления',
    documents: 'Документы',
    'sales-book': 'Книга продаж',
    advances: 'Авансы',
  },
  seller: 'Продавец',
  allSellers: 'Все продавцы',
  files: {
    title: 'Для других программ',
    oneC: 'Скачать для 1С',
    oneCHint:
      'Счета, УПД, акты, корректировки и движения денег за период с контрагентами и договорами. В 1С: «Администрирование → Синхронизация данных → Загрузка данных EnterpriseData». Повторная загрузка того же периода ничего не задвоит.',
  },
  refunds: {
    title: 'Возвраты через банк',
    none: 'Разрешённых возвратов на банковский счёт нет.',
    chooseSeller: 'Возвраты есть у нескольких продавцов: выберите продавца, чтобы скачать платёжки.',
    file: (count: number): string => `Скачать платёжки для банка (${count})`,
    account: 'Клиент',
    amount: 'Сумма',
    payee: 'Счёт получателя',
    bic: 'БИК',
    state: 'Платёжка',
    ready: 'Будет составлена',
    drawn: (number: number, date: string): string => `№ ${number} от ${date}`,
    obstacles: {
      requisites_missing: 'Клиент не заполнил реквизиты',
      account_missing: 'У клиента не указан расчётный счёт или БИК',
      account_wrong: 'Расчётный счёт клиента не подходит к БИК',
      under_way: 'Деньги возвращаются на карту',
      currency: 'Платёжное поручение составляется только в рублях',
      seller_account_wrong: 'Счёт продавца не указан или не подходит к БИК',
    },
  },
  period: 'Период реестра',
  download: (register: string, format: string): string => `Скачать: ${register}, ${format}`,
  empty: 'За этот период ничего нет',
  emptyText: 'Выберите другие даты.',
  rest: (shown: number, all: number): string =>
    `Показаны первые ${shown} строк из ${all}: остальные — в файле.`,
};
