import { Module } from '@nestjs/common';
import { ProductKeys } from '../platform/identity/account-cards';
import { StorefrontModule } from '../storefront/storefront.module';
import { UsageModule } from '../usage/usage.module';
import { AnswerEntitlement } from './answer-entitlement';
import { LicenceSigner } from './licence-signer';
import { ProductKeyRing } from './product-key-ring';
import { ProductKeyStore } from './product-key.store';
import { KeySetController, ProductsController } from './products.controller';

@Module({
  imports: [StorefrontModule, UsageModule],
  controllers: [KeySetController, ProductsController],
  providers: [
    AnswerEntitlement,
    LicenceSigner,
    ProductKeyRing,
    ProductKeyStore,
    { provide: ProductKeys, useExisting: ProductKeyRing },
  ],
  exports: [ProductKeys],
})
export class ProductsModule {}
