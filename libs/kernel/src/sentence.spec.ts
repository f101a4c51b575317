import { sentence } from './sentence';

it.each([
  ['остаток 100,00 руб.', 'остаток 100,00 руб.'],
  ['остаток 100,00 тенге', 'остаток 100,00 тенге.'],
  ['Почему так?', 'Почему так?'],
  [' Ждём… ', 'Ждём…'],
  ['  ', ''],
  [undefined, ''],
])('«%s» as a sentence that another may follow is «%s»', (words, told) => expect(sentence(words)).toBe(told));
