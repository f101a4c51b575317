import { Controller, Get, Param, Post } from '@nestjs/common';
import {
  acceptOffer,
  offerTerms,
  pageQuery,
  type OfferAcceptanceDto,
  type OfferVersionDto,
  type Page,
} from '@rocket/contracts';
import type { z } from 'zod';
import { pageOfWhole } from '../platform/cursor';
import {
  AnswersInTransaction,
  AccountParam,
  Caller,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { AcceptOffer } from './accept-offer';
import { PublishOfferVersion } from './publish-offer-version';

@Controller()
export class OffersController {
  constructor(
    private readonly publishOfferVersion: PublishOfferVersion,
    private readonly acceptOffer: AcceptOffer,
  ) {}

  @Post('sellers/:code/versions')
  @AnswersInTransaction()
  @Who('administrator')
  publish(
    @Param('code') code: string,
    @ZodBody(offerTerms) body: z.output<typeof offerTerms>,
    @Caller() caller: CallerOf,
  ): Promise<OfferVersionDto> {
    return this.publishOfferVersion.run(code, body, callerKey(caller));
  }

  @Get('sellers/:code/versions')
  @Who('public')
  async versions(
    @Param('code') code: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<OfferVersionDto>> {
    return pageOfWhole(await this.publishOfferVersion.list(code), query, ({ version }) => version);
  }

  @Get('accounts/:id/offer-acceptances')
  @Who('customer', 'staff')
  async acceptances(
    @AccountParam('id') id: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<OfferAcceptanceDto>> {
    return pageOfWhole(await this.acceptOffer.list(id), query, ({ version }) => version);
  }

  @Post('accounts/:id/offer-acceptances')
  @AnswersInTransaction()
  @Who('owner')
  accept(
    @AccountParam('id') id: string,
    @ZodBody(acceptOffer) body: z.output<typeof acceptOffer>,
    @Caller() caller: CallerOf,
  ): Promise<OfferAcceptanceDto> {
    return this.acceptOffer.run(id, body.version, callerKey(caller));
  }
}
