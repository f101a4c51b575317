import fc from 'fast-check';
import { plural } from './counting';
import { readAmount, writeDate, writeInstant, writeMoney, writeUnitPrice } from './writing';

const rub = (amount: string) => ({ amount, currency: 'RUB' as const });

describe('sums', () => {
  it('are written in Russian with unbreakable thousands, a comma and the sign of the rouble', () => {
    expect(writeMoney('ru', rub('5000.00'))).toBe('5\u00a0000,00\u00a0₽');
    expect(writeMoney('ru', rub('-120.50'))).toBe('−120,50\u00a0₽');
    expect(writeMoney('ru', { amount: '10.00', currency: 'KZT' })).toBe('10,00\u00a0₸');
  });

  it('carry a plus when they were added, and no sign when they are zero', () => {
    expect(writeMoney('ru', rub('700.00'), true)).toBe('+700,00\u00a0₽');
    expect(writeMoney('ru', rub('0.00'), true)).toBe('0,00\u00a0₽');
  });

  it('keep every kopeck of an amount that a float would lose', () => {
    expect(writeMoney('ru', rub('9007199254740993.07'))).toBe(
      '9\u00a0007\u00a0199\u00a0254\u00a0740\u00a0993,07\u00a0₽',
    );
    expect(writeMoney('en', rub('1234.50'))).toBe('₽1,234.50');
  });

  it('show all nine digits of a unit price, and two of a round one', () => {
    expect(writeUnitPrice('ru', rub('0.123456789'))).toBe('0,123456789\u00a0₽');
    expect(writeUnitPrice('ru', rub('1990'))).toBe('1\u00a0990,00\u00a0₽');
  });

  it('come back the same from what they look like', () => {
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 14n }).map((n) => {
      const digits = String(n).padStart(3, '0');
      return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
    });
    fc.assert(fc.property(amounts, (amount) => readAmount(writeMoney('ru', rub(amount))) === amount));
  });

  it.each([
    ['5000', '5000.00'],
    [' 5 000,5 ', '5000.50'],
    ['5000.', '5000.00'],
    ['1,234', null],
    ['-5', null],
    ['сто', null],
    ['', null],
  ])('typed as %j are read as %j', (typed, amount) => expect(readAmount(typed)).toBe(amount));
});

describe('dates', () => {
  it('are written day first, and do not move with the time zone of the reader', () => {
    expect(writeDate('2026-11-21')).toBe('21.11.2026');
    expect(writeInstant('ru', '2026-11-20T22:05:00Z', 'Europe/Moscow')).toBe('21.11.2026, 01:05');
    expect(writeInstant('en', '2026-11-20T22:05:00Z', 'Europe/Moscow')).toBe('21.11.2026, 01:05');
  });
});

describe('counts', () => {
  const days = { one: 'день', few: 'дня', many: 'дней', other: 'дня' };
  it.each([
    [1, '1 день'],
    [2, '2 дня'],
    [5, '5 дней'],
    [11, '11 дней'],
    [21, '21 день'],
    [112, '112 дней'],
  ])('%i agrees with its noun: %s', (count, text) => expect(plural('ru', count, days)).toBe(text));
});
