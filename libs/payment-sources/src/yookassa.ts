import { BlockList, isIP } from 'node:net';
import { CURRENCIES, parseMinor, printMinor, type Currency, type Minor } from '@rocket/kernel';
import { z } from 'zod';
import { TAX_SYSTEMS, yookassaVatCode, type FiscalLine, type TaxSystem } from './fiscal-lines';
import { PaymentSourceError } from './payment-source-error';

/** What our use of the API needs to know; the rest of their objects is left alone. Facts: ru-docs-payments §5.2. */
const money = z.looseObject({
  value: z.string().regex(/^\d{1,13}\.\d{2}$/),
  currency: z.enum(CURRENCIES),
});
const fiscalState = z.enum(['pending', 'succeeded', 'canceled']);
const paymentShape = z.looseObject({
  id: z.string().min(1).max(100),
  status: z.enum(['pending', 'waiting_for_capture', 'succeeded', 'canceled']),
  amount: money,
  metadata: z.record(z.string(), z.unknown()).optional(),
  confirmation: z.looseObject({ confirmation_url: z.url().optional() }).optional(),
  cancellation_details: z.looseObject({ party: z.string(), reason: z.string() }).optional(),
  receipt_registration: fiscalState.optional(),
  payment_method: z.unknown().optional(),
});
/** Read apart: what is odd about the method never keeps a payment from being read. */
const keptCardShape = z.looseObject({
  type: z.literal('bank_card'),
  id: z.string().min(1).max(100),
  saved: z.literal(true),
  card: z.looseObject({
    last4: z.string().regex(/^\d{4}$/),
    expiry_month: z.string().regex(/^\d{2}$/),
    expiry_year: z.string().regex(/^\d{4}$/),
    card_type: z.string().min(1).max(40),
  }),
});
const refundShape = z.looseObject({
  id: z.string().min(1).max(100),
  payment_id: z.string(),
  status: z.enum(['pending', 'succeeded', 'canceled']),
  amount: money,
  cancellation_details: z.looseObject({ party: z.string(), reason: z.string() }).optional(),
});
const receiptShape = z.looseObject({
  id: z.string().min(1).max(100),
  type: z.enum(['payment', 'refund']),
  payment_id: z.string().optional(),
  refund_id: z.string().optional(),
  status: fiscalState,
  settlements: z.array(z.looseObject({ type: z.string(), amount: money.optional() })).optional(),
  fiscal_document_number: z.string().optional(),
  fiscal_storage_number: z.string().optional(),
  fiscal_attribute: z.string().optional(),
  registered_at: z.string().optional(),
});
const notificationShape = z.looseObject({
  type: z.literal('notification'),
  event: z.string().max(100),
  object: z.looseObject({ id: z.string().min(1).max(100) }),
});

export interface YookassaPayment {
  readonly id: string;
  readonly status: 'pending' | 'waiting_for_capture' | 'succeeded' | 'canceled';
  /** What the customer pays, in kopecks; the provider's commission is another document. */
  readonly amount: Minor;
  readonly currency: Currency;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly confirmationUrl: string | null;
  /** Why it was cancelled, e.g. `expired_on_confirmation`. */
  readonly cancelled: string | null;
  /** The bank card it was paid by, when the shop keeps it for payments without the payer. */
  readonly keptCard: KeptCard | null;
}

/** A card the provider keeps. What we know of it is a mask: the number never comes to us. */
export interface KeptCard {
  /** What the provider calls it: `payment_method_id` of later payments. */
  readonly methodId: string;
  readonly cardType: string;
  readonly lastFour: string;
  /** `07/2030`. */
  readonly expires: string;
}

/** @throws PaymentSourceError `provider_unavailable` when the answer is not a payment */
export function readYookassaPayment(answer: unknown): YookassaPayment {
  const payment = readAs(paymentShape, answer);
  return {
    id: payment.id,
    status: payment.status,
    amount: parseMinor(payment.amount.value),
    currency: payment.amount.currency,
    metadata: payment.metadata ?? {},
    confirmationUrl: payment.confirmation?.confirmation_url ?? null,
    cancelled: payment.cancellation_details?.reason ?? null,
    keptCard: keptCardOf(payment.payment_method),
  };
}

function keptCardOf(method: unknown): KeptCard | null {
  const read = keptCardShape.safeParse(method);
  if (!read.success) return null;
  const { id: methodId, card } = read.data;
  const expires = `${card.expiry_month}/${card.expiry_year}`;
  return { methodId, cardType: card.card_type, lastFour: card.last4, expires };
}

export interface YookassaRefund {
  readonly id: string;
  readonly paymentId: string;
  readonly status: 'pending' | 'succeeded' | 'canceled';
  readonly amount: Minor;
  readonly cancelled: string | null;
}

/** @throws PaymentSourceError `provider_unavailable` when the answer is not a refund */
export const readYookassaRefund = (answer: unknown): YookassaRefund => toRefund(readAs(refundShape, answer));

/** The list of refunds of a payment. @throws PaymentSourceError `provider_unavailable` */
export function readYookassaRefunds(answer: unknown): YookassaRefund[] {
  const { items } = readAs(z.looseObject({ items: z.array(refundShape) }), answer);
  return items.map(toRefund);
}

const toRefund = (refund: z.output<typeof refundShape>): YookassaRefund => ({
  id: refund.id,
  paymentId: refund.payment_id,
  status: refund.status,
  amount: parseMinor(refund.amount.value),
  cancelled: refund.cancellation_details?.reason ?? null,
});

export interface YookassaReceipt {
  readonly id: string;
  readonly state: 'pending' | 'succeeded' | 'canceled';
  /** Whether it sets a prepayment off: the second receipt of a payment. */
  readonly isOffset: boolean;
  /** How much of it, minor units; zero for other receipts. */
  readonly offsetAmount: Minor;
  readonly refundId: string | null;
  readonly documentNumber: string | null;
  readonly storageNumber: string | null;
  readonly attribute: string | null;
  readonly registeredAt: string | null;
}

/** One receipt, or the list of a payment. @throws PaymentSourceError `provider_unavailable` */
export function readYookassaReceipts(answer: unknown): YookassaReceipt[] {
  const { items } = readAs(z.looseObject({ items: z.array(receiptShape) }), answer);
  return items.map(toReceipt);
}

export const readYookassaReceipt = (answer: unknown): YookassaReceipt =>
  toReceipt(readAs(receiptShape, answer));

const toReceipt = (receipt: z.output<typeof receiptShape>): YookassaReceipt => ({
  id: receipt.id,
  state: receipt.status,
  isOffset: (receipt.settlements ?? []).some(({ type }) => type === 'prepayment'),
  offsetAmount: (receipt.settlements ?? []).reduce(
    (all, { type, amount }) => (type === 'prepayment' && amount ? all + parseMinor(amount.value) : all),
    0n,
  ),
  refundId: receipt.refund_id ?? null,
  documentNumber: receipt.fiscal_document_number ?? null,
  storageNumber: receipt.fiscal_storage_number ?? null,
  attribute: receipt.fiscal_attribute ?? null,
  registeredAt: receipt.registered_at ?? null,
});

/**
 * What a notification says has happened, and to what. It is not signed: nothing in it may be believed, it only says which
 * object to read again. @throws PaymentSourceError `provider_payment_malformed`
 */
export function readYookassaNotification(body: unknown): { event: string; objectId: string } {
  const parsed = notificationShape.safeParse(body);
  if (!parsed.success)
    throw new PaymentSourceError('provider_payment_malformed', 'Уведомление ЮKassa не читается.');
  return { event: parsed.data.event, objectId: parsed.data.object.id };
}

function readAs<T extends z.ZodType>(shape: T, answer: unknown): z.output<T> {
  const parsed = shape.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new PaymentSourceError('provider_unavailable', 'Ответ ЮKassa не читается.');
}

export interface YookassaOrder {
  /** Kopecks, above zero. */
  readonly amount: Minor;
  readonly currency: Currency;
  /** Where the customer comes back to, whatever happened. */
  readonly returnUrl: string;
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly receipt: YookassaReceiptWish | null;
  /** `keep`: the shop keeps the card of this payment. `{ methodId }`: a kept card pays, without the payer and without a page. */
  readonly card?: 'keep' | { readonly methodId: string } | undefined;
}

export interface YookassaReceiptWish {
  readonly email: string;
  readonly taxSystem: TaxSystem;
  readonly lines: readonly FiscalLine[];
}

const moneyOf = (amount: Minor, currency: Currency) => ({ value: printMinor(amount), currency });

/**
 * The body of `POST /payments`: taken at once, paid on their page or, with no page, by a card that is kept. Recurring payments:
 * yookassa.ru/developers/payment-acceptance/scenario-extensions/recurring-payments, read on 21.11.2026.
 */
export const yookassaPaymentBody = (order: YookassaOrder): Record<string, unknown> => ({
  amount: moneyOf(order.amount, order.currency),
  capture: true,
  ...(typeof order.card === 'object'
    ? { payment_method_id: order.card.methodId }
    : { confirmation: { type: 'redirect', return_url: order.returnUrl } }),
  // Only a bank card: what else can be kept has no mask by which its owner would know it.
  ...(order.card === 'keep' ? { save_payment_method: true, payment_method_data: { type: 'bank_card' } } : {}),
  description: [...order.description].slice(0, 128).join(''),
  metadata: order.metadata,
  ...(order.receipt ? { receipt: receiptBody(order.receipt, order.currency) } : {}),
});

/** The body of `POST /refunds`. */
export const yookassaRefundBody = (refund: {
  readonly paymentId: string;
  readonly amount: Minor;
  readonly currency: Currency;
  readonly receipt: YookassaReceiptWish | null;
}): Record<string, unknown> => ({
  payment_id: refund.paymentId,
  amount: moneyOf(refund.amount, refund.currency),
  ...(refund.receipt ? { receipt: receiptBody(refund.receipt, refund.currency) } : {}),
});

/** The body of `POST /receipts`: what was delivered sets the prepayment off (facts §8.1). */
export const yookassaOffsetBody = (offset: {
  readonly paymentId: string;
  readonly currency: Currency;
  readonly receipt: YookassaReceiptWish;
}): Record<string, unknown> => ({
  type: 'payment',
  payment_id: offset.paymentId,
  send: true,
  ...receiptBody(offset.receipt, offset.currency),
  settlements: [
    {
      type: 'prepayment',
      amount: moneyOf(
        offset.receipt.lines.reduce((all, { amount }) => all + amount, 0n),
        offset.currency,
      ),
    },
  ],
});

const receiptBody = ({ email, taxSystem, lines }: YookassaReceiptWish, currency: Currency) => ({
  customer: { email },
  tax_system_code: TAX_SYSTEMS[taxSystem],
  items: lines.map((line) => ({
    description: line.name,
    quantity: 1,
    amount: moneyOf(line.amount, currency),
    vat_code: yookassaVatCode(line.tax),
    payment_mode: line.method,
    payment_subject: line.object,
  })),
});

/** Where notifications come from; a second line of defence only. Facts: ru-docs-payments §5.2 [S-50]. */
export const YOOKASSA_ADDRESSES: readonly string[] = [
  '185.71.76.0/27',
  '185.71.77.0/27',
  '77.75.153.0/25',
  '77.75.154.128/25',
  '77.75.156.11',
  '77.75.156.35',
  '2a02:5180::/32',
];

/** Whether an address is one of a list of addresses and networks. An IPv4 address inside IPv6 is the IPv4 one. */
export function isListedAddress(address: string, listed: readonly string[]): boolean {
  const list = new BlockList();
  for (const one of listed) {
    const [base = '', bits] = one.split('/');
    const family = isIP(base) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(base, family);
    else list.addSubnet(base, Number(bits), family);
  }
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  const version = isIP(plain);
  return version !== 0 && list.check(plain, version === 6 ? 'ipv6' : 'ipv4');
}
