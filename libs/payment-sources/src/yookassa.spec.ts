import { PaymentSourceError } from './payment-source-error';
import {
  YOOKASSA_ADDRESSES,
  isListedAddress,
  readYookassaNotification,
  readYookassaPayment,
  yookassaOffsetBody,
  yookassaPaymentBody,
} from './yookassa';

const LINE = {
  name: 'Пополнение баланса',
  amount: 1_220_000n,
  tax: 'vat122',
  method: 'full_prepayment',
  object: 'payment',
} as const;

describe('YooKassa', () => {
  it('is asked for a payment as its documentation shows (facts 5.2)', () => {
    expect(
      yookassaPaymentBody({
        amount: 1_220_000n,
        currency: 'RUB',
        returnUrl: 'https://example.ru/billing/return',
        description: 'Пополнение баланса, счёт 1207',
        metadata: { invoice_id: '1207' },
        receipt: { email: 'a@b.ru', taxSystem: 'osn', lines: [LINE] },
      }),
    ).toEqual({
      amount: { value: '12200.00', currency: 'RUB' },
      capture: true,
      confirmation: { type: 'redirect', return_url: 'https://example.ru/billing/return' },
      description: 'Пополнение баланса, счёт 1207',
      metadata: { invoice_id: '1207' },
      receipt: {
        customer: { email: 'a@b.ru' },
        tax_system_code: 1,
        items: [
          {
            description: 'Пополнение баланса',
            quantity: 1,
            amount: { value: '12200.00', currency: 'RUB' },
            vat_code: 12,
            payment_mode: 'full_prepayment',
            payment_subject: 'payment',
          },
        ],
      },
    });
  });

  it('keeps the card of a payment, and is paid by it later without a page', () => {
    const order = {
      amount: 300_000n,
      currency: 'RUB',
      returnUrl: 'https://example.ru/return',
      description: 'Доступ',
      metadata: {},
      receipt: null,
    } as const;
    expect(yookassaPaymentBody({ ...order, card: 'keep' })).toMatchObject({
      confirmation: { type: 'redirect' },
      save_payment_method: true,
      payment_method_data: { type: 'bank_card' },
    });
    const later = yookassaPaymentBody({ ...order, card: { methodId: 'pm-1' } });
    expect(later).toMatchObject({ payment_method_id: 'pm-1', capture: true });
    expect(later).not.toHaveProperty('confirmation');
    expect(later).not.toHaveProperty('save_payment_method');
  });

  it('is believed about a kept card only when it names one whole, and a payment is read whatever it says', () => {
    const payment = { id: 'p', status: 'succeeded', amount: { value: '1.00', currency: 'RUB' } };
    const card = { last4: '4444', expiry_month: '07', expiry_year: '2030', card_type: 'Mir' };
    const method = { type: 'bank_card', id: 'pm-1', saved: true, card: { ...card, first6: '555555' } };
    const keptCard = (payment_method: unknown) =>
      readYookassaPayment({ ...payment, payment_method }).keptCard;
    expect(keptCard(method)).toEqual({
      methodId: 'pm-1',
      cardType: 'Mir',
      lastFour: '4444',
      expires: '07/2030',
    });
    for (const odd of [
      { ...method, saved: false },
      { ...method, card: {} },
      { type: 'sbp', id: 'x' },
      7,
      undefined,
    ])
      expect(keptCard(odd)).toBeNull();
  });

  it('is told that a prepayment was set off by what was delivered [S-50]', () => {
    const lines = [{ ...LINE, tax: 'vat22', method: 'full_payment', object: 'service' } as const];
    expect(
      yookassaOffsetBody({
        paymentId: 'p-1',
        currency: 'RUB',
        receipt: { email: 'a@b.ru', taxSystem: 'osn', lines },
      }),
    ).toMatchObject({
      type: 'payment',
      payment_id: 'p-1',
      send: true,
      settlements: [{ type: 'prepayment', amount: { value: '12200.00', currency: 'RUB' } }],
      items: [{ vat_code: 11, payment_mode: 'full_payment', payment_subject: 'service' }],
    });
  });

  it('says sums as decimals; anything else is no answer', () => {
    const payment = { id: 'p-1', status: 'succeeded', amount: { value: '12200.00', currency: 'RUB' } };
    expect(readYookassaPayment(payment)).toMatchObject({ amount: 1_220_000n, status: 'succeeded' });
    for (const wrong of [
      null,
      {},
      { ...payment, status: 'paid' },
      { ...payment, amount: { value: '1e3', currency: 'RUB' } },
    ])
      expect(() => readYookassaPayment(wrong)).toThrow(PaymentSourceError);
  });

  it('a notification only names an object', () => {
    expect(
      readYookassaNotification({
        type: 'notification',
        event: 'payment.succeeded',
        object: { id: 'p-1', amount: { value: '1.00' } },
      }),
    ).toEqual({ event: 'payment.succeeded', objectId: 'p-1' });
    expect(() => readYookassaNotification({ object: { id: 'p-1' } })).toThrow(PaymentSourceError);
  });

  it.each([
    ['185.71.76.0', true],
    ['185.71.76.31', true],
    ['185.71.76.32', false],
    ['77.75.153.127', true],
    ['77.75.153.128', false],
    ['77.75.154.128', true],
    ['77.75.156.11', true],
    ['77.75.156.12', false],
    ['::ffff:77.75.156.35', true],
    ['2a02:5180:ffff::1', true],
    ['2a02:5181::1', false],
    ['127.0.0.1', false],
    ['185.71.76.1, 10.0.0.1', false],
    ['', false],
  ])('calls from %s: %s', (address, isTheirs) => {
    expect(isListedAddress(address, YOOKASSA_ADDRESSES)).toBe(isTheirs);
  });
});
