import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  askSupport,
  closeSupportRequest,
  pageQuery,
  supportRequestsQuery,
  takeDownSupportRequest,
  writeToSupport,
  type Page,
  type SupportMessageDto,
  type SupportOfferDto,
  type SupportRequestDto,
  type SupportWaitingDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import {
  AccountParam,
  AnswersInTransaction,
  Caller,
  IdParam,
  RequestKey,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
  type UserCaller,
} from '../platform/door';
import { AskSupport } from './ask-support';
import { ShowSupportRequests } from './show-support-requests';
import { WriteToSupport } from './write-to-support';

@Controller()
export class SupportRequestsController {
  constructor(
    private readonly askSupport: AskSupport,
    private readonly show: ShowSupportRequests,
    private readonly writeToSupport: WriteToSupport,
  ) {}

  @Post('accounts/:id/support-requests')
  @AnswersInTransaction()
  @Who('customer')
  ask(
    @AccountParam('id') id: string,
    @ZodBody(askSupport) body: z.output<typeof askSupport>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<SupportRequestDto> {
    const { id: userId } = caller as UserCaller;
    return this.askSupport.run(id, body, { userId, channel: 'panel', writtenBy: null }, key);
  }

  @Post('accounts/:id/support-requests/told')
  @AnswersInTransaction()
  @Who('support', 'administrator')
  takeDown(
    @AccountParam('id') id: string,
    @ZodBody(takeDownSupportRequest)
    { personId, channel, ...wish }: z.output<typeof takeDownSupportRequest>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<SupportRequestDto> {
    return this.askSupport.run(id, wish, { userId: personId, channel, writtenBy: callerKey(caller) }, key);
  }

  @Get('accounts/:id/support-requests')
  @Who('customer', 'support', 'account_manager', 'administrator')
  ofAccount(
    @AccountParam('id') id: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<SupportRequestDto> & { support: SupportOfferDto }> {
    return this.show.ofAccount(id, query);
  }

  @Get('accounts/:id/support-requests/:requestId')
  @Who('customer', 'support', 'account_manager', 'administrator')
  one(@AccountParam('id') id: string, @IdParam('requestId') requestId: string): Promise<SupportRequestDto> {
    return this.show.one(id, requestId);
  }

  @Get('accounts/:id/support-requests/:requestId/messages')
  @Who('customer', 'support', 'account_manager', 'administrator')
  messages(
    @AccountParam('id') id: string,
    @IdParam('requestId') requestId: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<SupportMessageDto>> {
    return this.show.messages(id, requestId, query);
  }

  @Post('accounts/:id/support-requests/:requestId/messages')
  @AnswersInTransaction()
  @Who('customer', 'support', 'administrator')
  write(
    @AccountParam('id') id: string,
    @IdParam('requestId') requestId: string,
    @ZodBody(writeToSupport) { text }: z.output<typeof writeToSupport>,
    @Caller() caller: CallerOf,
  ): Promise<SupportRequestDto> {
    return this.writeToSupport.run(id, requestId, { text, closes: false }, caller);
  }

  @Post('accounts/:id/support-requests/:requestId/closing')
  @AnswersInTransaction()
  @HttpCode(200)
  @Who('support', 'administrator')
  close(
    @AccountParam('id') id: string,
    @IdParam('requestId') requestId: string,
    @ZodBody(closeSupportRequest) { text }: z.output<typeof closeSupportRequest>,
    @Caller() caller: CallerOf,
  ): Promise<SupportRequestDto> {
    return this.writeToSupport.run(id, requestId, { text, closes: true }, caller);
  }

  @Get('support-requests')
  @Who('support', 'account_manager', 'administrator')
  desk(
    @ZodQuery(supportRequestsQuery) query: z.output<typeof supportRequestsQuery>,
  ): Promise<Page<SupportRequestDto>> {
    return this.show.desk(query);
  }

  @Get('support-requests/waiting')
  @Who('support', 'account_manager', 'administrator')
  waiting(): Promise<SupportWaitingDto> {
    return this.show.waiting();
  }
}
