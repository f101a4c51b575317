import { isBicOfKazakhstan, isBin, isBinOrIin, isIik } from './requisites-of-kazakhstan';

it.each([
  // The seller's own (offer, 10), by hand: 2·1+2·2+9·4+4·5+1·8+7·10 = 140 = 12·11 + 8.
  ['220940010708', true],
  ['220940010709', false],
  ['22094001070', false],
  ['000000000000', false],
])('a БИН or ИИН %s: %s', (text, holds) => {
  expect(isBinOrIin(text)).toBe(holds);
});

it('takes the second row of weights when the first one leaves ten', () => {
  const ten = [...Array(1000).keys()]
    .map((n) => `9405400${String(n).padStart(4, '0')}`)
    .find((eleven) => [...eleven].reduce((t, d, i) => t + Number(d) * (i + 1), 0) % 11 === 10)!;
  const second = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2].reduce((t, w, i) => t + w * Number(ten[i]), 0) % 11;
  expect([...Array(10).keys()].filter((digit) => isBinOrIin(`${ten}${digit}`))).toEqual(
    second === 10 ? [] : [second],
  );
});

it('tells a company from a person by the fifth digit', () => {
  expect(isBin('220940010708')).toBe(true);
  expect(isBin('870412300128')).toBe(false);
});

it.each([
  ['KZ959985TB0001540015', true],
  ['KZ679985TB0001804068', true],
  ['KZ959985TB0001540016', false],
  ['KZ959985TB00015400', false],
  ['40702810410000551190', false],
])('an ИИК %s: %s', (text, holds) => {
  expect(isIik(text)).toBe(holds);
});

it('knows a SWIFT code of a bank of Kazakhstan', () => {
  expect(isBicOfKazakhstan('TSESKZKA')).toBe(true);
  expect(isBicOfKazakhstan('044525225')).toBe(false);
  expect(isBicOfKazakhstan('DEUTDEFF')).toBe(false);
});
