import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { decideTransfer, offerTransfer, pageQuery, type Page, type TransferDto } from '@rocket/contracts';
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
import { DecideTransfer } from './decide-transfer';
import { ListTransfers } from './list-transfers';
import { OfferTransfer } from './offer-transfer';

@Controller()
export class TransfersController {
  constructor(
    private readonly offerOne: OfferTransfer,
    private readonly decideOne: DecideTransfer,
    private readonly listTransfers: ListTransfers,
  ) {}

  @Post('subscriptions/:id/transfers')
  @AnswersInTransaction()
  @Who('owner', 'account_manager', 'administrator')
  async offer(
    @IdParam('id') id: string,
    @ZodBody(offerTransfer) body: z.output<typeof offerTransfer>,
    @Caller() caller: CallerOf,
  ): Promise<TransferDto> {
    const accountId = await this.offerOne.accountOf(id);
    requireAccount(caller, accountId);
    return this.offerOne.run(accountId, id, body, callerKey(caller));
  }

  @Get('accounts/:id/transfers')
  @Who('customer', 'staff')
  list(
    @AccountParam('id') id: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<TransferDto>> {
    return this.listTransfers.run(id, query);
  }

  @Post('accounts/:id/transfers/:transferId/decision')
  @AnswersInTransaction()
  @HttpCode(200)
  @Who('owner', 'account_manager', 'administrator')
  decide(
    @AccountParam('id') id: string,
    @IdParam('transferId') transferId: string,
    @ZodBody(decideTransfer) body: z.output<typeof decideTransfer>,
    @Caller() caller: CallerOf,
  ): Promise<TransferDto> {
    return this.decideOne.run(id, transferId, body, callerKey(caller));
  }
}
