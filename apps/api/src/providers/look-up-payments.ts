import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { FindOutPayment } from './find-out-payment';
import { ProviderPaymentStore } from './provider-payment.store';
import { ShopRemoved } from './shops';

const BATCH = 20;

/**
 * Asks providers about payments whose end is not known: a notification may be late, lost or never sent. Work due is a query
 * (begun − ended), asked after half an hour, then less and less often.
 */
@Injectable()
export class LookUpPayments {
  private readonly log = new Logger(LookUpPayments.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly payments: ProviderPaymentStore,
    private readonly findOut: FindOutPayment,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    for (;;) {
      const due = await this.payments.claimDue(this.db.manager, now, BATCH);
      for (const payment of due)
        await this.findOut.run(payment).catch(async (error: unknown) => {
          // Money may have come and nobody can be asked: a person has to look. When the shop is back, it is asked again.
          if (error instanceof ShopRemoved)
            return this.payments.park(this.db.manager, payment, error.message, now);
          const said = error instanceof Error ? error.message : String(error);
          this.log.warn({ msg: 'A payment could not be asked about', payment: payment.id, said });
        });
      if (due.length < BATCH) return;
    }
  }

  /** When the next one is due, for the sandbox clock. */
  nextDue(at: Date): Promise<Date | null> {
    return this.payments.nextLook(this.db.manager, at);
  }
}
