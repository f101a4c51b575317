import { Controller, Put } from '@nestjs/common';
import { orderNextPeriod, type SubscriptionDto } from '@rocket/contracts';
import type { z } from 'zod';
import { Caller, IdParam, Who, ZodBody, callerKey, requireAccount, type CallerOf } from '../platform/door';
import { ListSubscriptions } from './list-subscriptions';
import { OrderNextPeriod } from './order-next-period';

@Controller('subscriptions/:id/next-period')
@Who('spender', 'support', 'administrator')
export class NextPeriodController {
  constructor(
    private readonly listSubscriptions: ListSubscriptions,
    private readonly orderNextPeriod: OrderNextPeriod,
  ) {}

  @Put()
  async order(
    @IdParam('id') id: string,
    @ZodBody(orderNextPeriod) body: z.output<typeof orderNextPeriod>,
    @Caller() caller: CallerOf,
  ): Promise<SubscriptionDto> {
    const accountId = await this.listSubscriptions.accountOf(id);
    requireAccount(caller, accountId);
    return this.orderNextPeriod.run(accountId, id, body.ordered, callerKey(caller));
  }
}
