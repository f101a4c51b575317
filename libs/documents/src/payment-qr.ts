import { isBic, isCorrespondentAccount, isSettlementAccount } from '@rocket/kernel';
import { create } from 'qrcode';
import type { InvoiceFacts } from './invoice-facts';
import { shortDate } from './wording';

/** Lengths allowed by ГОСТ Р 56042-2014 (facts 3.2); the purpose keeps to the older, shorter limit. */
const LIMIT = { name: 160, bank: 45, purpose: 160, number: 15, obligatoryBytes: 300 };
const SEPARATORS = '|;~^#$';

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** Cuts by whole characters and never ends on a blank. */
const clip = (text: string, limit: number): string => [...text].slice(0, limit).join('').trimEnd();

/** Whether a bank can read a payment from the code: roubles, to an account whose key fits its bank. */
export function canPayByQr({ currency, seller }: InvoiceFacts): boolean {
  const { bic, settlementAccount, correspondentAccount, bankName } = seller;
  return (
    currency === 'RUB' &&
    !!bankName &&
    !!bic &&
    isBic(bic) &&
    !!settlementAccount &&
    isSettlementAccount(settlementAccount, bic) &&
    (!correspondentAccount || isCorrespondentAccount(correspondentAccount, bic))
  );
}

/**
 * The text of the payment QR code by ГОСТ Р 56042-2014, UTF-8 (`ST00012`): the five obligatory fields first and in
 * their order, the sum in kopecks. A value that contains `|` moves the whole text to another separator.
 * @throws Error when the invoice is not payable by such a code, see `canPayByQr`
 */
export function paymentQrText(facts: InvoiceFacts): string {
  if (!canPayByQr(facts)) throw new Error(`Invoice ${facts.number} cannot be paid by a QR code`);
  const { seller } = facts;
  const obligatory = (name: string): [string, string][] => [
    ['Name', name],
    ['PersonalAcc', seller.settlementAccount!],
    ['BankName', clip(seller.bankName!, LIMIT.bank)],
    ['BIC', seller.bic!],
    ['CorrespAcc', seller.correspondentAccount || '0'],
  ];
  const rest: [string, string][] = [
    ['Sum', facts.total.toString()],
    ['Purpose', clip(facts.purpose, LIMIT.purpose)],
    ['PayeeINN', seller.inn],
    ...(seller.kpp ? [['KPP', seller.kpp] as [string, string]] : []),
    ['DocNo', clip(facts.number, LIMIT.number)],
    ['DocDate', shortDate(facts.issuedOn)],
  ];
  const blockBytes = (name: string) =>
    bytes(
      obligatory(name)
        .map(([key, value]) => `|${key}=${value}`)
        .join(''),
    ) + bytes('ST00012');
  let name = clip(seller.shortName || seller.name, LIMIT.name);
  while (blockBytes(name) > LIMIT.obligatoryBytes) name = clip(name, [...name].length - 1);

  const fields = [...obligatory(name), ...rest];
  const separator = [...SEPARATORS].find((sign) => fields.every(([, value]) => !value.includes(sign)));
  if (!separator) throw new Error(`Invoice ${facts.number}: no separator is free for its QR code`);
  return ['ST00012', ...fields.map(([key, value]) => `${key}=${value}`)].join(separator);
}

/** Dark and light modules of a QR code, row by row, without the quiet zone; error correction M (facts 3.2). */
export function qrModules(text: string): { size: number; isDark(row: number, column: number): boolean } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  return { size: modules.size, isDark: (row, column) => modules.get(row, column) === 1 };
}
