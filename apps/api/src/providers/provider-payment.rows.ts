import type { PaymentProvider, ProviderPaymentDto, ProviderPaymentState } from '@rocket/contracts';
import { moneyText, type Currency } from '@rocket/kernel';

export interface PaymentRow {
  readonly account_id: string;
  readonly id: string;
  readonly seller_code: string;
  readonly provider: PaymentProvider;
  readonly shop: string;
  readonly invoice_id: string;
  readonly invoice_number: number;
  readonly amount: string;
  readonly number: number | null;
  readonly request_key: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly state: 'created' | 'waiting' | 'paid' | 'cancelled' | 'expired' | 'failed';
  readonly provider_id: string | null;
  readonly pay_url: string | null;
  readonly receipt_id: string | null;
  readonly started_by: string;
  readonly created_at: Date;
  readonly looks: number;
  readonly keeps_card: boolean;
  readonly card_id: string | null;
}

/** With what a person sees of it: its receipt's state and what went back. */
export interface ViewRow extends PaymentRow {
  readonly paid_amount: string | null;
  readonly reason: string | null;
  readonly ended_at: Date | null;
  readonly currency: Currency;
  readonly view_state: ProviderPaymentState;
  readonly refunded: string;
}

export const toDto = (row: ViewRow): ProviderPaymentDto => {
  const money = (amount: string) => moneyText(BigInt(amount), row.currency);
  return {
    id: row.id,
    provider: row.provider,
    account: row.account_id,
    invoice: row.invoice_id,
    invoiceNumber: String(row.invoice_number),
    amount: money(row.amount),
    paid: row.paid_amount === null ? null : money(row.paid_amount),
    refunded: money(row.refunded),
    state: row.view_state,
    url: row.state === 'waiting' ? row.pay_url : null,
    receipt: row.receipt_id,
    reference: row.number === null ? row.provider_id : String(row.number),
    reason: row.reason,
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  };
};

/** A payer reads nothing of our shops: what a person looks into is still waited for. */
export const toCustomer = (row: ViewRow): ProviderPaymentDto => {
  const seen = toDto(row);
  if (row.state === 'created') return { ...seen, state: 'starting', reason: null };
  return row.state === 'waiting' ? { ...seen, state: 'waiting', reason: null } : seen;
};
