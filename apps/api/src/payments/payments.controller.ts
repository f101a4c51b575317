import { Controller, Get, Post } from '@nestjs/common';
import {
  allocateReceipt,
  issueInvoice,
  pageQuery,
  receiptsQuery,
  type InvoiceDto,
  type Page,
  type ReceiptDto,
  type StatementResultDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import {
  AccountParam,
  Caller,
  FileBody,
  IdParam,
  RequestKey,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { Upload } from '../platform/http/upload';
import { AllocateReceipt } from './allocate-receipt';
import { ImportStatement } from './import-statement';
import { IssueInvoice } from './issue-invoice';
import { ListPayments } from './list-payments';

@Controller()
export class PaymentsController {
  constructor(
    private readonly issueInvoice: IssueInvoice,
    private readonly importStatement: ImportStatement,
    private readonly allocateReceipt: AllocateReceipt,
    private readonly listPayments: ListPayments,
  ) {}

  @Post('accounts/:id/invoices')
  @Who('spender', 'support', 'account_manager', 'administrator')
  issue(
    @AccountParam('id') id: string,
    @ZodBody(issueInvoice) body: z.output<typeof issueInvoice>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<InvoiceDto> {
    return this.issueInvoice.run(id, body.amount, callerKey(caller), key);
  }

  @Get('accounts/:id/invoices')
  @Who('customer', 'staff')
  invoices(
    @AccountParam('id') id: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<InvoiceDto>> {
    return this.listPayments.invoices(id, query);
  }

  @Post('bank-statements')
  @Who('account_manager', 'accountant', 'administrator')
  statement(@FileBody() file: Upload, @Caller() caller: CallerOf): Promise<StatementResultDto> {
    return this.importStatement.run(file.bytes, callerKey(caller));
  }

  @Get('receipts')
  @Who('staff')
  receipts(@ZodQuery(receiptsQuery) query: z.output<typeof receiptsQuery>): Promise<Page<ReceiptDto>> {
    return this.listPayments.receipts(query);
  }

  @Post('receipts/:id/allocation')
  @Who('account_manager', 'accountant', 'administrator')
  allocate(
    @IdParam('id') id: string,
    @ZodBody(allocateReceipt) body: z.output<typeof allocateReceipt>,
    @Caller() caller: CallerOf,
  ): Promise<ReceiptDto> {
    return this.allocateReceipt.run(id, body, callerKey(caller));
  }
}
