import { Module } from '@nestjs/common';
import { AddSeller } from './add-seller';
import { ListSellers } from './list-sellers';
import { SellerStore } from './seller.store';
import { SellersController } from './sellers.controller';

@Module({
  controllers: [SellersController],
  providers: [AddSeller, ListSellers, SellerStore],
  exports: [SellerStore],
})
export class SellersModule {}
