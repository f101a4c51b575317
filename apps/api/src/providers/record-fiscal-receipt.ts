import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { robokassaReceiptIn } from '@rocket/payment-sources';
import type { EntityManager } from 'typeorm';
import { newId } from '../platform/ids';
import { FiscalReceiptStore } from './fiscal-receipt.store';
import type { ProviderPaymentRecord } from './provider-payment.store';
import type { ProviderRefundRecord } from './provider-refund.store';
import { Shops } from './shops';

/**
 * Enters into the register the receipts that travel inside the calls of a payment and of its refund, in the transaction in
 * which the money moves. What was really sent decides, not the terms of today: a payment without a receipt gets no row.
 */
@Injectable()
export class RecordFiscalReceipt {
  constructor(
    private readonly receipts: FiscalReceiptStore,
    private readonly shops: Shops,
  ) {}

  /** The money of a payment has come: its receipt of income is being made. */
  async ofPayment(tx: EntityManager, payment: ProviderPaymentRecord, now: Date): Promise<void> {
    const sent =
      payment.provider === 'yookassa'
        ? (payment.request['receipt'] as Record<string, unknown> | undefined)
        : robokassaReceiptIn(payment.payUrl ?? '');
    if (!sent) return;
    // Of what is paid in the test mode Robokassa knows nothing when it is asked.
    const state = this.isTest(payment) ? 'untold' : 'pending';
    await this.receipts.insert(tx, { ...this.blank(payment, now), kind: 'income', sent, state });
  }

  /** Money has gone back to a card: the receipt of return. Robokassa has no way of asking about it. */
  async ofRefund(
    tx: EntityManager,
    payment: ProviderPaymentRecord,
    refund: ProviderRefundRecord,
    now: Date,
  ): Promise<void> {
    const lines = refund.request['lines'];
    if (!Array.isArray(lines) || lines.length === 0) return;
    await this.receipts.insert(tx, {
      ...this.blank(payment, now),
      kind: 'income_return',
      refundId: refund.id,
      amount: refund.amount,
      sent: { lines: lines as unknown[] },
      state: payment.provider === 'yookassa' ? 'pending' : 'untold',
    });
  }

  private blank(payment: ProviderPaymentRecord, now: Date) {
    return {
      accountId: payment.accountId,
      id: newId(now),
      paymentId: payment.id,
      refundId: null,
      month: null,
      amount: payment.amount,
      requestKey: randomUUID(),
      number: null,
      createdAt: now,
    };
  }

  private isTest(payment: ProviderPaymentRecord): boolean {
    const shop = this.shops.ofPayment(payment);
    return shop.provider === 'robokassa' && shop.isTest;
  }
}
