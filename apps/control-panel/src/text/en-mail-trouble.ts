import type { ruMailTrouble } from './mail-trouble-words';

export const enMailTrouble: typeof ruMailTrouble = {
  title: (address) => `Letters do not reach ${address}`,
  customer: (date) =>
    `The mail server refused a letter on ${date}. Until the address is mended, invoices, documents and warnings are only here and in the widget.`,
  mend: 'Mend the address',
  staff: (date) => `The last letter was on ${date}. Please ask the customer for another address.`,
  said: (answer) => `The server said: ${answer}`,
};
