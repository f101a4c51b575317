import { Injectable } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AppConfig } from '../platform/config';
import { Waker } from '../platform/wakings/waker';
import { ProviderPaymentStore } from './provider-payment.store';

/**
 * A payer's browser has come back. Nothing it says is believed; but since somebody is waiting, the provider is asked at once
 * what became of the payment. Answers the address of the page that says it.
 */
@Injectable()
export class ReturnFromProvider {
  constructor(
    private readonly config: AppConfig,
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly payments: ProviderPaymentStore,
    private readonly waker: Waker,
  ) {}

  async run(by: { id: string } | { robokassaNumber: number; hasDeclined: boolean }): Promise<string> {
    const payment =
      'id' in by
        ? await this.payments.find(this.db.manager, by.id)
        : await this.payments.byNumber(this.db.manager, 'robokassa', by.robokassaNumber);
    if (!payment) return this.pageOf('unknown');
    await this.payments.lookNow(this.db.manager, payment.id, await this.clock.now());
    this.waker.wake('providers');
    return this.pageOf(payment.id) + ('hasDeclined' in by && by.hasDeclined ? '?declined' : '');
  }

  pageOf(payment: string): string {
    return `${this.config.publicUrl}/pay/${payment}`;
  }
}
