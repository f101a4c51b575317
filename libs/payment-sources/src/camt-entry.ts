import type { LocalDate, Minor } from '@rocket/kernel';
import type { BankDocument, Party } from './bank-statement';
import { accountFrom, bicFrom, innFrom, isoDayFrom, isoSumFrom, kppFrom, nameFrom } from './statement-fields';

/** Leaves of one element of the file by their path below it: `RltdPties/Dbtr/Nm`. The first of a path stands. */
export class Leaves {
  private readonly texts = new Map<string, string>();
  /** Free text comes in pieces of 140 characters; a piece that fills its field goes on in the next one. */
  private lastPieceIsFull = false;
  currency: string | null = null;

  constructor(readonly line: number) {}

  put(path: string, text: string): void {
    const before = this.texts.get(path);
    if (path.endsWith('/Ustrd')) {
      const joint = before === undefined || this.lastPieceIsFull ? '' : ' ';
      this.texts.set(path, `${before ?? ''}${joint}${text}`.slice(0, 4_000));
      this.lastPieceIsFull = text.length >= 140;
    } else if (path.endsWith('/Othr/Id') && kppFrom(text)) this.texts.set(`${path}#kpp`, text);
    else if (before === undefined || (path.endsWith('/Othr/Id') && !innFrom(before)))
      this.texts.set(path, text);
  }

  /** The first of several places where banks write the same thing. */
  get(...paths: string[]): string {
    for (const path of paths) {
      const text = this.texts.get(path);
      if (text) return text;
    }
    return '';
  }
}

/** What an entry of a statement turned out to be. */
export type EntryReading =
  | { readonly documents: readonly BankDocument[]; readonly movement: Minor }
  | { readonly rejected: string; readonly movement: Minor | null }
  | { readonly pending: string };

/** Codes of the Bank of Russia for kinds of payment documents, as 1C names them. */
const KINDS: Readonly<Record<string, string>> = {
  '01': 'Платежное поручение',
  '02': 'Платежное требование',
  '06': 'Инкассовое поручение',
  '09': 'Мемориальный ордер',
  '16': 'Платежный ордер',
  '17': 'Банковский ордер',
};
const NO_REFERENCE = /^(?:NOTPROVIDED|NOREF|0+|-)$/i;

/**
 * Makes documents of one entry (`Ntry`) of a camt.053 statement of `ownAccount`: one for each transaction of it. An entry
 * whose parts do not add up to its sum is refused whole. `movement` is what it does to the account, signed.
 */
export function readEntry(entry: Leaves, parts: readonly Leaves[], ownAccount: string): EntryReading {
  const amount = isoSumFrom(entry.get('Amt'));
  const side = entry.get('CdtDbtInd');
  const status = entry.get('Sts', 'Sts/Cd');
  const name = `Запись${entry.get('NtryRef') ? ` ${entry.get('NtryRef')}` : ''}`;
  if (status !== '' && status !== 'BOOK')
    return { pending: `${name} ещё не проведена банком (${status}): загрузите выписку, когда проведёт.` };
  if (side !== 'CRDT' && side !== 'DBIT')
    return { rejected: `${name} не принята: не указано, приход это или расход.`, movement: null };
  if (amount === null || amount <= 0n)
    return { rejected: `${name} не принята: сумма «${entry.get('Amt')}» не читается.`, movement: null };
  const movement = side === 'CRDT' ? amount : -amount;
  const booked = isoDayFrom(entry.get('BookgDt/Dt', 'BookgDt/DtTm', 'ValDt/Dt', 'ValDt/DtTm'));
  if (booked === null)
    return { rejected: `${name} не принята: дата проводки не указана или не читается.`, movement };
  const isReversal = /^(?:true|1)$/.test(entry.get('RvslInd'));
  const known = { entry, ownAccount, booked, isReversal };
  if (parts.length <= 1)
    return { documents: [documentOf({ ...known, part: parts[0] ?? entry, amount, side })], movement };
  const documents: BankDocument[] = [];
  let total = 0n;
  for (const part of parts) {
    const own = isoSumFrom(part.get('Amt', 'AmtDtls/TxAmt/Amt', 'AmtDtls/InstdAmt/Amt'));
    if (own === null || own <= 0n)
      return { rejected: `${name} не принята: у части в строке ${part.line} нет суммы.`, movement };
    const partSide = part.get('CdtDbtInd') || side;
    total += partSide === 'CRDT' ? own : -own;
    documents.push(documentOf({ ...known, part, amount: own, side: partSide }));
  }
  return total === movement
    ? { documents, movement }
    : { rejected: `${name} не принята: её части не складываются в сумму записи.`, movement };
}

interface Transaction {
  readonly entry: Leaves;
  readonly part: Leaves;
  readonly ownAccount: string;
  readonly booked: LocalDate;
  readonly isReversal: boolean;
  readonly amount: Minor;
  readonly side: string;
}

function documentOf({
  entry,
  part,
  ownAccount,
  booked,
  isReversal,
  amount,
  side,
}: Transaction): BankDocument {
  const isIncoming = side === 'CRDT';
  // A reversal keeps the parties of what it takes back.
  const other = partyOf(part, isIncoming === isReversal ? 'Cdtr' : 'Dbtr');
  const own = { ...partyOf(part, isIncoming === isReversal ? 'Dbtr' : 'Cdtr'), account: ownAccount };
  const number = ['Refs/EndToEndId', 'Refs/InstrId', 'Refs/ChqNb']
    .map((path) => part.get(path))
    .find((text) => text !== '' && !NO_REFERENCE.test(text));
  return {
    line: part.line,
    kind: KINDS[part.get('BkTxCd/Prtry/Cd') || entry.get('BkTxCd/Prtry/Cd')] ?? 'Прочее',
    number: number ?? (entry.get('NtryRef', 'AcctSvcrRef') || 'б/н'),
    date: isoDayFrom(part.get('RltdDts/TxDtTm', 'RltdDts/AccptncDtTm')) ?? booked,
    amount,
    payer: isIncoming ? other : own,
    payee: isIncoming ? own : other,
    debitedOn: isIncoming ? null : booked,
    creditedOn: isIncoming ? booked : null,
    purpose: purposeOf(entry, part),
    currency: currencyOf(part.currency ?? entry.currency),
    ...(isReversal ? { isReversal } : {}),
  };
}

/** The rouble had another code until 1998, and banks still print it. */
const currencyOf = (code: string | null): string | null => (code === 'RUR' ? 'RUB' : code);

function purposeOf(entry: Leaves, part: Leaves): string {
  const free = part.get('RmtInf/Ustrd', 'AddtlTxInf', 'AddtlNtryInf') || entry.get('AddtlNtryInf');
  const invoice = part.get('RmtInf/Strd/RfrdDocInf/Nb');
  const isInvoice = /^(?:CINV|)$/.test(part.get('RmtInf/Strd/RfrdDocInf/Tp/CdOrPrtry/Cd'));
  return [free, invoice && isInvoice && !free.includes(invoice) ? `Счёт № ${invoice}` : '']
    .filter((text) => text !== '')
    .join(' ');
}

function partyOf(part: Leaves, role: 'Dbtr' | 'Cdtr'): Party {
  const party = [`RltdPties/${role}/Pty`, `RltdPties/${role}`];
  const id = party.flatMap((at) => [`${at}/Id/OrgId/Othr/Id`, `${at}/Id/PrvtId/Othr/Id`]);
  const account = `RltdPties/${role}Acct/Id`;
  const bank = `RltdAgts/${role}Agt/FinInstnId`;
  const named = nameFrom(part.get(...party.map((at) => `${at}/Nm`)));
  return {
    name: named.name,
    inn: innFrom(part.get(...id)) ?? innFrom(part.get(`Tax/${role}/TaxId`)) ?? named.inn,
    kpp: kppFrom(part.get(...id.map((at) => `${at}#kpp`), `Tax/${role}/RegnId`)),
    account: accountFrom(part.get(`${account}/Othr/Id`, `${account}/IBAN`)),
    bic: bicFrom(part.get(`${bank}/ClrSysMmbId/MmbId`).replace(/^RU/, '')),
    bankName: part.get(`${bank}/Nm`) || null,
  };
}
