import { localDate } from '@rocket/kernel';
import iconv from 'iconv-lite';
import { incomingPayments } from './incoming-payments';
import { readBankStatement } from './read-bank-statement';
import { writePaymentOrders, type OrderParty, type PaymentOrder } from './write-payment-orders';

const SELLER: OrderParty = {
  ...{ name: 'ООО «Рокет Софт»', inn: '6732180881', kpp: '673201001', account: '40702810410000551190' },
  ...{ bic: '044525974', bankName: 'АО «ТБанк»', correspondentAccount: '30101810145250000974' },
};
const CUSTOMER: OrderParty = {
  ...{ name: 'ООО «Ромашка»', inn: '7700000016', kpp: '770001001', account: '40702810500000000002' },
  ...{ bic: '044525225', bankName: 'ПАО Сбербанк', correspondentAccount: '30101810400000000225' },
};
const order = (changes: Partial<PaymentOrder> = {}): PaymentOrder => ({
  ...{ number: 7, date: localDate('2027-01-22'), amount: 1_220_001n, payer: SELLER, payee: CUSTOMER },
  ...{ purpose: 'Возврат по договору. В том числе НДС 22% 2200-00 руб.' },
  ...changes,
});
const CREATED = { date: localDate('2027-01-22'), time: '10:15:00' };
const written = (...orders: PaymentOrder[]): Uint8Array => writePaymentOrders(orders, CREATED);
const linesOf = (bytes: Uint8Array): string[] =>
  iconv.decode(Buffer.from(bytes), 'windows-1251').split('\r\n');

describe('a file of payment orders', () => {
  it('is read back by our own reader as money that leaves our account', () => {
    const statement = readBankStatement(written(order(), order({ number: 8, amount: 5n })));
    expect([statement.version, statement.encoding, statement.rejected, statement.warnings]).toEqual([
      '1.03',
      'windows-1251',
      [],
      [],
    ]);
    const { incoming, outgoing } = incomingPayments(statement, [SELLER.account]);
    expect(incoming).toEqual([]);
    expect(outgoing.map(({ documentNumber, amount, sentOn }) => [documentNumber, amount, sentOn])).toEqual([
      ['7', 1_220_001n, '2027-01-22'],
      ['8', 5n, '2027-01-22'],
    ]);
    const { correspondentAccount: _, ...payee } = CUSTOMER;
    expect(outgoing[0]).toMatchObject({ payee, ourAccount: SELLER.account, purpose: order().purpose });
  });

  it('says what a bank wants of an order and whose account it is', () => {
    const lines = linesOf(written(order()));
    expect(lines[0]).toBe('1CClientBankExchange');
    expect(lines.slice(-2)).toEqual(['КонецФайла', '']);
    expect(lines).toEqual(
      expect.arrayContaining([
        'Кодировка=Windows',
        'РасчСчет=40702810410000551190',
        'Сумма=12200.01',
        'ПлательщикБИК=044525974',
        'ПлательщикКорсчет=30101810145250000974',
        'ПолучательСчет=40702810500000000002',
        'ПолучательИНН=7700000016',
        'ПолучательКПП=770001001',
        'ВидОплаты=01',
        'Очередность=5',
      ]),
    );
  });

  it('lets no name write keys of its own, and says in its letters what windows-1251 has not', () => {
    const name = 'ООО «Хитрый ₽»\r\nСумма=1000000.00\nКонецДокумента 🚀';
    const lines = linesOf(written(order({ payee: { ...CUSTOMER, name }, purpose: 'Возврат\u2028100 ₽' })));
    expect(lines.filter((line) => line.startsWith('Сумма='))).toEqual(['Сумма=12200.01']);
    expect(lines.filter((line) => line === 'КонецДокумента')).toHaveLength(1);
    expect(lines).toContain('Получатель1=ООО «Хитрый руб.» Сумма=1000000.00 КонецДокумента');
    expect(lines).toContain('НазначениеПлатежа=Возврат 100 руб.');
  });

  it('cuts a name and a purpose where a bank would refuse them', () => {
    const lines = linesOf(
      written(order({ payee: { ...CUSTOMER, name: 'я'.repeat(300) }, purpose: 'п'.repeat(300) })),
    );
    const lengthOf = (key: string) =>
      lines.find((line) => line.startsWith(`${key}=`))!.length - key.length - 1;
    expect([lengthOf('Получатель1'), lengthOf('НазначениеПлатежа')]).toEqual([160, 210]);
  });

  it.each([
    [
      'an account that does not fit its BIC',
      { payee: { ...CUSTOMER, bic: '044525974' } },
      'does not fit BIC',
    ],
    ['another account', { payer: { ...SELLER, account: '40702810500000000002' } }, 'the file of'],
    ['nothing to pay', { amount: 0n }, 'its sum is 0.00'],
    ['a number a bank cannot print', { number: 1_000_000 }, 'six digits'],
  ])('is not written with %s', (_, changes, why) => {
    expect(() => written(order(), order(changes))).toThrow(why);
  });

  it('is not written without orders', () => {
    expect(() => written()).toThrow('no orders');
  });
});
