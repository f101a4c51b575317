import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { DocumentsModule } from '../documents/documents.module';
import { LedgerModule } from '../ledger/ledger.module';
import { NoticesModule } from '../notices/notices.module';
import { SellersModule } from '../sellers/sellers.module';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { AllocateReceipt } from './allocate-receipt';
import { CreditReceipt } from './credit-receipt';
import { ImportStatement } from './import-statement';
import { InvoiceStore } from './invoice.store';
import { IssueInvoice } from './issue-invoice';
import { ListPayments } from './list-payments';
import { PaymentsController } from './payments.controller';
import { ReceiptStore } from './receipt.store';
import { RecordReceipt } from './record-receipt';

@Module({
  imports: [AccountsModule, DocumentsModule, LedgerModule, NoticesModule, SellersModule, SubscriptionsCore],
  controllers: [PaymentsController],
  providers: [
    AllocateReceipt,
    CreditReceipt,
    ImportStatement,
    InvoiceStore,
    IssueInvoice,
    ListPayments,
    ReceiptStore,
    RecordReceipt,
  ],
  exports: [InvoiceStore, ReceiptStore, RecordReceipt],
})
export class PaymentsModule {}
