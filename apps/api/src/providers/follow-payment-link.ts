import { Injectable } from '@nestjs/common';
import type { PaymentProvider } from '@rocket/contracts';
import { DomainError } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { BeginPayment } from './begin-payment';
import { ProviderPaymentStore } from './provider-payment.store';
import { ReturnFromProvider } from './return-from-provider';

/**
 * The link of an invoice: whoever has it may pay. Answers the address to go to: the provider's page, or our own page that
 * says why there is nothing to pay or that the provider does not answer.
 */
@Injectable()
export class FollowPaymentLink {
  constructor(
    private readonly db: DataSource,
    private readonly payments: ProviderPaymentStore,
    private readonly begin: BeginPayment,
    private readonly comeBack: ReturnFromProvider,
  ) {}

  async run(provider: PaymentProvider, invoiceId: string): Promise<string> {
    try {
      const { id, url } = await this.begin.run(invoiceId, provider, 'link');
      return url ?? this.comeBack.pageOf(id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const known = await this.payments.newest(this.db.manager, invoiceId, provider);
      return this.comeBack.pageOf(known?.id ?? 'unknown');
    }
  }
}
