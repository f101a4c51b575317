import { isSettlementAccount, printMinor, type LocalDate, type Minor } from '@rocket/kernel';
import iconv from 'iconv-lite';
import type { Party } from './bank-statement';

/** One of the two of an order. A bank takes no order without an account and a BIC. */
export interface OrderParty extends Party {
  readonly account: string;
  readonly bic: string;
  readonly correspondentAccount: string | null;
}

/** An outgoing «Платёжное поручение». The sum is in kopecks. */
export interface PaymentOrder {
  /** At most six digits: a bank prints no more. */
  readonly number: number;
  readonly date: LocalDate;
  readonly amount: Minor;
  readonly payer: OrderParty;
  readonly payee: OrderParty;
  readonly purpose: string;
}

const VERSION = '1.03';
const ENCODING = 'windows-1251';
/** Lengths of a payment order (Bank of Russia regulation 762-P, appendix 11). */
const NAME_LIMIT = 160;
const PURPOSE_LIMIT = 210;
const NUMBER_LIMIT = 999_999;

/** What windows-1251 lacks and people write all the same. */
const SAID_OTHERWISE: Readonly<Record<string, string>> = { '₽': 'руб.', '−': '-', '‑': '-', '‐': '-' };
const LINE_ENDS = /[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g;

/**
 * A value on one line in letters the bank has: a line break in a name would write keys of its own into the file. ₽ becomes
 * «руб.», what has no letter is left out.
 */
function valueOf(text: string, limit: number): string {
  const plain = [...text.normalize('NFC').replace(LINE_ENDS, ' ')]
    .map((letter) => SAID_OTHERWISE[letter] ?? letter)
    .filter((letter) => letter === '?' || iconv.decode(iconv.encode(letter, ENCODING), ENCODING) === letter)
    .join('');
  return plain.replace(/ {2,}/g, ' ').trim().slice(0, limit);
}

const dotted = (date: LocalDate): string => date.split('-').reverse().join('.');

const side = (role: 'Плательщик' | 'Получатель', party: OrderParty): string[] => [
  `${role}Счет=${party.account}`,
  `${role}=ИНН ${party.inn ?? ''} ${valueOf(party.name, NAME_LIMIT)}`,
  `${role}ИНН=${party.inn ?? ''}`,
  `${role}КПП=${party.kpp ?? ''}`,
  `${role}1=${valueOf(party.name, NAME_LIMIT)}`,
  `${role}РасчСчет=${party.account}`,
  `${role}Банк1=${valueOf(party.bankName ?? '', NAME_LIMIT)}`,
  `${role}БИК=${party.bic}`,
  `${role}Корсчет=${party.correspondentAccount ?? ''}`,
];

const orderLines = ({ number, date, amount, payer, payee, purpose }: PaymentOrder): string[] => [
  'СекцияДокумент=Платежное поручение',
  `Номер=${number}`,
  `Дата=${dotted(date)}`,
  `Сумма=${printMinor(amount)}`,
  ...side('Плательщик', payer),
  ...side('Получатель', payee),
  'ВидОплаты=01',
  'Очередность=5',
  `НазначениеПлатежа=${valueOf(purpose, PURPOSE_LIMIT)}`,
  'КонецДокумента',
];

/**
 * A file of payment orders for the client program of the payer's bank: 1CClientBankExchange 1.03, windows-1251, CRLF (facts 4.1,
 * 9.2). All orders are of one account: a client program is of one account.
 * @throws Error for no orders, orders of several accounts, an account that does not fit its BIC, a sum that is not positive or
 *   a number of more than six digits: whoever calls has checked, so this is a bug
 */
export function writePaymentOrders(
  orders: readonly PaymentOrder[],
  created: { readonly date: LocalDate; /** `HH:MM:SS` */ readonly time: string },
): Uint8Array {
  const [first] = orders;
  if (!first) throw new Error('There are no orders to write');
  for (const order of orders) refuseWrongOrder(order, first.payer.account);
  const days = orders.map(({ date }) => date).sort();
  const lines = [
    '1CClientBankExchange',
    `ВерсияФормата=${VERSION}`,
    'Кодировка=Windows',
    'Отправитель=Rocket Market',
    'Получатель=',
    `ДатаСоздания=${dotted(created.date)}`,
    `ВремяСоздания=${created.time}`,
    `ДатаНачала=${dotted(days[0]!)}`,
    `ДатаКонца=${dotted(days.at(-1)!)}`,
    `РасчСчет=${first.payer.account}`,
    'Документ=Платежное поручение',
    ...orders.flatMap(orderLines),
    'КонецФайла',
  ];
  return iconv.encode(`${lines.join('\r\n')}\r\n`, ENCODING);
}

function refuseWrongOrder({ number, amount, payer, payee }: PaymentOrder, account: string): void {
  const refuse = (why: string): never => {
    throw new Error(`Payment order ${number}: ${why}`);
  };
  if (payer.account !== account) refuse(`it is of account ${payer.account}, the file of ${account}`);
  if (amount <= 0n) refuse(`its sum is ${printMinor(amount)}`);
  if (number < 1 || number > NUMBER_LIMIT) refuse('a number has at most six digits');
  for (const { account: of, bic } of [payer, payee])
    if (!isSettlementAccount(of, bic)) refuse(`account ${of} does not fit BIC ${bic}`);
}
