import { Controller, Get, Post } from '@nestjs/common';
import { pageQuery, terminateAccount, type Page } from '@rocket/contracts';
import type { z } from 'zod';
import { ListDocuments } from '../documents/list-documents';
import { ApiError } from '../platform/api-error';
import { pageOfWhole } from '../platform/cursor';
import {
  AccountParam,
  Caller,
  FileBody,
  IdParam,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  requireAccount,
  type CallerOf,
} from '../platform/door';
import { Upload } from '../platform/http/upload';
import { KeepSignedCopy } from './keep-signed-copy';
import { RefundMoney, type RefundView } from './refund-money';
import { TerminateAccount, type TerminationView } from './terminate-account';

@Controller()
export class LeavingController {
  constructor(
    private readonly terminateAccount: TerminateAccount,
    private readonly refundMoney: RefundMoney,
    private readonly keepSignedCopy: KeepSignedCopy,
    private readonly documents: ListDocuments,
  ) {}

  @Post('accounts/:id/termination')
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

  @Post('accounts/:id/refund-requests')
  @Who('owner', 'staff')
  request(@AccountParam('id') id: string, @Caller() caller: CallerOf): Promise<RefundView> {
    return this.refundMoney.request(id, callerKey(caller));
  }

  @Get('accounts/:id/refund-requests')
  @Who('customer', 'staff')
  async list(
    @AccountParam('id') id: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<RefundView>> {
    return pageOfWhole(await this.refundMoney.list(id), query, (refund) => refund.id);
  }

  @Post('refund-requests/:id/payment')
  @Who('accountant', 'administrator')
  pay(@IdParam('id') id: string, @Caller() caller: CallerOf): Promise<RefundView> {
    return this.refundMoney.pay(id, callerKey(caller));
  }

  @Post('documents/:id/signed-copy')
  @Who('customer', 'staff')
  async signed(
    @IdParam('id') id: string,
    @FileBody() file: Upload,
    @Caller() caller: CallerOf,
  ): Promise<{ status: 'signed' }> {
    requireAccount(caller, await this.documents.accountOf(id));
    return this.keepSignedCopy.run(id, file, callerKey(caller));
  }
}
