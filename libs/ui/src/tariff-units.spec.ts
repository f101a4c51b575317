import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countUnits, nameUnit } from './tariff-units';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('tariff units', () => {
  it.each([
    [1, 'Пользователь', 'за 1 пользователя', 'for 1 user'],
    [2, 'Авторизованный пользователь', 'за 2 авторизованных пользователей', 'for 2 authorised users'],
    [2, 'Условная единица', 'за 2 условные единицы', 'for 2 conditional units'],
    [5, 'Чат', 'за 5 чатов', 'for 5 chats'],
    [21, 'Транк', 'за 21 транк', 'for 21 trunks'],
    [1000, 'Аккаунт', 'за 1 000 аккаунтов', 'for 1,000 accounts'],
  ])('%i of «%s» agree with their number', (count, unit, russian, english) => {
    expect(plain(`за ${countUnits('ru', count, unit)}`)).toBe(russian);
    expect(plain(`for ${countUnits('en', count, unit)}`)).toBe(english);
  });

  it('are written by the name of the catalogue when nobody has taught us another', () => {
    expect(countUnits('ru', 2, 'Улей')).toBe('2 × улей');
    expect(countUnits('en', 2, 'constructor')).toBe('2 × constructor');
    expect(nameUnit('en', 'Улей')).toBe('улей');
    expect(nameUnit('ru', 'Транк')).toBe('транк');
    expect(nameUnit('en', 'Транк')).toBe('trunk');
  });

  it('of the first seller all have an English name', () => {
    const file = readFileSync(join(__dirname, '../../../offers/rocket-sales/products.json'), 'utf8');
    const { products } = JSON.parse(file) as { products: { tariffUnit: string }[] };
    for (const { tariffUnit } of products)
      expect([tariffUnit, nameUnit('en', tariffUnit)]).toEqual([
        tariffUnit,
        expect.stringMatching(/^[a-z -]+$/),
      ]);
  });
});
