import type { DynamicModule, Type } from '@nestjs/common';
import { AccessModule } from './access/access.module';
import { AccountingModule } from './accounting/accounting.module';
import { AccountsModule } from './accounts/accounts.module';
import { ActsModule } from './acts/acts.module';
import { AppointmentsModule } from './appointments/appointments.module';
import { AnnouncementsModule } from './announcements/announcements.module';
import { CessionsModule } from './cessions/cessions.module';
import { BooksModule } from './ledger/books.module';
import { DocumentsModule } from './documents/documents.module';
import { HandoversModule } from './handovers/handovers.module';
import { InstallsModule } from './installs/installs.module';
import { LeavingModule } from './leaving/leaving.module';
import { LedgerModule } from './ledger/ledger.module';
import { MailModule } from './mail/mail.module';
import { NoticesModule } from './notices/notices.module';
import { OffersModule } from './offers/offers.module';
import { PartnersModule } from './partners/partners.module';
import { PaymentsModule } from './payments/payments.module';
import { PeopleModule } from './people/people.module';
import { PricePlansModule } from './price-plans/price-plans.module';
import { PersonalDataModule } from './personal-data/personal-data.module';
import { ProductsModule } from './products/products.module';
import { ProjectsModule } from './projects/projects.module';
import { PromotionsModule } from './promotions/promotions.module';
import { ProvidersModule } from './providers/providers.module';
import { RenewalsModule } from './renewals/renewals.module';
import { ReportsModule } from './reports/reports.module';
import { SandboxModule } from './sandbox/sandbox.module';
import { SearchModule } from './search/search.module';
import { SellersModule } from './sellers/sellers.module';
import { StorefrontModule } from './storefront/storefront.module';
import { SubscriptionsModule } from './subscriptions/subscriptions.module';
import { SupportModule } from './support/support.module';
import { SupportRequestsModule } from './support-requests/support-requests.module';
import { TransfersModule } from './transfers/transfers.module';
import { UsageModule } from './usage/usage.module';
import { WebhooksModule } from './webhooks/webhooks.module';
import { WidgetModule } from './widget/widget.module';

/** The feature modules, in no particular order: each brings its own doors, use cases and stores. */
export const FEATURES: (Type | DynamicModule)[] = [
  AccessModule,
  AccountingModule,
  AccountsModule,
  ActsModule,
  AnnouncementsModule,
  AppointmentsModule,
  BooksModule,
  CessionsModule,
  DocumentsModule,
  HandoversModule,
  InstallsModule,
  LeavingModule,
  LedgerModule,
  MailModule,
  NoticesModule,
  OffersModule,
  PartnersModule,
  PaymentsModule,
  PeopleModule,
  PricePlansModule,
  PersonalDataModule,
  ProductsModule,
  ProjectsModule,
  PromotionsModule,
  ProvidersModule,
  RenewalsModule,
  ReportsModule,
  SandboxModule,
  SearchModule,
  SellersModule,
  StorefrontModule,
  SubscriptionsModule,
  SupportModule,
  SupportRequestsModule,
  TransfersModule,
  UsageModule,
  WebhooksModule,
  WidgetModule,
];
