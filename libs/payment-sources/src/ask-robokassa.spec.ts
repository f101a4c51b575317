import { createHash, createHmac } from 'node:crypto';
import { PaymentSourceError } from './payment-source-error';
import {
  readRobokassaState,
  robokassaRefundToken,
  robokassaSecondReceipt,
  robokassaStatePath,
} from './ask-robokassa';

const SHOP = { merchantLogin: 'demo', password1: 'pass1', password2: 'pass2', algorithm: 'sha256' } as const;
const answer = (result: string, rest = ''): string =>
  `<?xml version="1.0" encoding="utf-8"?><OperationStateResponse xmlns="http://merchant.roboxchange.com/WebService/">` +
  `<Result><Code>${result}</Code></Result>${rest}</OperationStateResponse>`;
const operation = (state: number): string =>
  answer(
    '0',
    `<State><Code>${state}</Code><RequestDate>2026-11-21</RequestDate></State><Info><IncSum>100.500000</IncSum>` +
      '<PaymentMethod><Code>BankCard</Code></PaymentMethod><OutSum>100</OutSum><OpKey>AB-1</OpKey></Info>',
  );
const codeOf = (xml: string): string => {
  try {
    return readRobokassaState(xml).state;
  } catch (error) {
    if (error instanceof PaymentSourceError) return error.code;
    throw error;
  }
};

describe('the services of Robokassa', () => {
  it('are asked with a signature of password 2 [S-43]', () => {
    const query = new URLSearchParams(robokassaStatePath(SHOP, 1207).split('?')[1]);
    expect(query.get('Signature')).toBe(createHash('sha256').update('demo:1207:pass2').digest('hex'));
  });

  it('say the state, both sums in kopecks and the key of the operation [S-44]', () => {
    expect(readRobokassaState(operation(100))).toEqual({
      state: 'paid',
      outSum: 10_000n,
      incSum: 10_050n,
      operationKey: 'AB-1',
    });
    expect([5, 10, 20, 50, 60, 80, 77].map((state) => readRobokassaState(operation(state)).state)).toEqual([
      'waiting',
      'cancelled',
      'held',
      'received',
      'returned',
      'held',
      'held',
    ]);
  });

  it.each([
    [answer('3'), 'unknown'],
    [answer('1'), 'provider_rejected'],
    [answer('1000'), 'provider_unavailable'],
    ['<html>Service Unavailable', 'provider_unavailable'],
    ['', 'provider_unavailable'],
    [`<!DOCTYPE a [<!ENTITY b "c">]>${operation(100).replace(/^<\?.*?\?>/, '')}`, 'provider_unavailable'],
  ])('when it cannot be read or is refused, it is not taken for an answer: %#', (xml, code) => {
    expect(codeOf(xml)).toBe(code);
  });

  it('take a refund as a JWT over decimals, signed with password 3 [S-45]', async () => {
    const line = {
      name: 'Возврат',
      amount: 100n,
      tax: 'vat122',
      method: 'full_prepayment',
      object: 'payment',
    } as const;
    const token = await robokassaRefundToken({ operationKey: 'AB-1', amount: 100n, lines: [line] }, 'pass3');
    const [head, payload, signature] = token.split('.');
    expect(Buffer.from(payload!, 'base64url').toString()).toBe(
      '{"OpKey":"AB-1","RefundSum":1.00,"InvoiceItems":[{"Name":"Возврат","Quantity":1,"Cost":1.00,' +
        '"Tax":"vat122","PaymentMethod":"full_prepayment","PaymentObject":"payment"}]}',
    );
    expect(signature).toBe(createHmac('sha256', 'pass3').update(`${head}.${payload}`).digest('base64url'));
  });

  it('take a second receipt as base64url and a hash of it, without padding', () => {
    const body = robokassaSecondReceipt(
      {
        merchantLogin: 'demo',
        id: 8,
        originId: 7,
        taxSystem: 'osn',
        siteUrl: 'https://market.example',
        email: 'a@b.ru',
        lines: [{ name: 'Услуги', amount: 12_200n, tax: 'vat22', method: 'full_payment', object: 'service' }],
        vat: 2_200n,
      },
      SHOP,
    );
    const [json, signature] = body.split('.');
    expect(JSON.parse(Buffer.from(json!, 'base64url').toString())).toMatchObject({
      id: '8',
      originId: '7',
      operation: 'sell',
      total: 122,
      payments: [{ type: 2, sum: 122 }],
      vats: [{ type: 'vat22', sum: 22 }],
      items: [{ sum: 122, payment_method: 'full_payment' }],
    });
    expect(Buffer.from(signature!, 'base64url').toString()).toBe(
      createHash('sha256').update(`${json}pass1`).digest('hex'),
    );
  });
});
