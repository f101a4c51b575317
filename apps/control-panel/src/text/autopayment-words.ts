import { pageWords } from './words';

export const ruAutopayment = {
  title: 'Автоплатёж',
  off: 'Карта не привязана: каждый период вы оплачиваете сами.',
  offForStaff: 'Клиент оплачивает каждый период сам.',
  how: (days: number): string =>
    `Стоимость следующего периода спишется с карты целиком за ${days} дн. до его начала. Если денег на балансе хватает, карту не тронем.`,
  begin: 'Привязать карту',
  beginTitle: 'Привязать карту для автоплатежа',
  product: 'Какой период оплатить сейчас',
  beginText: (amount: string): string =>
    `Сейчас вы оплатите картой один период — ${amount}. После оплаты карта будет привязана, и следующие периоды оплатятся с неё сами.`,
  safe: 'Номер карты остаётся у платёжной системы. Отключить автоплатёж можно в любой день.',
  agree: 'Согласен на регулярные списания с карты',
  agreeFirst: 'Отметьте согласие',
  toPay: 'Перейти к оплате',
  card: 'Карта',
  cardText: (type: string, lastFour: string, expires: string): string =>
    `${type} •• ${lastFour}, до ${expires}`,
  nextTitle: 'Следующее списание',
  nothingNext: 'Пока платить не за что',
  next: (product: string): string => `Следующее списание: ${product}`,
  nextText: (on: string, amount: string): string => `${on}, ${amount}`,
  covered: (start: string): string => `период с ${start} покроет баланс`,
  last: 'Последнее списание',
  lastStates: {
    paid: (on: string, amount: string): string => `${on}, ${amount} — прошло`,
    under_way: (on: string, amount: string): string => `${on}, ${amount} — ждём ответа банка`,
    refused: (on: string, amount: string): string =>
      `${on}, ${amount} — банк отказал. Повторно не спишем: оплатите счёт из списка ниже.`,
  },
  end: 'Отключить автоплатёж',
  endTitle: 'Отключить автоплатёж?',
  endText:
    'С карты больше ничего не спишется. Уже оплаченный период останется, следующие нужно будет оплатить самим.',
  endYes: 'Отключить',
  ended: 'Автоплатёж отключён',
};

/** A dictionary of its own: it loads with the screen and not with the panel. */
export const autopaymentWords = () => pageWords('autopayment', ruAutopayment);
