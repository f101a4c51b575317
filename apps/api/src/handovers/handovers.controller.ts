import { Controller, Get, Post } from '@nestjs/common';
import {
  handOverByHand,
  handOverTasksQuery,
  objectToDocument,
  sendDocument,
  type DocumentStatus,
  type HandOverDto,
  type HandOverTasksDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import { ListDocuments } from '../documents/list-documents';
import {
  AnswersInTransaction,
  Caller,
  IdParam,
  RequestKey,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  requireAccount,
  type CallerOf,
} from '../platform/door';
import { HandOverDocument } from './hand-over-document';
import { ListHandOverTasks } from './list-hand-over-tasks';
import { ListHandOvers } from './list-hand-overs';
import { ObjectToDocument } from './object-to-document';
import { SendDocument } from './send-document';

@Controller()
export class HandoversController {
  constructor(
    private readonly listTasks: ListHandOverTasks,
    private readonly listHandOvers: ListHandOvers,
    private readonly handOver: HandOverDocument,
    private readonly sendDocument: SendDocument,
    private readonly objectTo: ObjectToDocument,
    private readonly documents: ListDocuments,
  ) {}

  @Get('hand-overs')
  @Who('account_manager', 'accountant', 'administrator')
  tasks(@ZodQuery(handOverTasksQuery) query: z.output<typeof handOverTasksQuery>): Promise<HandOverTasksDto> {
    return this.listTasks.run(query);
  }

  @Get('documents/:id/hand-overs')
  @Who('staff')
  list(@IdParam('id') id: string): Promise<{ items: HandOverDto[] }> {
    return this.listHandOvers.run(id);
  }

  @Post('documents/:id/hand-overs')
  @Who('accountant', 'administrator')
  byHand(
    @IdParam('id') id: string,
    @ZodBody(handOverByHand) body: z.output<typeof handOverByHand>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<HandOverDto> {
    return this.handOver.run(id, body, callerKey(caller), key);
  }

  @Post('documents/:id/sending')
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

  @Post('documents/:id/objection')
  @AnswersInTransaction()
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
