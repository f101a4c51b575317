import { Module, type OnModuleInit } from '@nestjs/common';
import { ProductKeys } from '../platform/identity/account-cards';
import { Wakings } from '../platform/wakings/wakings';
import { ProjectsCore } from '../projects/projects-core.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { UsageModule } from '../usage/usage.module';
import { AnswerEntitlement } from './answer-entitlement';
import { AnswerToken } from './answer-token';
import { ChangeFeed } from './change-feed';
import { EntitlementStore } from './entitlement.store';
import { IssueProductKey } from './issue-product-key';
import { LicenceSigner } from './licence-signer';
import { ListLicenceKeys } from './list-licence-keys';
import { ListProductKeys } from './list-product-keys';
import { ProductDatabase } from '../platform/product-database';
import { ProductKeyRing } from './product-key-ring';
import { ProductKeyStore } from './product-key.store';
import {
  EntitlementsController,
  KeySetController,
  LicenceKeysController,
  ProductKeysController,
} from './products.controller';
import { RevokeProductKey } from './revoke-product-key';
import { RotateSigningKeys } from './rotate-signing-keys';
import { ShowKeySet } from './show-key-set';
import { SigningKeyStore } from './signing-key.store';

const HOUR_MS = 3_600_000;

@Module({
  imports: [ProjectsCore, StorefrontModule, UsageModule],
  controllers: [KeySetController, ProductKeysController, EntitlementsController, LicenceKeysController],
  providers: [
    AnswerEntitlement,
    AnswerToken,
    ChangeFeed,
    EntitlementStore,
    IssueProductKey,
    LicenceSigner,
    ListLicenceKeys,
    ListProductKeys,
    ProductDatabase,
    ProductKeyRing,
    ProductKeyStore,
    RevokeProductKey,
    RotateSigningKeys,
    ShowKeySet,
    SigningKeyStore,
    { provide: ProductKeys, useExisting: ProductKeyRing },
  ],
  exports: [ProductKeys],
})
export class ProductsModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly rotate: RotateSigningKeys,
  ) {}

  onModuleInit(): void {
    this.wakings.register('life_cycle', () => this.rotate.runDue(), HOUR_MS);
  }
}
