import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AccountsModule } from '../accounts/accounts.module';
import { AnnouncementsModule } from '../announcements/announcements.module';
import { PricePlansModule } from '../price-plans/price-plans.module';
import { DocumentsModule } from '../documents/documents.module';
import { HandoversModule } from '../handovers/handovers.module';
import { InstallsModule } from '../installs/installs.module';
import { LeavingModule } from '../leaving/leaving.module';
import { BooksModule } from '../ledger/books.module';
import { LedgerModule } from '../ledger/ledger.module';
import { PartnersModule } from '../partners/partners.module';
import { ProvidersModule } from '../providers/providers.module';
import { MailModule } from '../mail/mail.module';
import { OffersModule } from '../offers/offers.module';
import { RenewalsModule } from '../renewals/renewals.module';
import { SellersModule } from '../sellers/sellers.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module';
import { SupportModule } from '../support/support.module';
import { WebhooksModule } from '../webhooks/webhooks.module';
import { OpenSandboxAccount } from './open-sandbox-account';
import { QuietAccounts } from './quiet-accounts';
import { ResetSandbox } from './reset-sandbox';
import { SandboxController } from './sandbox.controller';
import { SeedSandbox } from './seed-sandbox';
import { SettleInterceptor } from './settle.interceptor';
import { Timeline } from './timeline';

@Module({
  imports: [
    AccountsModule,
    AnnouncementsModule,
    PricePlansModule,
    BooksModule,
    DocumentsModule,
    HandoversModule,
    InstallsModule,
    LeavingModule,
    LedgerModule,
    PartnersModule,
    ProvidersModule,
    MailModule,
    OffersModule,
    RenewalsModule,
    SellersModule,
    StorefrontModule,
    SubscriptionsCore,
    SubscriptionsModule,
    SupportModule,
    WebhooksModule,
  ],
  controllers: [SandboxController],
  providers: [
    OpenSandboxAccount,
    QuietAccounts,
    ResetSandbox,
    SeedSandbox,
    Timeline,
    { provide: APP_INTERCEPTOR, useClass: SettleInterceptor },
  ],
})
export class SandboxModule {}
