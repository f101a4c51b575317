import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { DocumentsModule } from '../documents/documents.module';
import { LeavingModule } from '../leaving/leaving.module';
import { LedgerModule } from '../ledger/ledger.module';
import { NoticesModule } from '../notices/notices.module';
import { SellersModule } from '../sellers/sellers.module';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { AllocateReceipt } from './allocate-receipt';
import { BankStatementStore } from './bank-statement.store';
import { ConfirmPayer } from './confirm-payer';
import { CreditReceipt } from './credit-receipt';
import { FindReturn } from './find-return';
import { GrantTopUpBonus } from './grant-top-up-bonus';
import { ImportStatement } from './import-statement';
import { InvoiceStore } from './invoice.store';
import { IssueInvoice } from './issue-invoice';
import { ListPayments } from './list-payments';
import { PaymentsController } from './payments.controller';
import { PreviewTopUp } from './preview-top-up';
import { ReceiptPartStore } from './receipt-part.store';
import { ReceiptStore } from './receipt.store';
import { ReceiptsController } from './receipts.controller';
import { RecordReceipt } from './record-receipt';
import { ReturnReceipt, TakeReturnBack } from './return-receipt';
import { SuggestReceiptOwners } from './suggest-receipt-owners';
import { ThirdPartyPayerStore } from './third-party-payer.store';

@Module({
  imports: [
    AccountsModule,
    DocumentsModule,
    LeavingModule,
    LedgerModule,
    NoticesModule,
    SellersModule,
    SubscriptionsCore,
  ],
  controllers: [PaymentsController, ReceiptsController],
  providers: [
    AllocateReceipt,
    BankStatementStore,
    ConfirmPayer,
    CreditReceipt,
    FindReturn,
    GrantTopUpBonus,
    ImportStatement,
    InvoiceStore,
    IssueInvoice,
    ListPayments,
    PreviewTopUp,
    ReceiptPartStore,
    ReceiptStore,
    RecordReceipt,
    ReturnReceipt,
    SuggestReceiptOwners,
    TakeReturnBack,
    ThirdPartyPayerStore,
  ],
  exports: [GrantTopUpBonus, InvoiceStore, IssueInvoice, ReceiptPartStore, ReceiptStore, RecordReceipt],
})
export class PaymentsModule {}
