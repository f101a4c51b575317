import { fieldWords } from './field-words';

it('an act is told by the words for its fields, each once, and what is no field as such', () => {
  expect(fieldWords(['legalName', 'inn', 'productCodes', 'products'])).toBe('полное название, ИНН, продукты');
  expect(fieldWords(['inn', 'foo', 'constructor_', 'bar'])).toBe('ИНН, неизвестные поля');
});
