import { Controller, Get, Post } from '@nestjs/common';
import { askInvoice, pageQuery, type InvoiceDto, type Page } from '@rocket/contracts';
import type { z } from 'zod';
import {
  AnswersInTransaction,
  AccountParam,
  Caller,
  RequestKey,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { IssueInvoice } from './issue-invoice';
import { ListPayments } from './list-payments';

@Controller()
export class PaymentsController {
  constructor(
    private readonly issueInvoice: IssueInvoice,
    private readonly listPayments: ListPayments,
  ) {}

  @Post('accounts/:id/invoices')
  @AnswersInTransaction()
  @Who('spender', 'support', 'account_manager', 'administrator')
  issue(
    @AccountParam('id') id: string,
    @ZodBody(askInvoice) body: z.output<typeof askInvoice>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<InvoiceDto> {
    return this.issueInvoice.run(id, body, callerKey(caller), key);
  }

  @Get('accounts/:id/invoices')
  @Who('customer', 'staff')
  invoices(
    @AccountParam('id') id: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<InvoiceDto>> {
    return this.listPayments.invoices(id, query);
  }
}
