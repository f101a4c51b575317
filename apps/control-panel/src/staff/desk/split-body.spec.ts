import { splitBody, type ReadyPart } from './split-body';

const rub = (amount: string) => ({ amount, currency: 'RUB' as const });
const part = (id: string, amount: string): ReadyPart => ({
  account: { id, name: id, subdomain: id, inn: null },
  invoiceId: '',
  amount: rub(amount),
  isConfirmed: false,
});
const typed = (accountId: string, amount: string) => ({ accountId, invoiceId: '', amount, reason: 'Письмо' });

it('says every part and what stays, to the kopeck', () => {
  expect(splitBody(typed('b', '1 500,01'), [part('a', '6000.00')], rub('10000.00'))).toEqual({
    parts: [
      { accountId: 'a', amount: rub('6000.00') },
      { accountId: 'b', amount: rub('1500.01') },
    ],
    rest: rub('2499.99'),
    reason: 'Письмо',
  });
});

it('leaves out a part nobody was chosen for, once there are others', () => {
  expect(splitBody(typed('', '4000'), [part('a', '6000.00')], rub('10000.00'))).toMatchObject({
    parts: [{ accountId: 'a' }],
    rest: rub('4000.00'),
  });
  expect(splitBody(typed('', '4000'), [], rub('10000.00'))).toMatchObject({
    parts: [{ accountId: undefined }],
  });
});

it('promises no rest when the parts are more than there is: the door refuses and says which', () => {
  expect(splitBody(typed('b', '4000,01'), [part('a', '6000.00')], rub('10000.00'))).not.toHaveProperty(
    'rest',
  );
});
