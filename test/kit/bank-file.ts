import iconv from 'iconv-lite';

/** Where the first seller receives money (offers/rocket-sales/profile.json). */
export const SELLERS_ACCOUNT = '40702810410000551190';

export interface Payment {
  /** As the bank prints it: `5000.00`. */
  readonly amount: string;
  readonly payer: { readonly name: string; readonly inn: string | null; readonly account?: string };
  readonly purpose: string;
  /** Number of the payment order; payments of one payer and day are told apart by it. */
  readonly number: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Whose account it reached; the first seller's unless told. */
  readonly payeeAccount?: string;
}

const dotted = (date: string): string => date.split('-').reverse().join('.');

const documentLines = ({ amount, payer, purpose, number, date, payeeAccount }: Payment): string[] => [
  'СекцияДокумент=Платежное поручение',
  `Номер=${number}`,
  `Дата=${dotted(date)}`,
  `Сумма=${amount}`,
  `ПлательщикСчет=${payer.account ?? '40702810500000000002'}`,
  'ДатаСписано=',
  `Плательщик=${payer.name}`,
  `ПлательщикИНН=${payer.inn ?? ''}`,
  'ПлательщикКПП=0',
  'ПлательщикБИК=044525225',
  `ПолучательСчет=${payeeAccount ?? SELLERS_ACCOUNT}`,
  `ДатаПоступило=${dotted(date)}`,
  'Получатель=ООО "Рокет Софт"',
  'ПолучательИНН=6732180881',
  'ПолучательБИК=044525974',
  'ВидОплаты=01',
  'Очередность=5',
  `НазначениеПлатежа=${purpose}`,
  'КонецДокумента',
];

/** The lines of a statement in the 1C exchange format; a scenario may spoil some before they are encoded. */
export function bankFileLines(payments: readonly Payment[]): string[] {
  const dates = payments.map(({ date }) => date).sort();
  const total = payments.reduce((kopecks, { amount }) => kopecks + BigInt(amount.replace('.', '')), 0n);
  const account = payments[0]?.payeeAccount ?? SELLERS_ACCOUNT;
  const sum = `${total / 100n}.${String(total % 100n).padStart(2, '0')}`;
  return [
    '1CClientBankExchange',
    'ВерсияФормата=1.03',
    'Кодировка=Windows',
    'Отправитель=Бизнес Онлайн',
    `ДатаНачала=${dotted(dates[0] ?? '2027-01-01')}`,
    `ДатаКонца=${dotted(dates.at(-1) ?? '2027-01-01')}`,
    `РасчСчет=${account}`,
    'СекцияРасчСчет',
    `ДатаНачала=${dotted(dates[0] ?? '2027-01-01')}`,
    `ДатаКонца=${dotted(dates.at(-1) ?? '2027-01-01')}`,
    'НачальныйОстаток=0.00',
    `РасчСчет=${account}`,
    'ВсегоСписано=0',
    `ВсегоПоступило=${sum}`,
    `КонечныйОстаток=${sum}`,
    'КонецРасчСчет',
    ...payments.flatMap(documentLines),
    'КонецФайла',
  ];
}

/** As banks send it: windows-1251 with CRLF. */
export const encodeBankFile = (lines: readonly string[]): Buffer =>
  iconv.encode(`${lines.join('\r\n')}\r\n`, 'win1251');

export const bankFile = (payments: readonly Payment[]): Buffer => encodeBankFile(bankFileLines(payments));
