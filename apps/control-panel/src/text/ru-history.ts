import { plural, writeCount } from '@rocket/ui';

const operations = (n: number): string =>
  plural('ru', n, { one: 'операция', few: 'операции', many: 'операций', other: 'операции' });

/** What the history says: filters, files, the end of a list. */
export const ruHistory = {
  product: 'Продукт',
  allProducts: 'Все продукты',
  views: 'Что показать',
  money: 'Операции',
  acts: 'Действия сотрудников',
  noActs: 'Сотрудники ничего не меняли в вашем аккаунте',
  events: 'Что было с продуктом',
  noEvents: 'С продуктом ещё ничего не случилось',
  files: 'Показанные операции',
  file: (format: string): string => `Показанные операции, ${format}`,
  statement: 'Выписка',
  pdfTooLong: 'В PDF помещается не больше 5 000 операций: выберите период',
  shown: (shown: number, total: number): string =>
    shown < total ? `Показано ${writeCount('ru', shown)} из ${writeCount('ru', total)}` : operations(total),
};
