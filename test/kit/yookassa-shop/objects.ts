/** What a shop of YooKassa holds, and what may go wrong with it. */
export interface YookassaFaults {
  /** Notifications are never sent. */
  silent: boolean;
  /** Each notification is sent so many times more, all at once. */
  repeats: number;
  /** Notifications come so much later than the browser is sent back. */
  delayMs: number;
  /** So many next changes answer 500 before anything was done. */
  failBefore: number;
  /** So many next changes are done and answer 500. */
  failAfter: number;
  /** So many next changes are done and their answer is lost. */
  cutAfter: number;
  /** The next changes are answered with these and not done. */
  turnAway: number[];
  /** Every question answers 503. */
  down: boolean;
  /** Payments wait for a capture. */
  twoStage: boolean;
  /** Receipts stay pending. */
  receiptsStuck: boolean;
  /** The cash register refuses receipts. */
  receiptsCanceled: boolean;
  /** So many next questions about receipts answer 500. */
  failReceiptQuestions: number;
  /** Refunds are cancelled. */
  refuseRefunds: boolean;
  /** Kept cards do not pay: cancelled for this reason, e.g. `insufficient_funds`, `3d_secure_failed`. */
  declineKeptCards: string | null;
  /** Payments by kept cards stay under way until `pay` or `expire`. */
  keptCardsWait: boolean;
}

export type Money = { value: string; currency: string };
export type Status = 'pending' | 'waiting_for_capture' | 'succeeded' | 'canceled';

export interface Payment {
  readonly id: string;
  status: Status;
  amount: Money;
  readonly description: string;
  readonly metadata: Record<string, string>;
  readonly returnUrl: string;
  readonly receipt: Receiptish | null;
  readonly key: string;
  reason: string | null;
  /** The shop was asked to keep the card it will be paid by. */
  readonly keeps: boolean;
  /** The kept card that pays, or that was kept when it was paid. */
  method: KeptMethod | null;
}

/** A bank card the shop keeps; the payer may take the permission back. */
export interface KeptMethod {
  readonly id: string;
  isRevoked: boolean;
}

export interface Receiptish {
  readonly customer: { readonly email?: string };
  readonly tax_system_code?: number;
  readonly items: Record<string, unknown>[];
}

export interface Refund {
  readonly id: string;
  readonly payment_id: string;
  readonly amount: Money;
  readonly receipt: Receiptish | null;
  status: 'pending' | 'succeeded' | 'canceled';
}

export interface Receipt extends Record<string, unknown> {
  readonly id: string;
  readonly type: 'payment' | 'refund';
  readonly payment_id: string;
  readonly refund_id?: string;
  readonly items: Record<string, unknown>[];
  readonly settlements: { type: string; amount: Money }[];
}

export const noFaults = (): YookassaFaults => ({
  silent: false,
  repeats: 0,
  delayMs: 0,
  failBefore: 0,
  failAfter: 0,
  cutAfter: 0,
  down: false,
  twoStage: false,
  turnAway: [],
  receiptsStuck: false,
  receiptsCanceled: false,
  failReceiptQuestions: 0,
  refuseRefunds: false,
  declineKeptCards: null,
  keptCardsWait: false,
});

export const kopecks = ({ value }: Money): number => Number(value.replace('.', ''));

export const fits = (receipt: Receiptish, amount: Money): boolean =>
  Boolean(receipt.customer.email) &&
  receipt.items.reduce((sum, item) => sum + kopecks(item['amount'] as Money), 0) === kopecks(amount) &&
  receipt.items.every(
    (item) =>
      Number(item['vat_code']) >= 1 &&
      Number(item['vat_code']) <= 12 &&
      ['full_prepayment', 'full_payment'].includes(String(item['payment_mode'])),
  );

export const viewOf = (payment: Payment, url: string): Record<string, unknown> => ({
  id: payment.id,
  status: payment.status,
  paid: payment.status === 'succeeded',
  amount: payment.amount,
  description: payment.description,
  metadata: payment.metadata,
  created_at: new Date().toISOString(),
  ...(payment.status === 'pending' && payment.returnUrl !== ''
    ? {
        confirmation: {
          type: 'redirect',
          confirmation_url: `${url}/checkout/payments?orderId=${payment.id}`,
        },
      }
    : {}),
  ...(payment.method
    ? {
        payment_method: {
          type: 'bank_card',
          id: payment.method.id,
          saved: payment.status === 'succeeded',
          title: 'Bank card *4444',
          card: {
            first6: '220000',
            last4: '4444',
            expiry_month: '07',
            expiry_year: '2030',
            card_type: 'Mir',
          },
        },
      }
    : {}),
  ...(payment.reason ? { cancellation_details: { party: 'yoo_money', reason: payment.reason } } : {}),
});
