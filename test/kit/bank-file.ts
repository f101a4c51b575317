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
  /** The seller pays: `payer` is then the other side, whom the money goes to. */
  readonly isOutgoing?: boolean;
}

const dotted = (date: string): string => date.split('-').reverse().join('.');

const documentLines = (payment: Payment): string[] => {
  const { amount, purpose, number, date, isOutgoing = false } = payment;
  const theirs = { ...payment.payer, kpp: '0', bic: '044525225' };
  const ours = {
    ...{ name: 'ООО "Рокет Софт"', inn: '6732180881', account: payment.payeeAccount ?? SELLERS_ACCOUNT },
    ...{ kpp: null, bic: '044525974' },
  };
  const [payer, payee] = isOutgoing ? [ours, theirs] : [theirs, ours];
  const at = (party: typeof ours | typeof theirs): string => party.account ?? '40702810500000000002';
  return [
    'СекцияДокумент=Платежное поручение',
    `Номер=${number}`,
    `Дата=${dotted(date)}`,
    `Сумма=${amount}`,
    `ПлательщикСчет=${at(payer)}`,
    `ДатаСписано=${isOutgoing ? dotted(date) : ''}`,
    `Плательщик=${payer.name}`,
    `ПлательщикИНН=${payer.inn ?? ''}`,
    ...(payer.kpp === null ? [] : [`ПлательщикКПП=${payer.kpp}`]),
    `ПлательщикБИК=${payer.bic}`,
    `ПолучательСчет=${at(payee)}`,
    `ДатаПоступило=${isOutgoing ? '' : dotted(date)}`,
    `Получатель=${payee.name}`,
    `ПолучательИНН=${payee.inn ?? ''}`,
    `ПолучательБИК=${payee.bic}`,
    'ВидОплаты=01',
    'Очередность=5',
    `НазначениеПлатежа=${purpose}`,
    'КонецДокумента',
  ];
};

const totalOf = (payments: readonly Payment[]): bigint =>
  payments.reduce((kopecks, { amount }) => kopecks + BigInt(amount.replace('.', '')), 0n);
const written = (kopecks: bigint): string => `${kopecks / 100n}.${String(kopecks % 100n).padStart(2, '0')}`;

/** The lines of a statement in the 1C exchange format; a scenario may spoil some before they are encoded. */
export function bankFileLines(payments: readonly Payment[]): string[] {
  const dates = payments.map(({ date }) => date).sort();
  const received = totalOf(payments.filter(({ isOutgoing }) => !isOutgoing));
  const sent = totalOf(payments.filter(({ isOutgoing }) => isOutgoing));
  const account = payments[0]?.payeeAccount ?? SELLERS_ACCOUNT;
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
    `НачальныйОстаток=${written(sent)}`,
    `РасчСчет=${account}`,
    `ВсегоСписано=${written(sent)}`,
    `ВсегоПоступило=${written(received)}`,
    `КонечныйОстаток=${written(received)}`,
    'КонецРасчСчет',
    ...payments.flatMap(documentLines),
    'КонецФайла',
  ];
}

/** As banks send it: windows-1251 with CRLF. */
export const encodeBankFile = (lines: readonly string[]): Buffer =>
  iconv.encode(`${lines.join('\r\n')}\r\n`, 'win1251');

export const bankFile = (payments: readonly Payment[]): Buffer => encodeBankFile(bankFileLines(payments));
