import { Controller, Get, Post } from '@nestjs/common';
import {
  handOverByHand,
  objectToDocument,
  sendDocument,
  type DocumentStatus,
  type HandOverDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import { ListDocuments } from '../documents/list-documents';
import {
  Caller,
  IdParam,
  RequestKey,
  Who,
  ZodBody,
  callerKey,
  requireAccount,
  type CallerOf,
} from '../platform/door';
import { HandOverDocument } from './hand-over-document';
import { ListHandOvers } from './list-hand-overs';
import { ObjectToDocument } from './object-to-document';
import { SendDocument } from './send-document';

@Controller('documents')
export class HandoversController {
  constructor(
    private readonly listHandOvers: ListHandOvers,
    private readonly handOver: HandOverDocument,
    private readonly sendDocument: SendDocument,
    private readonly objectTo: ObjectToDocument,
    private readonly documents: ListDocuments,
  ) {}

  @Get(':id/hand-overs')
  @Who('staff')
  list(@IdParam('id') id: string): Promise<{ items: HandOverDto[] }> {
    return this.listHandOvers.run(id);
  }

  @Post(':id/hand-overs')
  @Who('accountant', 'administrator')
  byHand(
    @IdParam('id') id: string,
    @ZodBody(handOverByHand) body: z.output<typeof handOverByHand>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<HandOverDto> {
    return this.handOver.run(id, body, callerKey(caller), key);
  }

  @Post(':id/sending')
  @Who('customer', 'account_manager', 'accountant', 'administrator')
  async send(
    @IdParam('id') id: string,
    @ZodBody(sendDocument) body: z.output<typeof sendDocument>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<HandOverDto> {
    requireAccount(caller, await this.documents.accountOf(id));
    return this.sendDocument.run(id, body, caller, key);
  }

  @Post(':id/objection')
  @Who('spender', 'staff')
  async object(
    @IdParam('id') id: string,
    @ZodBody(objectToDocument) body: z.output<typeof objectToDocument>,
    @Caller() caller: CallerOf,
  ): Promise<{ status: DocumentStatus }> {
    requireAccount(caller, await this.documents.accountOf(id));
    return this.objectTo.run(id, body.reason, callerKey(caller));
  }
}
