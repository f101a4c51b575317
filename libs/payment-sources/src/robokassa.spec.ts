import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { PaymentSourceError } from './payment-source-error';
import {
  ROBOKASSA_ALGORITHMS,
  robokassaPaymentUrl,
  verifyRobokassaResult,
  type RobokassaPayment,
} from './robokassa';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** The worked example of the provider's documentation. */
const CALL = {
  OutSum: '12200.000000',
  InvId: '1207',
  Fee: '420.90',
  EMail: 'buh@example.ru',
  SignatureValue: sha256('12200.000000:1207:pass2:Shp_customer=100045').toUpperCase(),
  Shp_customer: '100045',
};
const codeOf = (form: Record<string, string>, password = 'pass2'): string => {
  try {
    verifyRobokassaResult(form, password, 'sha256');
  } catch (error) {
    if (error instanceof PaymentSourceError) return error.code;
    throw error;
  }
  return 'taken';
};
const signed = (OutSum: string, InvId: string): Record<string, string> => ({
  OutSum,
  InvId,
  SignatureValue: sha256(`${OutSum}:${InvId}:pass2`),
});

describe('a result of Robokassa', () => {
  it('is the sum in kopecks, the invoice and a reference for all its repetitions', () => {
    expect(verifyRobokassaResult(CALL, 'pass2', 'sha256')).toEqual({
      invoiceId: 1207,
      amount: 1220000n,
      reference: 'robokassa:1207',
      shp: { Shp_customer: '100045' },
    });
  });

  it('is signed over its own parameters in the order of their names', () => {
    const form = {
      Shp_b: '2',
      OutSum: '1.00',
      Shp_a: '1',
      InvId: '5',
      SignatureValue: sha256('1.00:5:pass2:Shp_a=1:Shp_b=2'),
    };
    expect(codeOf(form)).toBe('taken');
  });

  it.each<[string, Record<string, string>]>([
    ['another sum', { OutSum: '12200.00' }],
    ['another invoice', { InvId: '1208' }],
    ['another parameter of ours', { Shp_customer: '100046' }],
    ['one more parameter of ours', { Shp_more: '1' }],
    ['no signature', { SignatureValue: '' }],
    ['a signature with a tail', { SignatureValue: `${CALL.SignatureValue}0` }],
    ['a signature in other letters', { SignatureValue: 'я'.repeat(32) }],
  ])('with %s is not believed', (_, changes) => {
    expect(codeOf({ ...CALL, ...changes })).toBe('signature_invalid');
  });

  it('signed with another password is not believed', () => {
    expect(codeOf(CALL, 'pass1')).toBe('signature_invalid');
    expect(codeOf({})).toBe('signature_invalid');
  });

  it.each([
    ['100.001000', '5'],
    ['100.005', '5'],
    ['0.00', '5'],
    ['-1.00', '5'],
    ['1e3', '5'],
    ['100,00', '5'],
    ['100.00', '0'],
    ['100.00', ''],
    ['100.00', '2147483648'],
    ['100.00', '5x'],
  ])('well signed but with the sum %j and the invoice %j is refused', (sum, id) => {
    expect(codeOf(signed(sum, id))).toBe('provider_payment_malformed');
  });
});

describe('the page for paying by Robokassa', () => {
  const payment = {
    merchantLogin: 'demo',
    firstPassword: 'pass1',
    algorithm: 'sha256',
    invoiceId: 1207,
    amount: 1220000n,
    description: 'Пополнение баланса, счёт 1207',
    shp: { Shp_customer: '100045' },
  } as const;

  it('is signed as the documentation says', () => {
    const url = new URL(robokassaPaymentUrl({ ...payment, isTest: true, email: 'buh@example.ru' }));
    expect(`${url.origin}${url.pathname}`).toBe('https://auth.robokassa.ru/Merchant/Index.aspx');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      MerchantLogin: 'demo',
      OutSum: '12200.00',
      InvId: '1207',
      Description: 'Пополнение баланса, счёт 1207',
      SignatureValue: sha256('demo:12200.00:1207:pass1:Shp_customer=100045'),
      Culture: 'ru',
      Encoding: 'utf-8',
      Email: 'buh@example.ru',
      IsTest: '1',
      Shp_customer: '100045',
    });
    expect(url.href).not.toContain('pass1');
  });

  it.each(ROBOKASSA_ALGORITHMS)('can be signed with %s', (algorithm) => {
    const expected = createHash(algorithm)
      .update('demo:12200.00:1207:pass1:Shp_customer=100045')
      .digest('hex');
    const url = new URL(robokassaPaymentUrl({ ...payment, algorithm }));
    expect(url.searchParams.get('SignatureValue')).toBe(expected);
  });

  it.each<Partial<RobokassaPayment>>([
    { amount: 0n },
    { invoiceId: 0 },
    { invoiceId: 2_147_483_648 },
    { invoiceId: 1.5 },
    { description: 'я'.repeat(101) },
    { shp: { customer: '1' } },
    { shp: { Shp_customer: 'два слова' } },
  ])('is not made for %p', (changes) => {
    expect(() => robokassaPaymentUrl({ ...payment, ...changes })).toThrow(RangeError);
  });

  it('leads to a result of the same sum and invoice', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_147_483_647 }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (id, amount) => {
          const asked = new URL(robokassaPaymentUrl({ ...payment, invoiceId: id, amount, shp: {} }))
            .searchParams;
          const answer = signed(`${asked.get('OutSum')}0000`, asked.get('InvId')!);
          expect(verifyRobokassaResult(answer, 'pass2', 'sha256')).toMatchObject({ invoiceId: id, amount });
        },
      ),
    );
  });
});
