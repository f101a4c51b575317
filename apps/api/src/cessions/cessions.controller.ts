import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { acceptCession, offerCession, type AccountCessionDto } from '@rocket/contracts';
import { z } from 'zod';
import { AnswersInTransaction, AccountParam, Caller, Who, ZodBody, type CallerOf } from '../platform/door';
import { AcceptCession } from './accept-cession';
import { EndCession } from './end-cession';
import { OfferCession } from './offer-cession';
import { ShowCession } from './show-cession';

/** The law that judges the requisites is known when the account is. */
const byAnyLaw = acceptCession.extend({ requisites: z.unknown() });

@Controller('accounts/:id/cession')
export class CessionsController {
  constructor(
    private readonly show: ShowCession,
    private readonly offer: OfferCession,
    private readonly end: EndCession,
    private readonly accept: AcceptCession,
  ) {}

  @Get()
  @Who('customer', 'staff')
  read(@AccountParam('id') id: string, @Caller() caller: CallerOf): Promise<AccountCessionDto> {
    return this.show.run(id, caller);
  }

  @Post()
  @AnswersInTransaction()
  @Who('owner')
  cede(
    @AccountParam('id') id: string,
    @ZodBody(offerCession) body: z.output<typeof offerCession>,
    @Caller() caller: CallerOf,
  ): Promise<AccountCessionDto> {
    return this.offer.run(id, body.to, caller);
  }

  // The one it is ceded to may be anybody of the account: who may do it is decided inside.
  @Delete()
  @HttpCode(204)
  @Who('customer')
  stop(@AccountParam('id') id: string, @Caller() caller: CallerOf): Promise<void> {
    return this.end.run(id, caller);
  }

  @Post('acceptance')
  @AnswersInTransaction()
  @Who('customer')
  take(
    @AccountParam('id') id: string,
    @ZodBody(byAnyLaw) body: z.output<typeof byAnyLaw>,
    @Caller() caller: CallerOf,
  ): Promise<AccountCessionDto> {
    return this.accept.run(id, body, caller);
  }
}
