import { money, positiveMoney, unitPrice } from './primitives';

const refused = (schema: typeof money | typeof unitPrice, amount: string): string[] => {
  const { error } = schema.safeParse({ amount, currency: 'RUB' });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
};

it.each(['0.00', '0.01', '5000.00', '-0.50', '-5000.00', '9999999999999.99'])('%s is a sum', (amount) => {
  expect(refused(money, amount)).toEqual([]);
});

it.each(['05000.00', '00.00', '-05000.00', '0000000000001.00'])(
  '%s is refused: a sum has no zeros before it',
  (amount) => {
    expect(refused(money, amount)).toEqual(['amount: Сумма пишется без нулей впереди: «5000.00»']);
  },
);

it.each(['0', '0.5', '0.000000001', '100', '1000.25'])('%s is a unit price', (amount) => {
  expect(refused(unitPrice, amount)).toEqual([]);
});

it.each(['00.5', '0100', '01'])('%s is refused as a unit price', (amount) => {
  expect(refused(unitPrice, amount)).toEqual(['amount: Цена пишется без нулей впереди: «0.5», «100»']);
});

it('nothing that moves is zero or negative', () => {
  for (const amount of ['0.00', '-1.00'])
    expect(positiveMoney.safeParse({ amount, currency: 'RUB' }).success).toBe(false);
});
