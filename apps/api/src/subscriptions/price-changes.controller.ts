import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { priceChangesQuery, type AccountPriceChangeDto, type Page } from '@rocket/contracts';
import type { z } from 'zod';
import { pageOfWhole } from '../platform/cursor';
import {
  AnswersInTransaction,
  AccountParam,
  Caller,
  IdParam,
  Who,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { AnswerPriceChange } from './answer-price-change';
import { ListPriceChanges } from './list-price-changes';

@Controller('accounts/:id/price-changes')
export class PriceChangesController {
  constructor(
    private readonly answer: AnswerPriceChange,
    private readonly list: ListPriceChanges,
  ) {}

  @Get()
  @Who('customer', 'staff')
  async all(
    @AccountParam('id') id: string,
    @ZodQuery(priceChangesQuery) query: z.output<typeof priceChangesQuery>,
  ): Promise<Page<AccountPriceChangeDto>> {
    return pageOfWhole(await this.list.run(id, query.lang), query, (change) => change.id);
  }

  @Post(':changeId/refusal')
  @AnswersInTransaction()
  @HttpCode(200)
  @Who('account_administrator', 'support', 'account_manager', 'administrator')
  refuse(
    @AccountParam('id') id: string,
    @IdParam('changeId') changeId: string,
    @Caller() caller: CallerOf,
  ): Promise<AccountPriceChangeDto> {
    return this.answer.run(id, changeId, 'refused', callerKey(caller));
  }

  @Delete(':changeId/refusal')
  @Who('account_administrator', 'support', 'account_manager', 'administrator')
  withdraw(
    @AccountParam('id') id: string,
    @IdParam('changeId') changeId: string,
    @Caller() caller: CallerOf,
  ): Promise<AccountPriceChangeDto> {
    return this.answer.run(id, changeId, 'withdrawn', callerKey(caller));
  }
}
