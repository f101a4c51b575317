import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { FindOutPayment } from './find-out-payment';
import { ProviderPaymentStore, type ProviderPaymentRecord } from './provider-payment.store';
import { SendPayment, isStale } from './send-payment';
import { ShopRemoved } from './shops';

const BATCH = 20;
/** Asked again later it might be charged a second time: a person looks. */
const LOST = 'ЮKassa не ответила на автоплатёж за сутки: проверьте его в кабинете ЮKassa';

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
    private readonly send: SendPayment,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    for (;;) {
      const due = await this.payments.claimDue(this.db.manager, now, BATCH);
      for (const payment of due)
        await this.ask(payment, now).catch(async (error: unknown) => {
          // Money may have come and nobody can be asked: a person has to look. When the shop is back, it is asked again.
          if (error instanceof ShopRemoved)
            return this.payments.park(this.db.manager, payment, error.message, now);
          const said = error instanceof Error ? error.message : String(error);
          this.log.warn({ msg: 'A payment could not be asked about', payment: payment.id, said });
        });
      if (due.length < BATCH) return;
    }
  }

  /** A kept card whose charge was never answered is asked for again, under the same key, while the provider remembers it. */
  private async ask(payment: ProviderPaymentRecord, now: Date): Promise<void> {
    if (payment.cardId === null || payment.state !== 'created') return this.findOut.run(payment);
    if (!isStale(payment, now)) return this.send.run(payment);
    await this.payments.park(this.db.manager, payment, LOST, now);
  }

  /** When the next one is due, for the sandbox clock. */
  nextDue(at: Date): Promise<Date | null> {
    return this.payments.nextLook(this.db.manager, at);
  }
}
