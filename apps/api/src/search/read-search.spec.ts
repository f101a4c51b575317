import { readSearch } from './read-search';

const NOTHING = { text: null, inn: null, amocrmId: null, invoiceNumber: null, amount: null };

describe('what staff write into the search', () => {
  it.each([
    ['Ромашка', { text: 'Ромашка' }],
    [' ооо «Вектор» ', { text: 'ооо «Вектор»' }],
    ['https://romashka.amocrm.ru/leads/list', { text: 'romashka' }],
    ['romashka.kommo.com', { text: 'romashka' }],
    ['счёт №12', { invoiceNumber: 12 }],
    ['Счет 12', { invoiceNumber: 12 }],
    ['№ 12', { invoiceNumber: 12 }],
    ['5 000,00 ₽', { amount: 500_000n }],
    ['5000.5', { amount: 500_050n }],
    ['5000 руб.', { amount: 500_000n }],
    ['12', { text: '12', invoiceNumber: 12, amount: 1_200n }],
    ['5000', { text: '5000', inn: '5000', amocrmId: 5000, invoiceNumber: 5000, amount: 500_000n }],
    [
      '7701 234 567',
      { text: '7701 234 567', inn: '7701234567', amocrmId: 7_701_234_567, amount: 770_123_456_700n },
    ],
    ['0', { text: '0', invoiceNumber: 0 }],
    ['24/7', { text: '24/7' }],
    ['счёт Иванова', { text: 'счёт Иванова' }],
  ])('«%s»', (line, meant) => {
    expect(readSearch(line)).toEqual({ ...NOTHING, ...meant });
  });
});
