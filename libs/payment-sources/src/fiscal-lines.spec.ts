import { createHash } from 'node:crypto';
import {
  fiscalLineIn,
  fiscalName,
  fiscalTax,
  percentOfTax,
  robokassaReceipt,
  yookassaVatCode,
  type FiscalLine,
} from './fiscal-lines';
import { isSignedByRobokassa, robokassaPaymentUrl } from './robokassa';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const LINE: FiscalLine = {
  name: 'Пополнение баланса',
  amount: 1_220_000n,
  tax: 'vat122',
  method: 'full_prepayment',
  object: 'payment',
};

describe('a cash receipt', () => {
  it('names an advance by the calculated rate and what was delivered by the rate itself (facts 8.1)', () => {
    expect([22n, 20n, 7n, 5n, null].map((rate) => fiscalTax(rate, 'prepayment'))).toEqual([
      'vat122',
      'vat120',
      'vat107',
      'vat105',
      'none',
    ]);
    expect([22n, 20n, 7n, 5n, null].map((rate) => fiscalTax(rate, 'offset'))).toEqual([
      'vat22',
      'vat20',
      'vat7',
      'vat5',
      'none',
    ]);
    expect(() => fiscalTax(18n, 'offset')).toThrow(RangeError);
  });

  it('has the codes of YooKassa: 12 is 22/122, 11 is 22 % [S-49]', () => {
    expect(
      (['none', 'vat22', 'vat122', 'vat20', 'vat120', 'vat5', 'vat7'] as const).map(yookassaVatCode),
    ).toEqual([1, 11, 12, 4, 6, 7, 8]);
  });

  it('prints names a register takes: no quotes, no signs, at most 128 characters', () => {
    expect(fiscalName('Пополнение — счёт № 5, ООО «Рокет "Софт"»')).toBe(
      'Пополнение - счёт N 5, ООО Рокет Софт',
    );
    expect([...fiscalName('я'.repeat(300))].length).toBe(128);
  });

  it('goes into a Robokassa link encoded once, and that very string is signed [S-40]', () => {
    const receipt = robokassaReceipt('osn', [LINE]);
    expect(decodeURIComponent(receipt)).toBe(
      '{"sno":"osn","items":[{"name":"Пополнение баланса","quantity":1,"sum":12200.00,"cost":12200.00,' +
        '"tax":"vat122","payment_method":"full_prepayment","payment_object":"payment"}]}',
    );
    const url = new URL(
      robokassaPaymentUrl({
        merchantLogin: 'demo',
        firstPassword: 'pass1',
        algorithm: 'sha256',
        invoiceId: 1207,
        amount: 1_220_000n,
        description: 'Пополнение',
        receipt,
        shp: { Shp_customer: '100045' },
      }),
    );
    expect(url.searchParams.get('Receipt')).toBe(receipt);
    expect(url.searchParams.get('SignatureValue')).toBe(
      sha256(`demo:12200.00:1207:${receipt}:pass1:Shp_customer=100045`),
    );
  });

  it('a browser that comes back carries a signature with the other password', () => {
    const form = {
      OutSum: '12200.00',
      InvId: '1207',
      SignatureValue: sha256('12200.00:1207:pass1:Shp_customer=100045'),
      Shp_customer: '100045',
    };
    expect(isSignedByRobokassa(form, 'pass1', 'sha256')).toBe(true);
    expect(isSignedByRobokassa(form, 'pass2', 'sha256')).toBe(false);
  });

  it('is read back as either shop was told it, so that a return says the same', () => {
    const said = { tax: 'vat120', method: 'full_prepayment' };
    expect(fiscalLineIn({ items: [{ tax: 'vat120', payment_method: 'full_prepayment' }] })).toEqual(said);
    expect(fiscalLineIn({ items: [{ vat_code: 6, payment_mode: 'full_prepayment' }] })).toEqual(said);
    for (const nothing of [null, {}, { items: [] }, { items: [{ vat_code: 99, payment_mode: 'advance' }] }])
      expect(fiscalLineIn(nothing)).toBeNull();
    expect((['vat122', 'vat20', 'vat105', 'none'] as const).map(percentOfTax)).toEqual([
      ...['22', '20', '5', null],
    ]);
  });
});
