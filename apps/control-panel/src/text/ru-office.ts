/** What accountants do with papers and receipts: hand-overs, cash receipts, money back to cards. */
export const ruOffice = {
  tasks: 'Документы к передаче',
  lead: 'Оригиналы, которые ждут клиенты: по ЭДО уходят сами, на бумаге — отметьте отправку здесь.',
  noOperator: 'Оператор ЭДО не подключён: документы по ЭДО никуда не уходят. Настройка — EDO_FOLDER.',
  filter: 'Состояние передачи',
  states: { owed: 'Нужно передать', waiting: 'Передаётся', failed: 'Не получилось', done: 'Передано' },
  empty: {
    owed: 'Передавать нечего',
    waiting: 'Ничего не передаётся',
    failed: 'Неудачных передач нет',
    done: 'Ещё ничего не передано',
  },
  emptyText: 'Документы появятся здесь, как только их нужно будет отправить клиенту.',
  document: 'Документ',
  way: 'Способ',
  onPaper: 'на бумаге',
  byEdo: (participant: string): string => `ЭДО, ${participant}`,
  until: (date: string, overdue: boolean): string => (overdue ? `срок истёк ${date}` : `до ${date}`),
  tries: (n: number, next: string): string => `попыток: ${n}${next && `, следующая ${next}`}`,
  open: 'Открыть',
  openPaper: (paper: string): string => `Открыть: ${paper}`,

  stages: 'Как шёл документ',
  asked: 'Что требуется',
  due: {
    pay: (on: string): string => `Клиент должен оплатить${on && ` до ${on} включительно`}`,
    sign: (on: string, overdue: boolean): string =>
      `Клиент должен ${overdue ? 'был ' : ''}подписать${on && ` до ${on} включительно`}: без скана деньги не вернуть`,
    sign_or_object: (on: string): string =>
      `Клиент подписывает или возражает${on && ` до ${on} включительно`}, потом документ принят`,
    return_copy: (on: string, overdue: boolean): string =>
      overdue
        ? `Клиент должен был вернуть экземпляр до ${on} включительно`
        : `Клиент возвращает экземпляр${on && ` до ${on} включительно`}`,
    tell: (_on: string): string => 'Отправить письмо ещё раз: первое не дошло',
    send_originals: (on: string, overdue: boolean): string =>
      `Отправить оригиналы${on && (overdue ? `: срок истёк ${on}` : ` до ${on} включительно`)}`,
    answer_objection: (_on: string): string => 'Ответить на возражение клиента',
  },
  nothingAsked: 'Ничего не требуется',
  passed: 'Передачи и письма',
  notPassed: 'Документ ещё никуда не передавали',
  channels: { email: 'Почта', edo: 'ЭДО', post: 'Бумага' },
  handOverStates: { waiting: 'в очереди', done: 'ушло', failed: 'не ушло' },
  pass: 'Передать',
  how: 'Как передать',
  ways: {
    email: 'Письмом на электронную почту',
    post: 'Оригинал на бумаге уже отправлен',
    edo: 'Через оператора ЭДО, сейчас',
  },
  emails: 'Адреса',
  emailsHint: 'Несколько — через запятую. Пусто — адреса из реквизитов.',
  withXml: 'Приложить файл XML',
  note: 'Чем и как отправлено',
  noteHint: 'Номер отправления, курьер, кто принял.',
  sentOn: 'День отправки',
  edoText: 'Файл уйдёт оператору сейчас; что он ответил, будет видно здесь.',
  send: 'Отправить письмо',
  mark: 'Отметить отправку',
  handOver: 'Передать по ЭДО',
  handedOver: 'Записано',
  scan: 'Приложить подписанный экземпляр',
  scanKept: 'Подписанный экземпляр сохранён',

  fiscal: 'Кассовые чеки',
  fiscalLead: 'По 54-ФЗ на каждую оплату картой нужен чек. Здесь — что пробито и что требует человека.',
  fiscalFilter: 'Какие чеки',
  attention: 'Требуют решения',
  fiscalStates: {
    pending: 'Касса ещё не ответила',
    succeeded: 'Пробит',
    canceled: 'Касса отказала',
    untold: 'Отправлен, ответа не бывает',
  },
  overdue: 'Больше часа без ответа',
  fiscalEmpty: 'Чеков пока нет',
  fiscalEmptyText: 'Они появятся с первой оплатой картой.',
  fiscalCalm: 'Все чеки в порядке',
  fiscalCalmText: 'Ни один чек не ждёт решения.',
  numbers: (document: string, storage: string, attribute: string): string =>
    `ФД ${document}, ФН ${storage}, ФПД ${attribute}`,
  month: (month: string): string => `за ${month.slice(5)}.${month.slice(0, 4)}`,
  kinds: { income: 'Чек оплаты', income_return: 'Чек возврата', offset: 'Чек зачёта предоплаты' },
  decide: 'Решить',
  decideAbout: (what: string): string => `Решить: ${what}`,
  decision: 'Что с чеком',
  decisions: {
    registered: 'Чек есть: впишу его номера',
    not_needed: 'Чека не будет: объясню почему',
    resend: 'Отправить ещё раз',
  },
  decisionText: {
    registered:
      'Чек нашёлся в кабинете кассы, или вместо него пробит чек коррекции. Номера напечатаны на чеке и есть в личном кабинете ОФД.',
    not_needed: 'Например, платёж отменён целиком. Решение останется в журнале вместе с подтверждением.',
    resend:
      'Касса точно отказала, поэтому чек уйдёт ещё раз под новым ключом. Сначала устраните причину отказа.',
  },
  cannotResend:
    'Отправить этот чек второй раз нельзя: он уходит внутри платежа или ещё может быть пробит. Второй чек на те же деньги — нарушение.',
  fd: 'ФД — номер фискального документа',
  fn: 'ФН — номер фискального накопителя',
  fpd: 'ФПД — фискальный признак',
  evidence: 'Чем подтверждается',
  evidenceHint: 'Номер обращения, письма или снимок из кабинета.',
  decided: 'Решение записано',
  wasDecided: (decision: string, reason: string): string => `${decision}. ${reason}`,

  toCard: 'Вернуть на карту',
  toCardTitle: (sum: string): string => `Вернуть на карту ${sum}?`,
  toCardText: (sum: string): string =>
    `Через платёжные системы, которыми клиент платил, уйдёт ${sum}: сначала по последним оплатам. Чеки возврата пробьются сами. Остальное переведите банком.`,
  toCardBusy: 'Спрашиваем платёжную систему…',
  toCardDone: 'Возврат на карту отправлен',
  cardItems: 'На карты',
  refundFate: 'Что сделал магазин',
  refundFateTitle: (sum: string): string => `Возврат ${sum}: ответ магазина потерян`,
  refundFateText:
    'Найдите возврат в кабинете платёжной системы. Повторно он не отправляется, а перевод банком закрыт, пока здесь не записано решение.',
  refundFates: { paid: 'Магазин выплатил', not_paid: 'Магазин не выплатил' },
  refundFateNext: {
    paid: 'Сумма спишется с баланса, чек возврата пробьётся.',
    not_paid:
      'Магазин, если он есть в настройках, спросим ещё раз. Если денег там нет, возврат закроется и сумму можно перевести банком.',
  },
  cardStates: { under_way: 'в пути', succeeded: 'вернулось', failed: 'отказано' },
};
