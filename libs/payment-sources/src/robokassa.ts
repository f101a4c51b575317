import { createHash, timingSafeEqual } from 'node:crypto';
import { parseMinor, printMinor, type Minor } from '@rocket/kernel';
import { PaymentSourceError } from './payment-source-error';

/** The algorithms a shop can choose in its technical settings; sha256 or stronger is wanted. */
export const ROBOKASSA_ALGORITHMS = ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'ripemd160'] as const;
export type RobokassaAlgorithm = (typeof ROBOKASSA_ALGORITHMS)[number];

export interface RobokassaResult {
  /** `InvId`, 1…2147483647; the answer to Robokassa is `OK` and this number. */
  readonly invoiceId: number;
  /** What the customer paid, in kopecks; the provider's fee is another document. */
  readonly amount: Minor;
  /** The same for every repetition of the call (rule 5). */
  readonly reference: string;
  /** Our own `Shp_` parameters as they came back. */
  readonly shp: Readonly<Record<string, string>>;
}

export const ROBOKASSA_PAY_URL = 'https://auth.robokassa.ru/Merchant/Index.aspx';
const LARGEST_INVOICE_ID = 2_147_483_647;

export const robokassaDigest = (algorithm: RobokassaAlgorithm, parts: readonly string[]): string =>
  createHash(algorithm).update(parts.join(':'), 'utf8').digest('hex');
const shpParts = (shp: Readonly<Record<string, string>>): string[] =>
  Object.keys(shp)
    .sort()
    .map((key) => `${key}=${shp[key]}`);

const shpOf = (form: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(form).filter(([key]) => /^shp_/i.test(key)));

/**
 * Whether a form carries the shop's signature over `OutSum:InvId:password[:Shp_…]`, in constant time. ResultURL is signed
 * with password 2; SuccessURL, which only brings the browser back and credits nothing, with password 1.
 */
export function isSignedByRobokassa(
  form: Readonly<Record<string, string>>,
  password: string,
  algorithm: RobokassaAlgorithm,
): boolean {
  const { OutSum = '', InvId = '', SignatureValue = '' } = form;
  const expected = Buffer.from(
    robokassaDigest(algorithm, [OutSum, InvId, password, ...shpParts(shpOf(form))]),
  );
  const received = Buffer.from(SignatureValue.toLowerCase());
  return expected.length === received.length && timingSafeEqual(expected, received);
}

/**
 * Checks the server-to-server call of ResultURL. The hash is taken over the raw strings: Robokassa sends
 * `100.000000` where it was asked for `100.00`. Facts: ru-docs-payments §5.1.
 * @throws PaymentSourceError `signature_invalid` when it is not Robokassa's word, `provider_payment_malformed`
 *   when it is, but the sum has parts of a kopeck or `InvId` is no number of ours
 */
export function verifyRobokassaResult(
  form: Readonly<Record<string, string>>,
  secondPassword: string,
  algorithm: RobokassaAlgorithm,
): RobokassaResult {
  const { OutSum = '', InvId = '' } = form;
  const shp = shpOf(form);
  if (!isSignedByRobokassa(form, secondPassword, algorithm))
    throw new PaymentSourceError('signature_invalid', 'Подпись уведомления Робокассы неверна.');
  const sum = /^(\d{1,13}\.\d{2})0*$/.exec(OutSum);
  const invoiceId = /^[1-9]\d{0,9}$/.test(InvId) ? Number(InvId) : 0;
  const amount = sum ? parseMinor(sum[1]!) : 0n;
  if (amount <= 0n || invoiceId < 1 || invoiceId > LARGEST_INVOICE_ID)
    throw new PaymentSourceError(
      'provider_payment_malformed',
      'Уведомление Робокассы подписано верно, но сумма или номер счёта не читаются.',
    );
  return { invoiceId, amount, reference: `robokassa:${invoiceId}`, shp };
}

export interface RobokassaPayment {
  readonly merchantLogin: string;
  readonly firstPassword: string;
  readonly algorithm: RobokassaAlgorithm;
  readonly invoiceId: number;
  /** Kopecks. */
  readonly amount: Minor;
  /** At most 100 characters, shown to the customer. */
  readonly description: string;
  readonly email?: string;
  readonly culture?: 'ru' | 'en';
  readonly isTest?: boolean;
  /** Comes back with the result; names begin with `Shp_`, values are plain Latin letters, digits and `.-_`. */
  readonly shp?: Readonly<Record<string, string>>;
  /** The fiscal receipt as `robokassaReceipt` prints it: encoded once, signed and sent in that form. */
  readonly receipt?: string;
  /** `ГГГГ-ММ-ДДTЧЧ:ММ` and so on: after it the page takes no money. Not signed. */
  readonly expiresAt?: string;
  /** Another address of the shop: the double of the sandbox. */
  readonly payUrl?: string;
}

/**
 * The page where a customer pays an invoice by card or otherwise.
 * @throws RangeError for a sum or number Robokassa would refuse, a long description, or `shp` values whose
 *   signature would depend on who encodes them
 */
export function robokassaPaymentUrl(payment: RobokassaPayment): string {
  const { merchantLogin, invoiceId, amount, description, shp = {} } = payment;
  if (amount <= 0n) throw new RangeError('Robokassa takes a sum above zero');
  if (!Number.isInteger(invoiceId) || invoiceId < 1 || invoiceId > LARGEST_INVOICE_ID)
    throw new RangeError(`Not an InvId: ${invoiceId}`);
  if ([...description].length > 100) throw new RangeError('The description is longer than 100 characters');
  for (const [key, value] of Object.entries(shp))
    if (!/^Shp_[A-Za-z0-9_]+$/.test(key) || !/^[A-Za-z0-9._-]+$/.test(value))
      throw new RangeError(`Not a plain Shp parameter: ${key}`);
  const outSum = printMinor(amount);
  const signed = [
    merchantLogin,
    outSum,
    String(invoiceId),
    ...(payment.receipt ? [payment.receipt] : []),
    payment.firstPassword,
    ...shpParts(shp),
  ];
  const query = new URLSearchParams({
    MerchantLogin: merchantLogin,
    OutSum: outSum,
    InvId: String(invoiceId),
    Description: description,
    SignatureValue: robokassaDigest(payment.algorithm, signed),
    Culture: payment.culture ?? 'ru',
    Encoding: 'utf-8',
    ...(payment.email ? { Email: payment.email } : {}),
    ...(payment.receipt ? { Receipt: payment.receipt } : {}),
    ...(payment.expiresAt ? { ExpirationDate: payment.expiresAt } : {}),
    ...(payment.isTest ? { IsTest: '1' } : {}),
    ...shp,
  });
  return `${payment.payUrl ?? ROBOKASSA_PAY_URL}?${query.toString()}`;
}
