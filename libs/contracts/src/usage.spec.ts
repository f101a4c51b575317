import { usedQuantity } from './usage';

describe('how much was used', () => {
  it.each([0, 1, 0.5, 1e-7, 5e-9, 1.5e-7, 999_999_999_999, '0', '0.000000001', '123.456'])(
    '%p is taken: up to nine digits after the point, however the number is written',
    (quantity) => {
      expect(usedQuantity.parse(quantity)).toBe(quantity);
    },
  );

  it.each([-1, -1e-7, 1e-10, 1.5e-9, 1e21, 0.1 + 0.2, 1e12, '1e-7', '-1', '', '0.0000000001', 'x', null])(
    '%p is not',
    (quantity) => {
      expect(usedQuantity.safeParse(quantity).success).toBe(false);
    },
  );
});
