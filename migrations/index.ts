import type { MigrationInterface } from 'typeorm';
import { CreatePlatform20261121090000 } from './20261121090000-create-platform';
import { CreateSellersAndCatalogue20261121100000 } from './20261121100000-create-sellers-and-catalogue';
import { CreateAccountsAndJournal20261121101000 } from './20261121101000-create-accounts-and-journal';
import { CreateSubscriptionsAndRuns20261121102000 } from './20261121102000-create-subscriptions-and-runs';
import { CreateMoneyInAndDocuments20261121103000 } from './20261121103000-create-money-in-and-documents';
import { CreateNoticesAndInstalls20261121104000 } from './20261121104000-create-notices-and-installs';
import { CreateLeaving20261121105000 } from './20261121105000-create-leaving';
import { CreateProductKeys20261121106000 } from './20261121106000-create-product-keys';
import { TieBonusAndCreditToMoney20261121107000 } from './20261121107000-tie-bonus-and-credit-to-money';
import { ClaimInstallHooks20261121108000 } from './20261121108000-claim-install-hooks';
import { MakeRunsSafe20261121109000 } from './20261121109000-make-runs-safe';
import { RecordAcceptanceOfOffers20261121110000 } from './20261121110000-record-acceptance-of-offers';
import { RecordAnswersToPriceChanges20261121120000 } from './20261121120000-record-answers-to-price-changes';
import { ShapePrices20261121120500 } from './20261121120500-shape-prices';
import { GrantAccess20261121121000 } from './20261121121000-grant-access';
import { ComputeRefundsAndVersionOffers20261121121500 } from './20261121121500-compute-refunds-and-version-offers';
import { CountUsage20261121122000 } from './20261121122000-count-usage';
import { KeepElectronicFiles20261121123000 } from './20261121123000-keep-electronic-files';
import { SettleAdvances20261121123500 } from './20261121123500-settle-advances';
import { SplitReceipts20261121124000 } from './20261121124000-split-receipts';
import { CreateProviderPayments20261121125000 } from './20261121125000-create-provider-payments';
import { CreateFiscalReceipts20261121125500 } from './20261121125500-create-fiscal-receipts';
import { CreateMail20261121126000 } from './20261121126000-create-mail';
import { HandDocumentsOver20261121127000 } from './20261121127000-hand-documents-over';
import { BoundCreditsByLine20261121128000 } from './20261121128000-bound-credits-by-line';
import { KeepEndsOfUse20261121128100 } from './20261121128100-keep-ends-of-use';
import { IndexExports20261121131000 } from './20261121131000-index-exports';
import { DrawUpRefundOrders20261121131100 } from './20261121131100-draw-up-refund-orders';
import { DecideFiscalReceipts20261121132000 } from './20261121132000-decide-fiscal-receipts';
import { ParkPaymentsOfRemovedShops20261121132100 } from './20261121132100-park-payments-of-removed-shops';
import { KeepAmocrmPermissions20261121133000 } from './20261121133000-keep-amocrm-permissions';
import { KnowAccountUsers20261121133100 } from './20261121133100-know-account-users';
import { FollowSeats20261121133200 } from './20261121133200-follow-seats';
import { TellInTwoLanguages20261121135000 } from './20261121135000-tell-in-two-languages';
import { Announce20261121135100 } from './20261121135100-announce';
import { RingForNotices20261121134000 } from './20261121134000-ring-for-notices';
import { DeliverToEachRecipient20261121135200 } from './20261121135200-deliver-to-each-recipient';
import { DecideCardRefunds20261121136000 } from './20261121136000-decide-card-refunds';
import { KeepCountedReach20261121138000 } from './20261121138000-keep-counted-reach';
import { NeverBillTechnicalAccounts20261121139100 } from './20261121139100-never-bill-technical-accounts';
import { MarkProductsCountedBySeats20261121139110 } from './20261121139110-mark-products-counted-by-seats';
import { NameProductsInEnglish20261121139200 } from './20261121139200-name-products-in-english';
import { ProveRefundPayments20261121139300 } from './20261121139300-prove-refund-payments';
import { SearchAccounts20261121139400 } from './20261121139400-search-accounts';
import { RecordActs20261121139410 } from './20261121139410-record-acts';
import { IndexReports20261121139600 } from './20261121139600-index-reports';
import { OrderJournals20261121140100 } from './20261121140100-order-journals';
import { CountRefusedSignIns20261121139500 } from './20261121139500-count-refused-sign-ins';
import { KeepSecondFactors20261121139510 } from './20261121139510-keep-second-factors';
import { SignInByAmocrm20261121139520 } from './20261121139520-sign-in-by-amocrm';
import { KeepSumsOfRuns20261121139800 } from './20261121139800-keep-sums-of-runs';
import { PlanPriceChanges20261121139810 } from './20261121139810-plan-price-changes';
import { AnswerForPersonalData20261121139910 } from './20261121139910-answer-for-personal-data';
import { RunPromotions20261121140000 } from './20261121140000-run-promotions';
import { PictureProducts20261121140010 } from './20261121140010-picture-products';
import { CreateProjects20261121140500 } from './20261121140500-create-projects';
import { SellTariffs20261121140510 } from './20261121140510-sell-tariffs';
import { KeepReportAnswers20261121140700 } from './20261121140700-keep-report-answers';
import { BookServices20261121142200 } from './20261121142200-book-counted-units';
import { TellOfWithheldPackages20261121142220 } from './20261121142220-tell-of-withheld-packages';
import { NumberCertificates20261121142210 } from './20261121142210-number-certificates';
import { OrderSellers20261121142400 } from './20261121142400-order-sellers';
import { CreateWebhooks20261121140400 } from './20261121140400-create-webhooks';
import { IndexWebhookLeases20261121140410 } from './20261121140410-index-webhook-leases';
import { ReserveUsage20261121140300 } from './20261121140300-reserve-usage';
import { SellPackages20261121140310 } from './20261121140310-sell-packages';
import { ForgetOldUse20261121140320 } from './20261121140320-forget-old-use';
import { TellOfEntitlementChanges20261121140200 } from './20261121140200-tell-of-entitlement-changes';
import { RotateKeys20261121140210 } from './20261121140210-rotate-keys';
import { KnowCountries20261121142000 } from './20261121142000-know-countries';
import { CedeAccounts20261121142110 } from './20261121142110-cede-accounts';
import { KeepCards20261121142100 } from './20261121142100-keep-cards';
import { OrderNextPeriods20261121142310 } from './20261121142310-order-next-periods';
import { NoteActivity20261121142300 } from './20261121142300-note-activity';
import { OrderByInvoice20261121142010 } from './20261121142010-order-by-invoice';
import { TransferSubscriptions20261121142020 } from './20261121142020-transfer-subscriptions';
import { RenewInPlace20261122000100 } from './20261122000100-renew-in-place';
import { JudgePostingsByAccount20261122050000 } from './20261122050000-judge-postings-by-account';
import { EnterAccountsInFewerIndexes20261122060000 } from './20261122060000-enter-accounts-in-fewer-indexes';
import { LetStaffIn20261122070000 } from './20261122070000-let-staff-in';
import { TakeSupportRequests20261122080000 } from './20261122080000-take-support-requests';
import { WorkWithPartners20261123010000 } from './20261123010000-work-with-partners';
import { TakeRequestsDown20261123020000 } from './20261123020000-take-requests-down';
import { RememberWhatRequestsMade20261123030000 } from './20261123030000-remember-what-requests-made';
import { RenewPartnerships20261123050000 } from './20261123050000-renew-partnerships';
import { ForgetWhatRequestsMade20261123050010 } from './20261123050010-forget-what-requests-made';
import { NameGroundsOfLeaving20261123070000 } from './20261123070000-name-grounds-of-leaving';

/** Every migration, oldest first. Classes, not a glob: the bundle has no folder to look into. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [
  CreatePlatform20261121090000,
  CreateSellersAndCatalogue20261121100000,
  CreateAccountsAndJournal20261121101000,
  CreateSubscriptionsAndRuns20261121102000,
  CreateMoneyInAndDocuments20261121103000,
  CreateNoticesAndInstalls20261121104000,
  CreateLeaving20261121105000,
  CreateProductKeys20261121106000,
  TieBonusAndCreditToMoney20261121107000,
  ClaimInstallHooks20261121108000,
  MakeRunsSafe20261121109000,
  RecordAcceptanceOfOffers20261121110000,
  RecordAnswersToPriceChanges20261121120000,
  ShapePrices20261121120500,
  GrantAccess20261121121000,
  ComputeRefundsAndVersionOffers20261121121500,
  CountUsage20261121122000,
  KeepElectronicFiles20261121123000,
  SettleAdvances20261121123500,
  SplitReceipts20261121124000,
  CreateProviderPayments20261121125000,
  CreateFiscalReceipts20261121125500,
  CreateMail20261121126000,
  HandDocumentsOver20261121127000,
  BoundCreditsByLine20261121128000,
  KeepEndsOfUse20261121128100,
  IndexExports20261121131000,
  DrawUpRefundOrders20261121131100,
  DecideFiscalReceipts20261121132000,
  ParkPaymentsOfRemovedShops20261121132100,
  KeepAmocrmPermissions20261121133000,
  KnowAccountUsers20261121133100,
  FollowSeats20261121133200,
  TellInTwoLanguages20261121135000,
  Announce20261121135100,
  RingForNotices20261121134000,
  DeliverToEachRecipient20261121135200,
  DecideCardRefunds20261121136000,
  KeepCountedReach20261121138000,
  NeverBillTechnicalAccounts20261121139100,
  MarkProductsCountedBySeats20261121139110,
  NameProductsInEnglish20261121139200,
  ProveRefundPayments20261121139300,
  SearchAccounts20261121139400,
  RecordActs20261121139410,
  CountRefusedSignIns20261121139500,
  KeepSecondFactors20261121139510,
  SignInByAmocrm20261121139520,
  KeepSumsOfRuns20261121139800,
  PlanPriceChanges20261121139810,
  AnswerForPersonalData20261121139910,
  IndexReports20261121139600,
  RunPromotions20261121140000,
  PictureProducts20261121140010,
  OrderJournals20261121140100,
  ReserveUsage20261121140300,
  SellPackages20261121140310,
  ForgetOldUse20261121140320,
  CreateWebhooks20261121140400,
  TellOfEntitlementChanges20261121140200,
  RotateKeys20261121140210,
  IndexWebhookLeases20261121140410,
  CreateProjects20261121140500,
  SellTariffs20261121140510,
  KeepReportAnswers20261121140700,
  BookServices20261121142200,
  NumberCertificates20261121142210,
  TellOfWithheldPackages20261121142220,
  OrderSellers20261121142400,
  KnowCountries20261121142000,
  KeepCards20261121142100,
  NoteActivity20261121142300,
  OrderNextPeriods20261121142310,
  OrderByInvoice20261121142010,
  CedeAccounts20261121142110,
  TransferSubscriptions20261121142020,
  RenewInPlace20261122000100,
  JudgePostingsByAccount20261122050000,
  EnterAccountsInFewerIndexes20261122060000,
  LetStaffIn20261122070000,
  TakeSupportRequests20261122080000,
  WorkWithPartners20261123010000,
  TakeRequestsDown20261123020000,
  RememberWhatRequestsMade20261123030000,
  RenewPartnerships20261123050000,
  ForgetWhatRequestsMade20261123050010,
  NameGroundsOfLeaving20261123070000,
];
