import { Controller, Get, Param, Post } from '@nestjs/common';
import {
  offerProfile,
  pageQuery,
  profileQuery,
  type OfferProfileDto,
  type Page,
  type SellerDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import { Who, ZodBody, ZodQuery } from '../platform/door';
import { AddSeller } from './add-seller';
import { ListSellers } from './list-sellers';

@Controller('sellers')
export class SellersController {
  constructor(
    private readonly listSellers: ListSellers,
    private readonly addSeller: AddSeller,
  ) {}

  @Get()
  @Who('public')
  list(@ZodQuery(pageQuery) query: z.output<typeof pageQuery>): Promise<Page<SellerDto>> {
    return this.listSellers.run(query);
  }

  @Get(':code')
  @Who('public')
  one(
    @Param('code') code: string,
    @ZodQuery(profileQuery) { version }: z.output<typeof profileQuery>,
  ): Promise<OfferProfileDto> {
    return this.listSellers.profile(code, version);
  }

  @Post()
  @Who('administrator')
  create(@ZodBody(offerProfile) body: z.output<typeof offerProfile>): Promise<OfferProfileDto> {
    return this.addSeller.run(body);
  }
}
