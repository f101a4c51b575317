import { words } from './words';

const ru = {
  title: (address: string): string => `Письма не доходят на ${address}`,
  customer: (date: string): string =>
    `Почтовый сервер не принял письмо ${date}. Пока адрес не исправлен, счета, документы и предупреждения видны только здесь и в виджете.`,
  mend: 'Исправить адрес',
  staff: (date: string): string =>
    `Последнее письмо — ${date}. Свяжитесь с клиентом и попросите другой адрес.`,
  said: (answer: string): string => `Ответ сервера: ${answer}`,
};
const en: typeof ru = {
  title: (address) => `Letters do not reach ${address}`,
  customer: (date) =>
    `The mail server refused a letter on ${date}. Until the address is mended, invoices, documents and warnings are only here and in the widget.`,
  mend: 'Mend the address',
  staff: (date) => `The last letter was on ${date}. Please ask the customer for another address.`,
  said: (answer) => `The server said: ${answer}`,
};

/** A dictionary of its own: it loads with the warning and not with the panel. */
export const mailTroubleWords = () => (words.value.language === 'en' ? en : ru);
