import { Controller, Get } from '@nestjs/common';
import { changeQuoteQuery, connectQuoteQuery, type SubscriptionQuoteDto } from '@rocket/contracts';
import type { z } from 'zod';
import {
  AccountParam,
  Caller,
  IdParam,
  Who,
  ZodQuery,
  callerKey,
  requireAccount,
  type CallerOf,
} from '../platform/door';
import { ListSubscriptions } from './list-subscriptions';
import { QuoteSubscription } from './quote-subscription';

@Controller()
@Who('spender', 'support', 'administrator')
export class QuotesController {
  constructor(
    private readonly quote: QuoteSubscription,
    private readonly listSubscriptions: ListSubscriptions,
  ) {}

  @Get('accounts/:id/connection-quote')
  connection(
    @AccountParam('id') id: string,
    @ZodQuery(connectQuoteQuery) query: z.output<typeof connectQuoteQuery>,
    @Caller() caller: CallerOf,
  ): Promise<SubscriptionQuoteDto> {
    const { followSeats, ...wish } = query;
    return this.quote.connection(id, { ...wish, followSeats: followSeats === 'true' }, callerKey(caller));
  }

  @Get('subscriptions/:id/change-quote')
  async change(
    @IdParam('id') id: string,
    @ZodQuery(changeQuoteQuery) query: z.output<typeof changeQuoteQuery>,
    @Caller() caller: CallerOf,
  ): Promise<SubscriptionQuoteDto> {
    const accountId = await this.listSubscriptions.accountOf(id);
    requireAccount(caller, accountId);
    return this.quote.changing(accountId, id, query, callerKey(caller));
  }
}
