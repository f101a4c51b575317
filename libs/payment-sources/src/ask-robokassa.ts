import { createHash } from 'node:crypto';
import { parseMinor, printMinor, type Minor } from '@rocket/kernel';
import { CompactSign } from 'jose';
import { SaxesParser } from 'saxes';
import { z } from 'zod';
import { robokassaItem, type FiscalLine, type TaxSystem } from './fiscal-lines';
import { PaymentSourceError } from './payment-source-error';
import { robokassaDigest, type RobokassaAlgorithm } from './robokassa';

/** What Robokassa knows of an operation when it is asked. */
export interface RobokassaOperation {
  /**
   * `unknown`: nobody began to pay. `waiting`: begun, no money yet. `received`: money is being credited. `paid`: done.
   * `held`: suspended or blocked, Robokassa decides. `cancelled`: no money will come. `returned`: it went back.
   */
  readonly state: 'unknown' | 'waiting' | 'received' | 'paid' | 'held' | 'cancelled' | 'returned';
  /** What the shop asked for and what the customer paid, kopecks; null when not said. */
  readonly outSum: Minor | null;
  readonly incSum: Minor | null;
  /** The name refunds call the operation by. */
  readonly operationKey: string | null;
}

/** Facts: ru-docs-payments §5.1 [S-44]; a code that is not listed is Robokassa's to decide. */
const STATES: Readonly<Record<string, RobokassaOperation['state']>> = {
  5: 'waiting',
  10: 'cancelled',
  20: 'held',
  50: 'received',
  60: 'returned',
  80: 'held',
  100: 'paid',
};

/** Path and query of OpStateExt below the shop's address; signed with password 2. */
export function robokassaStatePath(
  shop: {
    readonly merchantLogin: string;
    readonly password2: string;
    readonly algorithm: RobokassaAlgorithm;
  },
  invoiceId: number,
): string {
  const query = new URLSearchParams({
    MerchantLogin: shop.merchantLogin,
    InvoiceID: String(invoiceId),
    Signature: robokassaDigest(shop.algorithm, [shop.merchantLogin, String(invoiceId), shop.password2]),
  });
  return `/Merchant/WebService/Service.asmx/OpStateExt?${query.toString()}`;
}

/**
 * Reads the answer of OpStateExt.
 * @throws PaymentSourceError `provider_unavailable` when Robokassa could not say (its code 1000, something that is not
 *   its XML, a DOCTYPE), `provider_rejected` when it does not know the shop or the signature
 */
export function readRobokassaState(xml: string): RobokassaOperation {
  const said = textsOf(xml);
  const result = said.get('Result/Code');
  if (result === '3') return { state: 'unknown', outSum: null, incSum: null, operationKey: null };
  if (result === undefined || result === '1000')
    throw new PaymentSourceError('provider_unavailable', 'Робокасса не ответила о платеже.');
  if (result !== '0')
    throw new PaymentSourceError('provider_rejected', `Робокасса не ответила о платеже: код ${result}.`);
  return {
    state: STATES[said.get('State/Code') ?? ''] ?? 'held',
    outSum: sumOf(said.get('Info/OutSum')),
    incSum: sumOf(said.get('Info/IncSum')),
    operationKey: said.get('Info/OpKey') || null,
  };
}

const sumOf = (text: string | undefined): Minor | null => {
  const sum = /^(\d{1,13})(?:\.(\d{1,2})0*)?$/.exec(text ?? '');
  return sum ? parseMinor(`${sum[1]}.${(sum[2] ?? '').padEnd(2, '0')}`) : null;
};

/** Texts of elements two below the root, by `Parent/Child`. */
function textsOf(xml: string): Map<string, string> {
  const texts = new Map<string, string>();
  const path: string[] = [];
  const parser = new SaxesParser();
  parser.on('doctype', () => parser.fail('a document type is not taken'));
  parser.on('opentag', ({ name }) => path.push(name));
  parser.on('closetag', () => path.pop());
  parser.on('text', (text) => {
    const key = path.slice(1).join('/');
    if (path.length === 3) texts.set(key, (texts.get(key) ?? '') + text.trim());
  });
  try {
    parser.write(xml).close();
  } catch {
    throw new PaymentSourceError('provider_unavailable', 'Ответ Робокассы не читается.');
  }
  return texts;
}

/**
 * The body of a refund request: a JWT over the operation, the sum and the lines of the receipt, signed with password 3.
 * Creation is not idempotent: keep the intent before, ask the state before any repeat.
 */
export function robokassaRefundToken(
  refund: { readonly operationKey: string; readonly amount: Minor; readonly lines: readonly FiscalLine[] },
  password3: string,
): Promise<string> {
  const items = refund.lines.map(
    ({ name, amount, tax, method, object }) =>
      `{"Name":${JSON.stringify(name)},"Quantity":1,"Cost":${printMinor(amount)},"Tax":"${tax}",` +
      `"PaymentMethod":"${method}","PaymentObject":"${object}"}`,
  );
  const payload =
    `{"OpKey":${JSON.stringify(refund.operationKey)},"RefundSum":${printMinor(refund.amount)}` +
    `${items.length > 0 ? `,"InvoiceItems":[${items.join(',')}]` : ''}}`;
  return new CompactSign(Buffer.from(payload))
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(Buffer.from(password3));
}

export interface RobokassaSecondReceipt {
  readonly merchantLogin: string;
  /** A number of our own for the receipt, and the `InvId` of the payment it closes. */
  readonly id: number;
  readonly originId: number;
  readonly taxSystem: TaxSystem;
  readonly siteUrl: string;
  readonly email: string;
  readonly lines: readonly FiscalLine[];
  readonly vat: Minor;
}

export interface RobokassaFiscalKey {
  readonly password1: string;
  readonly algorithm: RobokassaAlgorithm;
}

/**
 * The body of Receipt/Attach: base64url of the JSON, a dot, base64url of the hash over it and password 1, both without
 * padding. At most two receipts an operation: the first one and this one. Source: docs.robokassa.ru/ru/second-receipt
 * and the provider's own PHP SDK for the hash, both read 2026-11-21.
 */
export function robokassaSecondReceipt(receipt: RobokassaSecondReceipt, shop: RobokassaFiscalKey): string {
  const total = printMinor(receipt.lines.reduce((all, { amount }) => all + amount, 0n));
  const json =
    `{"merchantId":${JSON.stringify(receipt.merchantLogin)},"id":"${receipt.id}","originId":"${receipt.originId}",` +
    `"operation":"sell","sno":"${receipt.taxSystem}","url":${JSON.stringify(receipt.siteUrl)},"total":${total},` +
    `"items":[${receipt.lines.map(robokassaItem).join(',')}],"client":{"email":${JSON.stringify(receipt.email)}},` +
    `"payments":[{"type":2,"sum":${total}}],` +
    `"vats":[{"type":"${receipt.lines[0]?.tax ?? 'none'}","sum":${printMinor(receipt.vat)}}]}`;
  return signedFiscalBody(json, shop);
}

/** The same envelope around `{merchantId, id}` asks Receipt/Status. */
export const robokassaReceiptQuestion = (
  merchantLogin: string,
  id: number,
  shop: RobokassaFiscalKey,
): string => signedFiscalBody(`{"merchantId":${JSON.stringify(merchantLogin)},"id":"${id}"}`, shop);

const said = z.union([z.string(), z.number()]).transform(String).nullish();
const receiptShape = z.looseObject({
  Statuses: z.array(z.looseObject({ Code: z.string() })).nullish(),
  FnNumber: said,
  FiscalDocumentNumber: said,
  FiscalDocumentAttribute: said,
  FiscalDate: z.string().nullish(),
});

/** What a cash register behind Robokassa has said of a receipt. */
export interface RobokassaReceiptSaid {
  readonly state: 'pending' | 'succeeded' | 'canceled';
  readonly documentNumber: string | null;
  readonly storageNumber: string | null;
  readonly attribute: string | null;
  readonly registeredAt: Date | null;
}

/**
 * Reads the answer of Receipt/Status, which is asked by `InvId`; null when no register has said anything. Source: the
 * provider's own PHP SDK (getCheckStatus) and its second-receipt page, both read 2026-11-21; not yet seen against a real shop.
 * @throws PaymentSourceError `provider_unavailable` when it cannot be read
 */
export function readRobokassaReceipt(answer: unknown): RobokassaReceiptSaid | null {
  const parsed = receiptShape.safeParse(answer);
  if (!parsed.success)
    throw new PaymentSourceError('provider_unavailable', 'Ответ Робокассы о чеке не читается.');
  const { Statuses, FnNumber, FiscalDocumentNumber, FiscalDocumentAttribute, FiscalDate } = parsed.data;
  const words = new Set((Statuses ?? []).map(({ Code }) => Code));
  if (words.size === 0) return null;
  const isCancelled = words.has('Fail') || words.has('NotProvided');
  return {
    state: words.has('Done') ? 'succeeded' : isCancelled ? 'canceled' : 'pending',
    documentNumber: FiscalDocumentNumber || null,
    storageNumber: FnNumber || null,
    attribute: FiscalDocumentAttribute || null,
    registeredAt: moscowInstant(FiscalDate ?? ''),
  };
}

/** Registers write their wall clock; Robokassa's stand in Moscow. */
function moscowInstant(text: string): Date | null {
  const at = new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}+03:00`);
  return Number.isNaN(at.getTime()) ? null : at;
}

function signedFiscalBody(json: string, { password1, algorithm }: RobokassaFiscalKey): string {
  const body = Buffer.from(json).toString('base64url');
  const hash = createHash(algorithm).update(`${body}${password1}`).digest('hex');
  return `${body}.${Buffer.from(hash).toString('base64url')}`;
}
