import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { DocumentsModule } from '../documents/documents.module';
import { LeavingModule } from '../leaving/leaving.module';
import { LedgerModule } from '../ledger/ledger.module';
import { NoticesModule } from '../notices/notices.module';
import { SellersModule } from '../sellers/sellers.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { AllocateReceipt } from './allocate-receipt';
import { BankStatementStore } from './bank-statement.store';
import { CarryOutOrders } from './carry-out-orders';
import { ConfirmPayer } from './confirm-payer';
import { CreditReceipt } from './credit-receipt';
import { FindReturn } from './find-return';
import { GrantTopUpBonus } from './grant-top-up-bonus';
import { ImportStatement } from './import-statement';
import { InvoiceOrderStore } from './invoice-order.store';
import { InvoiceStore } from './invoice.store';
import { IssueInvoice } from './issue-invoice';
import { ListPayments } from './list-payments';
import { PaymentsController } from './payments.controller';
import { PriceOrder } from './price-order';
import { PreviewTopUp } from './preview-top-up';
import { ReceiptPartStore } from './receipt-part.store';
import { ReceiptStore } from './receipt.store';
import { ReceiptsController } from './receipts.controller';
import { RecordReceipt } from './record-receipt';
import { ReturnReceipt, TakeReturnBack } from './return-receipt';
import { SuggestReceiptOwners } from './suggest-receipt-owners';
import { ThirdPartyPayerStore } from './third-party-payer.store';
import { WriteInvoice } from './write-invoice';

@Module({
  imports: [
    AccountsModule,
    DocumentsModule,
    LeavingModule,
    LedgerModule,
    NoticesModule,
    SellersModule,
    StorefrontModule,
    SubscriptionsCore,
    SubscriptionsModule,
  ],
  controllers: [PaymentsController, ReceiptsController],
  providers: [
    AllocateReceipt,
    BankStatementStore,
    CarryOutOrders,
    ConfirmPayer,
    CreditReceipt,
    FindReturn,
    GrantTopUpBonus,
    ImportStatement,
    InvoiceOrderStore,
    InvoiceStore,
    IssueInvoice,
    ListPayments,
    PriceOrder,
    PreviewTopUp,
    ReceiptPartStore,
    ReceiptStore,
    RecordReceipt,
    ReturnReceipt,
    SuggestReceiptOwners,
    TakeReturnBack,
    ThirdPartyPayerStore,
    WriteInvoice,
  ],
  exports: [
    GrantTopUpBonus,
    InvoiceStore,
    IssueInvoice,
    ReceiptPartStore,
    ReceiptStore,
    RecordReceipt,
    ThirdPartyPayerStore,
  ],
})
export class PaymentsModule {}
