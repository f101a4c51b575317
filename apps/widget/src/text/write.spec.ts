import { sayRefusal, wordsIn } from './words';
import { writeDate, writeInstant, writeMoney } from './write';
import { Refusal } from '../widget-api';
import { en } from './en';
import { ru } from './ru';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('what people read', () => {
  it('writes money as Russians do, never breaking a sum over two lines', () => {
    expect(writeMoney(ru, { amount: '5000.00', currency: 'RUB' })).toBe('5\u00a0000,00\u00a0₽');
    expect(plain(writeMoney(ru, { amount: '-0.50', currency: 'KZT' }))).toBe('-0,50 ₸');
    expect(plain(writeMoney(ru, { amount: '1234.5', currency: 'USD' }))).toBe('1 234,50 $');
  });

  it('keeps every kopeck of a sum that a float would lose, and nine digits of a unit price', () => {
    expect(plain(writeMoney(ru, { amount: '9999999999999.99', currency: 'RUB' }))).toBe(
      '9 999 999 999 999,99 ₽',
    );
    expect(plain(writeMoney(ru, { amount: '90071992547409931.07', currency: 'RUB' }))).toBe(
      '90 071 992 547 409 931,07 ₽',
    );
    expect(plain(writeMoney(ru, { amount: '0.000000001', currency: 'RUB' }))).toBe('0,000000001 ₽');
  });

  it('writes a business date as it stands and an instant by the clock of the reader', () => {
    expect(writeDate(ru, '2026-12-01')).toBe('01.12.2026');
    expect(writeDate(en, '2026-12-01')).toBe('1 Dec 2026');
    expect(writeInstant(ru, '2026-11-21T11:05:00Z')).toMatch(/^2[12]\.11\.2026, \d\d:05$/);
    expect(writeInstant(ru, 'nonsense')).toBe('');
  });

  it('counts notices and months in Russian', () => {
    expect([1, 2, 5, 11, 21].map(ru.openUnseen)).toEqual([
      'Rocket: 1 новое уведомление',
      'Rocket: 2 новых уведомления',
      'Rocket: 5 новых уведомлений',
      'Rocket: 11 новых уведомлений',
      'Rocket: 21 новое уведомление',
    ]);
    expect(['P1M', 'P3M', 'P1Y', 'P21D', 'P5M', 'P2Y'].map(ru.per)).toEqual([
      'в месяц',
      'за 3 месяца',
      'в год',
      'за 21 день',
      'за 5 месяцев',
      'за 2 года',
    ]);
    expect(['P1D', 'P3M'].map(en.per)).toEqual(['a day', 'for 3 months']);
  });

  it('says a known refusal in its own words, another in the server’s, and never in Russian to an English reader', () => {
    expect(sayRefusal(ru, new Refusal('offline', 0))).toBe('Нет связи с Rocket.');
    expect(sayRefusal(ru, new Refusal('frozen', 409, 'Аккаунт заморожен'))).toBe('Аккаунт заморожен');
    expect(sayRefusal(ru, new Refusal('frozen', 409))).toBe('Rocket не смог выполнить запрос.');
    expect(sayRefusal(en, new Refusal('frozen', 409, 'Аккаунт заморожен'))).toBe('Rocket could not do that.');
  });

  it('has the same words in both languages', () => {
    expect(Object.keys(wordsIn('en')).sort()).toEqual(Object.keys(wordsIn('ru')).sort());
    expect(Object.keys(en.refusal).sort()).toEqual(Object.keys(ru.refusal).sort());
  });
});
