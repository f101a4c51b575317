import { Controller, Get, Post } from '@nestjs/common';
import {
  allocateReceipt,
  confirmPayer,
  receiptsQuery,
  returnReceipt,
  splitReceipt,
  statementLinesQuery,
  takeReturnBack,
  topUpPreviewQuery,
  type Page,
  type ReceiptDto,
  type ReceiptSuggestionDto,
  type StatementLineDto,
  type StatementResultDto,
  type ThirdPartyPayerDto,
  type TopUpPreviewDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import {
  AnswersInTransaction,
  AccountParam,
  Caller,
  FileBody,
  IdParam,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { Upload } from '../platform/http/upload';
import { AllocateReceipt } from './allocate-receipt';
import { ConfirmPayer } from './confirm-payer';
import { ImportStatement } from './import-statement';
import { ListPayments } from './list-payments';
import { PreviewTopUp } from './preview-top-up';
import { ReturnReceipt, TakeReturnBack } from './return-receipt';
import { SuggestReceiptOwners } from './suggest-receipt-owners';

/** The receipts desk. */
@Controller()
export class ReceiptsController {
  constructor(
    private readonly importStatement: ImportStatement,
    private readonly allocateReceipt: AllocateReceipt,
    private readonly returnReceipt: ReturnReceipt,
    private readonly takeReturnBack: TakeReturnBack,
    private readonly suggestOwners: SuggestReceiptOwners,
    private readonly confirmPayer: ConfirmPayer,
    private readonly previewTopUp: PreviewTopUp,
    private readonly listPayments: ListPayments,
  ) {}

  @Post('bank-statements')
  @Who('account_manager', 'accountant', 'administrator')
  statement(@FileBody() file: Upload, @Caller() caller: CallerOf): Promise<StatementResultDto> {
    return this.importStatement.run(file, callerKey(caller));
  }

  @Get('bank-statements/:id/lines')
  @Who('account_manager', 'accountant', 'administrator')
  statementLines(
    @IdParam('id') id: string,
    @ZodQuery(statementLinesQuery) query: z.output<typeof statementLinesQuery>,
  ): Promise<Page<StatementLineDto>> {
    return this.listPayments.statementLines(id, query);
  }

  @Get('receipts')
  @Who('staff')
  receipts(@ZodQuery(receiptsQuery) query: z.output<typeof receiptsQuery>): Promise<Page<ReceiptDto>> {
    return this.listPayments.receipts(query);
  }

  @Get('receipts/:id')
  @Who('staff')
  receipt(@IdParam('id') id: string): Promise<ReceiptDto> {
    return this.listPayments.receipt(id);
  }

  @Get('receipts/:id/suggestions')
  @Who('account_manager', 'accountant', 'administrator')
  suggestions(@IdParam('id') id: string): Promise<{ items: ReceiptSuggestionDto[] }> {
    return this.suggestOwners.run(id);
  }

  @Post('receipts/:id/allocation')
  @AnswersInTransaction()
  @Who('account_manager', 'accountant', 'administrator')
  allocate(
    @IdParam('id') id: string,
    @ZodBody(allocateReceipt) { reason, ...part }: z.output<typeof allocateReceipt>,
    @Caller() caller: CallerOf,
  ): Promise<ReceiptDto> {
    return this.allocateReceipt.run(id, { parts: [part], reason }, callerKey(caller));
  }

  @Post('receipts/:id/split')
  @AnswersInTransaction()
  @Who('account_manager', 'accountant', 'administrator')
  split(
    @IdParam('id') id: string,
    @ZodBody(splitReceipt) body: z.output<typeof splitReceipt>,
    @Caller() caller: CallerOf,
  ): Promise<ReceiptDto> {
    return this.allocateReceipt.run(id, body, callerKey(caller));
  }

  @Post('receipts/:id/return')
  @AnswersInTransaction()
  @Who('accountant', 'administrator')
  return(
    @IdParam('id') id: string,
    @ZodBody(returnReceipt) body: z.output<typeof returnReceipt>,
    @Caller() caller: CallerOf,
  ): Promise<ReceiptDto> {
    return this.returnReceipt.run(id, body, callerKey(caller));
  }

  @Post('receipts/:id/return-reversal')
  @AnswersInTransaction()
  @Who('accountant', 'administrator')
  returnReversal(
    @IdParam('id') id: string,
    @ZodBody(takeReturnBack) { reason }: z.output<typeof takeReturnBack>,
    @Caller() caller: CallerOf,
  ): Promise<ReceiptDto> {
    return this.takeReturnBack.run(id, reason, callerKey(caller));
  }

  @Get('accounts/:id/third-party-payers')
  @Who('customer', 'staff')
  thirdPartyPayers(@AccountParam('id') id: string): Promise<{ items: ThirdPartyPayerDto[] }> {
    return this.listPayments.thirdPartyPayers(id);
  }

  @Post('accounts/:id/third-party-payers')
  @AnswersInTransaction()
  @Who('account_manager', 'accountant', 'administrator')
  confirm(
    @AccountParam('id') id: string,
    @ZodBody(confirmPayer) body: z.output<typeof confirmPayer>,
    @Caller() caller: CallerOf,
  ): Promise<ThirdPartyPayerDto> {
    return this.confirmPayer.run(id, body, callerKey(caller));
  }

  @Get('accounts/:id/top-up-preview')
  @Who('customer', 'staff')
  preview(
    @AccountParam('id') id: string,
    @ZodQuery(topUpPreviewQuery) { amount }: z.output<typeof topUpPreviewQuery>,
  ): Promise<TopUpPreviewDto> {
    return this.previewTopUp.run(id, amount);
  }
}
