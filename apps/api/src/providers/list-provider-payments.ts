import { Injectable } from '@nestjs/common';
import type { Page, PaymentStatusDto, ProviderPaymentDto, ProviderPaymentState } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { paymentLink } from '../platform/payment-links';
import { notFound } from '../platform/api-error';
import { AppConfig } from '../platform/config';
import type { PageRequest } from '../platform/cursor';
import { ProviderPaymentStore } from './provider-payment.store';

/** Card payments: of an account, of all, and what a payer may know of one. */
@Injectable()
export class ListProviderPayments {
  constructor(
    private readonly config: AppConfig,
    private readonly db: DataSource,
    private readonly payments: ProviderPaymentStore,
  ) {}

  list(
    request: PageRequest & { accountId?: string; state?: ProviderPaymentState | undefined },
  ): Promise<Page<ProviderPaymentDto>> {
    return this.payments.list(this.db.manager, request);
  }

  /** @throws ApiError `not_found` */
  async status(id: string): Promise<PaymentStatusDto> {
    const payment = await this.payments.view(this.db.manager, id);
    if (!payment) throw notFound('Такого платежа нет');
    const { provider, invoice, invoiceNumber, amount, state } = payment;
    const mayPayAgain =
      !['credited', 'parked', 'returned'].includes(state) &&
      !(await this.payments.invoice(this.db.manager, invoice))?.isOver;
    // Its own page while that is open; after that the link of the invoice begins another payment.
    const url = payment.url ?? (mayPayAgain ? paymentLink(this.config, provider, invoice) : null);
    return { id, provider, invoiceNumber, amount, state, url };
  }

  /** @throws ApiError `not_found` when the invoice is another account's */
  async assertOwned(accountId: string, invoiceId: string): Promise<void> {
    const invoice = await this.payments.invoice(this.db.manager, invoiceId);
    if (invoice?.accountId !== accountId) throw notFound('Такого счёта нет');
  }
}
