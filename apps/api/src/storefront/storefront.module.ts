import { Module } from '@nestjs/common';
import { NoticesModule } from '../notices/notices.module';
import { SellersModule } from '../sellers/sellers.module';
import { AddPrice } from './add-price';
import { AnnouncePriceChange } from './announce-price-change';
import { ChangeProduct } from './change-product';
import { CreateProduct } from './create-product';
import { LoadOffer } from './load-offer';
import { ListProducts } from './list-products';
import { PictureProduct } from './picture-product';
import { PriceUserStore } from './price-user.store';
import { ProductPictureStore } from './product-picture.store';
import { ProductPicturesController } from './product-pictures.controller';
import { ProductStore } from './product.store';
import { StorefrontController } from './storefront.controller';

@Module({
  imports: [NoticesModule, SellersModule],
  controllers: [ProductPicturesController, StorefrontController],
  providers: [
    AddPrice,
    AnnouncePriceChange,
    ChangeProduct,
    CreateProduct,
    ListProducts,
    LoadOffer,
    PictureProduct,
    PriceUserStore,
    ProductPictureStore,
    ProductStore,
  ],
  exports: [ProductStore, LoadOffer, AnnouncePriceChange, PriceUserStore],
})
export class StorefrontModule {}
