import { shortSum } from './short-sum';

const rub = (amount: string) => ({ amount, currency: 'RUB' as const });

it('a sum of a day is told to the kopeck where a cell has room for it, and in millions where it has not', () => {
  expect(shortSum('ru', rub('99999.99'))).toBe('99\u00a0999,99\u00a0₽');
  expect(shortSum('ru', rub('8642975.23'))).toBe('8,6\u00a0млн\u00a0₽');
  expect(shortSum('en', rub('8642975.23'))).toBe('₽8.6M');
  expect(shortSum('ru', rub('123456.00'))).toBe('123,5\u00a0тыс.\u00a0₽');
});
