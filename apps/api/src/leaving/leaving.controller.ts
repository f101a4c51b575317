import { Controller, Get, Post } from '@nestjs/common';
import {
  pageQuery,
  refundPreviewQuery,
  rejectRefund,
  requestRefund,
  terminateAccount,
  type LeavingDaysDto,
  type Page,
  type RefundPreviewDto,
  type RefundRequestDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import { ApiError } from '../platform/api-error';
import { pageOfWhole } from '../platform/cursor';
import {
  AnswersInTransaction,
  AccountParam,
  Caller,
  IdParam,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { ComputeRefund } from './compute-refund';
import { ReadLeavingDays } from './leaving-days';
import { RefundMoney } from './refund-money';
import { TerminateAccount, type TerminationView } from './terminate-account';

@Controller()
export class LeavingController {
  constructor(
    private readonly terminateAccount: TerminateAccount,
    private readonly readLeavingDays: ReadLeavingDays,
    private readonly refundMoney: RefundMoney,
    private readonly computeRefund: ComputeRefund,
  ) {}

  @Post('accounts/:id/termination')
  @AnswersInTransaction()
  @Who('owner', 'staff')
  terminate(
    @AccountParam('id') id: string,
    @ZodBody(terminateAccount) body: z.output<typeof terminateAccount>,
    @Caller() caller: CallerOf,
  ): Promise<TerminationView> {
    if (caller.kind === 'user' && body.initiator === 'seller')
      throw new ApiError('forbidden', 'За продавца договор расторгают его сотрудники');
    return this.terminateAccount.run(id, body, callerKey(caller));
  }

  @Get('accounts/:id/termination')
  @Who('customer', 'staff')
  termination(@AccountParam('id') id: string): Promise<TerminationView | null> {
    return this.terminateAccount.find(id);
  }

  @Get('accounts/:id/leaving-days')
  @Who('customer', 'staff')
  leavingDays(@AccountParam('id') id: string): Promise<LeavingDaysDto> {
    return this.readLeavingDays.run(id);
  }

  @Post('accounts/:id/refund-requests')
  @AnswersInTransaction()
  @Who('owner', 'staff')
  request(
    @AccountParam('id') id: string,
    @ZodBody(requestRefund) body: z.output<typeof requestRefund>,
    @Caller() caller: CallerOf,
  ): Promise<RefundRequestDto> {
    return this.refundMoney.request(id, callerKey(caller), body?.subscriptionId);
  }

  @Get('accounts/:id/refund-requests')
  @Who('customer', 'staff')
  async list(
    @AccountParam('id') id: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<RefundRequestDto>> {
    return pageOfWhole(await this.refundMoney.list(id), query, (refund) => refund.id);
  }

  @Get('accounts/:id/refund-preview')
  @Who('customer', 'staff')
  preview(
    @AccountParam('id') id: string,
    @ZodQuery(refundPreviewQuery) query: z.output<typeof refundPreviewQuery>,
  ): Promise<RefundPreviewDto> {
    return this.computeRefund.preview(id, query);
  }

  @Post('refund-requests/:id/rejection')
  @AnswersInTransaction()
  @Who('accountant', 'administrator')
  reject(
    @IdParam('id') id: string,
    @ZodBody(rejectRefund) body: z.output<typeof rejectRefund>,
    @Caller() caller: CallerOf,
  ): Promise<RefundRequestDto> {
    return this.refundMoney.reject(id, body.reason, callerKey(caller));
  }

  @Post('refund-requests/:id/payment')
  @AnswersInTransaction()
  @Who('accountant', 'administrator')
  pay(@IdParam('id') id: string, @Caller() caller: CallerOf): Promise<RefundRequestDto> {
    return this.refundMoney.pay(id, callerKey(caller));
  }
}
