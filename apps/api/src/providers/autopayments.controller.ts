import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import {
  beginAutopayment,
  type AutopaymentDto,
  type BeginAutopaymentDto,
  type ProviderPaymentDto,
} from '@rocket/contracts';
import { AccountParam, Caller, RequestKey, Who, ZodBody, callerKey, type CallerOf } from '../platform/door';
import { BeginAutopayment } from './begin-autopayment';
import { EndAutopayment } from './end-autopayment';
import { ShowAutopayment } from './show-autopayment';

@Controller('accounts/:id/autopayment')
export class AutopaymentsController {
  constructor(
    private readonly show: ShowAutopayment,
    private readonly begin: BeginAutopayment,
    private readonly end: EndAutopayment,
  ) {}

  @Get()
  @Who('customer', 'staff')
  read(@AccountParam('id') id: string): Promise<AutopaymentDto> {
    return this.show.run(id);
  }

  // Only the customer agrees to be charged; staff may end it for one who asks.
  @Post()
  @Who('spender')
  agree(
    @AccountParam('id') id: string,
    @ZodBody(beginAutopayment) body: BeginAutopaymentDto,
    @Caller() caller: CallerOf,
    @RequestKey() requestKey: string | null,
  ): Promise<ProviderPaymentDto> {
    return this.begin.run(id, body, callerKey(caller), requestKey);
  }

  @Delete()
  @HttpCode(204)
  @Who('spender', 'support', 'account_manager', 'administrator')
  stop(@AccountParam('id') id: string, @Caller() caller: CallerOf): Promise<void> {
    return this.end.run(id, callerKey(caller));
  }
}
