import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { FiscalReceiptDto, FiscalReceiptState, Page } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import type { PageRequest } from '../platform/cursor';
import { Metrics } from '../platform/metrics';
import { FiscalReceiptStore } from './fiscal-receipt.store';

/** The register of fiscal receipts for the staff, and how many of them wait for a person for those who run the system. */
@Injectable()
export class ListFiscalReceipts implements OnModuleInit {
  private readonly log = new Logger(ListFiscalReceipts.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    private readonly receipts: FiscalReceiptStore,
  ) {}

  async run(
    request: PageRequest & { state?: FiscalReceiptState | undefined; attention?: boolean | undefined },
  ): Promise<Page<FiscalReceiptDto>> {
    return this.receipts.list(this.db.manager, await this.clock.now(), request);
  }

  onModuleInit(): void {
    const gauge = new Gauge({
      name: 'fiscal_receipts_attention',
      help: 'Fiscal receipts pending for more than an hour, and cancelled ones',
      labelNames: ['why'] as const,
      registers: [this.metrics.registry],
      collect: async () => {
        try {
          const count = await this.receipts.countAttention(this.db.manager, await this.clock.now());
          gauge.set({ why: 'overdue' }, count.overdue);
          gauge.set({ why: 'canceled' }, count.canceled);
        } catch (error) {
          // The other metrics are needed most when the database does not answer.
          gauge.reset();
          this.log.warn({ msg: 'Fiscal receipts could not be counted', error: String(error) });
        }
      },
    });
  }
}
