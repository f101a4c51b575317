/** Buying by invoice, and passing on what was bought. */
export const ruOrders = {
  invoice: 'Получить счёт',
  invoiceHint: (until: string): string =>
    `Или получите счёт на этот заказ: после оплаты он выполнится сам. Цена держится до ${until}.`,
  invoiceIssued: (number: string): string => `Счёт № ${number} выставлен`,
  line: (name: string, quantity: number, term: string): string => `${name}: ${quantity} × ${term}`,
  holds: (until: string): string => `Цена держится до ${until}`,
  waits: (why: string): string => `Оплачен, но ещё не выполнен: ${why}`,
  carriedOut: 'Заказ выполнен',
  supersededBy: (number: string): string =>
    `Прайс-лист изменился: заменён счётом № ${number}, деньги на балансе`,
  supersedes: (number: string): string => `Доплата по счёту № ${number}`,
  superseded: 'Заменён',

  transfer: 'Передать',
  transferTitle: (name: string): string => `Передать: ${name}`,
  transferText: (until: string): string =>
    `Подключение перейдёт целиком, с оплаченным сроком до ${until}, когда получатель примет его. У вас оно закончится, вернуть его сможет только получатель. О деньгах договариваетесь сами: с балансов ничего не спишется.`,
  receiver: 'Номер аккаунта amoCRM получателя',
  receiverHint:
    'Получатель видит его в amoCRM: Настройки → Общие настройки. У него должны быть установлены продукты этого продавца.',
  comment: 'Сообщение получателю',
  offer: 'Предложить',
  offered: (name: string): string => `Предложение отправлено: ${name}`,
  transfers: 'Передача подключений',
  product: 'Продукт',
  who: 'Кому или от кого',
  to: (name: string): string => `Кому: ${name}`,
  from: (name: string): string => `От кого: ${name}`,
  paid: (from: string, until: string): string => `Оплачено: ${from} – ${until}`,
  states: {
    offered: 'Ждёт ответа',
    accepted: 'Передано',
    declined: 'Отклонено',
    withdrawn: 'Отозвано',
    over: 'Срок закончился',
  },
  accept: 'Принять',
  decline: 'Отклонить',
  withdraw: 'Отозвать',
  acceptTitle: (name: string): string => `Принять: ${name}?`,
  acceptText: (from: string, until: string): string =>
    `Подключение от ${from} станет вашим с оплаченным сроком до ${until}. С баланса ничего не спишется.`,
  done: { accept: 'Принято', decline: 'Отклонено', withdraw: 'Предложение отозвано' },
};
