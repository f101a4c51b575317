import { localDate } from '@rocket/kernel';
import { printQuantity, printSum, russianDate, shortDate, sumInWords } from './wording';

const spaced = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the words of a document', () => {
  it('say a day as Russian documents do, in words and in figures', () => {
    expect(spaced(russianDate(localDate('2026-11-21')))).toBe('21 ноября 2026 г.');
    expect(spaced(russianDate(localDate('2027-05-01')))).toBe('1 мая 2027 г.');
    expect(shortDate(localDate('2026-11-01'))).toBe('01.11.2026');
  });

  it('keep a date and a sum on one line', () => {
    expect(russianDate(localDate('2026-11-21'))).not.toContain(' ');
    expect(printSum(123_456_789n)).not.toContain(' ');
  });

  it.each([
    [0n, '0,00'],
    [5n, '0,05'],
    [99_999n, '999,99'],
    [500_000n, '5 000,00'],
    [123_456_789n, '1 234 567,89'],
    [-100_050n, '-1 000,50'],
    [9_007_199_254_740_993_00n, '9 007 199 254 740 993,00'],
  ])('part thousands in a sum: %s', (amount, text) => {
    expect(spaced(printSum(amount))).toBe(text);
  });

  it('write a quantity with a comma', () => {
    expect(printQuantity('0.5')).toBe('0,5');
    expect(printQuantity('12')).toBe('12');
  });

  it.each([
    [0n, 'Ноль рублей 00 копеек'],
    [1n, 'Ноль рублей 01 копейка'],
    [100n, 'Один рубль 00 копеек'],
    [222n, 'Два рубля 22 копейки'],
    [1_105n, 'Одиннадцать рублей 05 копеек'],
    [2_121n, 'Двадцать один рубль 21 копейка'],
    [100_000n, 'Одна тысяча рублей 00 копеек'],
    [500_000n, 'Пять тысяч рублей 00 копеек'],
    [200_000_200n, 'Два миллиона два рубля 00 копеек'],
    [123_456_789n, 'Один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь рублей 89 копеек'],
  ])('say %s kopecks', (amount, words) => {
    expect(sumInWords(amount, 'RUB')).toBe(words);
  });

  it('say tenge without declining them and dollars with their country', () => {
    expect(sumInWords(2_100_150n, 'KZT')).toBe('Двадцать одна тысяча один тенге 50 тиын');
    expect(sumInWords(200_201n, 'USD')).toBe('Две тысячи два доллара США 01 цент');
    expect(sumInWords(500_02n, 'USD')).toBe('Пятьсот долларов США 02 цента');
  });

  it('never say a negative sum', () => {
    expect(() => sumInWords(-1n, 'RUB')).toThrow(RangeError);
  });
});
