import { pageWords } from './words';

export const ruMailTrouble = {
  title: (address: string): string => `Письма не доходят на ${address}`,
  customer: (date: string): string =>
    `Почтовый сервер не принял письмо ${date}. Пока адрес не исправлен, счета, документы и предупреждения видны только здесь и в виджете.`,
  mend: 'Исправить адрес',
  staff: (date: string): string =>
    `Последнее письмо — ${date}. Свяжитесь с клиентом и попросите другой адрес.`,
  said: (answer: string): string => `Ответ сервера: ${answer}`,
};

/** A dictionary of its own: it loads with the warning and not with the panel. */
export const mailTroubleWords = () => pageWords('mailTrouble', ruMailTrouble);
