import { plural, type PluralForms } from '@rocket/ui';

const documents = (n: number): string =>
  plural('ru', n, {
    one: 'документ',
    few: 'документа',
    many: 'документов',
    other: 'документа',
  } satisfies PluralForms);

/** What a person does about documents; comes with the screens that list them. */
export const ruPapers = {
  asked: 'Что нужно сделать',
  askedNothing: 'Сейчас от вас ничего не нужно.',
  paper: (kind: string, number: string, date: string): string => `${kind} № ${number} от ${date}`,
  pay: 'К оплате',
  open: 'Открыть PDF',

  attach: 'Приложить подписанный скан',
  attachTo: (paper: string): string => `Приложить подписанный скан: ${paper}`,
  sending: (name: string): string => `Отправляем «${name}»…`,
  scanKept: 'Скан принят, документ подписан',
  scanHint: 'PDF, JPEG или PNG, до 20 МБ',

  object: 'Возразить',
  objectTo: (paper: string): string => `Возражение: ${paper}`,
  objectText:
    'Документ не будет считаться принятым, пока продавец не ответит. Отозвать возражение нельзя; если вопрос решён, подпишите документ.',
  objectReason: 'В чём вы не согласны',
  objectReasonHint: 'Её прочтёт бухгалтерия продавца: сумма, период, реквизиты, услуга.',
  objectYes: 'Отправить возражение',
  objected: 'Возражение отправлено продавцу',

  send: 'На почту',
  sendPaper: (paper: string): string => `Отправить на почту: ${paper}`,
  sendTitle: 'Отправить на почту',
  sendTo: 'Куда',
  sendToMe: (email: string): string => `${email} — моя почта`,
  sendToAll: (emails: string): string => `На все адреса из реквизитов: ${emails}`,
  sendXml: 'Приложить и электронный файл XML для 1С',
  sendYes: 'Отправить',
  sendNowhere:
    'Ваша почта нам не известна. Укажите адрес для документов в реквизитах — и сюда можно будет отправлять.',
  toRequisites: 'К реквизитам',
  sent: (to: string): string => `Письмо отправляется: ${to}`,

  sendInvoice: 'Отправить счёт на почту',
  sendNot: 'Не отправлять',
  notSent: (why: string): string => `Счёт выставлен, но письмо не отправлено. ${why}`,

  reconcile: 'Запросить акт сверки',
  reconcileTitle: 'Акт сверки за период',
  reconcileText: 'Составим сразу, по данным журнала на эту минуту: PDF, Excel и файл для 1С.',
  reconcileFrom: 'С',
  reconcileTo: 'По',
  reconcileYes: 'Составить',
  reconciled: (number: string): string => `Акт сверки № ${number} готов`,
  lastQuarter: 'Прошлый квартал',
  thisYear: 'С начала года',
  lastYear: 'Прошлый год',

  pick: (paper: string): string => `Выбрать: ${paper}`,
  pickAll: 'Выбрать всё на странице',
  picked: (n: number): string => `Выбрано: ${documents(n)}`,
  downloadPicked: 'Скачать ZIP',
  unpick: 'Снять выбор',
  tooMany: 'За раз — не больше 100 документов',
};
