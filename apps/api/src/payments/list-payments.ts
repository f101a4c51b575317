import { Injectable } from '@nestjs/common';
import type { InvoiceDto, Page, ReceiptDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import type { PageRequest } from '../platform/cursor';
import { InvoiceStore } from './invoice.store';
import { ReceiptStore } from './receipt.store';

/** Invoices of an account, and receipts of every source. */
@Injectable()
export class ListPayments {
  constructor(
    private readonly db: DataSource,
    private readonly invoicesOf: InvoiceStore,
    private readonly receiptsOf: ReceiptStore,
  ) {}

  invoices(accountId: string, request: PageRequest): Promise<Page<InvoiceDto>> {
    return this.invoicesOf.list(this.db.manager, accountId, request);
  }

  receipts(request: PageRequest & { state?: string | undefined }): Promise<Page<ReceiptDto>> {
    return this.receiptsOf.list(this.db.manager, request);
  }
}
