import { Controller, Get, Param, Patch, Post } from '@nestjs/common';
import {
  addPrice,
  announcePriceChange,
  changeProduct,
  createProduct,
  productsQuery,
  type Page,
  type PriceChangeDto,
  type PriceDto,
  type ProductDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import {
  AnswersInTransaction,
  Caller,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { AddPrice } from './add-price';
import { AnnouncePriceChange } from './announce-price-change';
import { ChangeProduct } from './change-product';
import { CreateProduct } from './create-product';
import { ListProducts } from './list-products';

@Controller('products')
export class StorefrontController {
  constructor(
    private readonly listProducts: ListProducts,
    private readonly createProduct: CreateProduct,
    private readonly changeProduct: ChangeProduct,
    private readonly addPrice: AddPrice,
    private readonly announcePriceChange: AnnouncePriceChange,
  ) {}

  @Get()
  @Who('public')
  list(
    @ZodQuery(productsQuery) query: z.output<typeof productsQuery>,
    @Caller() caller: CallerOf,
  ): Promise<Page<ProductDto>> {
    return this.listProducts.run(query, caller);
  }

  @Get(':code')
  @Who('public')
  one(@Param('code') code: string, @Caller() caller: CallerOf): Promise<ProductDto> {
    return this.listProducts.one(code, caller);
  }

  @Post()
  @AnswersInTransaction()
  @Who('administrator')
  create(@ZodBody(createProduct) body: z.output<typeof createProduct>): Promise<ProductDto> {
    return this.createProduct.run(body);
  }

  @Patch(':code')
  @Who('administrator')
  mark(
    @Param('code') code: string,
    @ZodBody(changeProduct) body: z.output<typeof changeProduct>,
  ): Promise<ProductDto> {
    return this.changeProduct.run(code, body);
  }

  @Post(':code/prices')
  @AnswersInTransaction()
  @Who('administrator')
  price(@Param('code') code: string, @ZodBody(addPrice) body: z.output<typeof addPrice>): Promise<PriceDto> {
    return this.addPrice.run(code, body);
  }

  @Post(':code/price-changes')
  @AnswersInTransaction()
  @Who('administrator')
  change(
    @Param('code') code: string,
    @ZodBody(announcePriceChange) body: z.output<typeof announcePriceChange>,
    @Caller() caller: CallerOf,
  ): Promise<PriceChangeDto> {
    return this.announcePriceChange.run(code, body, callerKey(caller));
  }
}
