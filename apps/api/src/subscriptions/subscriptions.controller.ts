import { Controller, Get, Patch, Post, Put } from '@nestjs/common';
import {
  changeSubscription,
  connectProduct,
  forecastQuery,
  orderSubscriptions,
  subscriptionsQuery,
  type ForecastDto,
  type Page,
  type SubscriptionDto,
  type SubscriptionOrderDto,
} from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import type { z } from 'zod';
import {
  AnswersInTransaction,
  AccountParam,
  Caller,
  IdParam,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  requireAccount,
  type CallerOf,
} from '../platform/door';
import { ChangeSubscription } from './change-subscription';
import { ConnectProduct } from './connect-product';
import { EndSubscription } from './end-subscription';
import { ForecastRenewals } from './forecast-renewals';
import { ListSubscriptions } from './list-subscriptions';
import { OrderSubscriptions } from './order-subscriptions';

@Controller()
export class SubscriptionsController {
  constructor(
    private readonly connectProduct: ConnectProduct,
    private readonly changeSubscription: ChangeSubscription,
    private readonly endSubscription: EndSubscription,
    private readonly listSubscriptions: ListSubscriptions,
    private readonly forecastRenewals: ForecastRenewals,
    private readonly orderSubscriptions: OrderSubscriptions,
  ) {}

  @Post('accounts/:id/subscriptions')
  @AnswersInTransaction()
  @Who('spender', 'support', 'administrator')
  connect(
    @AccountParam('id') id: string,
    @ZodBody(connectProduct) body: z.output<typeof connectProduct>,
    @Caller() caller: CallerOf,
  ): Promise<SubscriptionDto> {
    return this.connectProduct.run(id, body, callerKey(caller));
  }

  @Get('accounts/:id/subscriptions')
  @Who('customer', 'staff')
  list(
    @AccountParam('id') id: string,
    @ZodQuery(subscriptionsQuery) query: z.output<typeof subscriptionsQuery>,
  ): Promise<Page<SubscriptionDto>> {
    return this.listSubscriptions.page(id, query);
  }

  @Put('accounts/:id/subscriptions/order')
  @Who('spender', 'support', 'administrator')
  order(
    @AccountParam('id') id: string,
    @ZodBody(orderSubscriptions) body: z.output<typeof orderSubscriptions>,
  ): Promise<SubscriptionOrderDto> {
    return this.orderSubscriptions.run(id, body.order);
  }

  @Patch('subscriptions/:id')
  @Who('spender', 'support', 'administrator')
  async change(
    @IdParam('id') id: string,
    @ZodBody(changeSubscription) body: z.output<typeof changeSubscription>,
    @Caller() caller: CallerOf,
  ): Promise<SubscriptionDto> {
    const accountId = await this.listSubscriptions.accountOf(id);
    requireAccount(caller, accountId);
    return this.changeSubscription.run(accountId, id, body, callerKey(caller));
  }

  @Post('subscriptions/:id/end')
  @AnswersInTransaction()
  @Who('spender', 'support', 'administrator')
  async end(@IdParam('id') id: string, @Caller() caller: CallerOf): Promise<SubscriptionDto> {
    const accountId = await this.listSubscriptions.accountOf(id);
    requireAccount(caller, accountId);
    return this.endSubscription.run(accountId, id, callerKey(caller));
  }

  @Get('accounts/:id/renewal-forecast')
  @Who('customer', 'staff')
  forecast(
    @AccountParam('id') id: string,
    @ZodQuery(forecastQuery) query: z.output<typeof forecastQuery>,
  ): Promise<ForecastDto> {
    return this.forecastRenewals.run(id, localDate(query.until), query.topUp);
  }
}
