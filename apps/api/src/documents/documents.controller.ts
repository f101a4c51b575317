import { Controller, Get, Post, Res } from '@nestjs/common';
import { documentsQuery, fileQuery, reconcile, type DocumentDto, type Page } from '@rocket/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import {
  AccountParam,
  Caller,
  IdParam,
  Who,
  RequestKey,
  ZodBody,
  ZodQuery,
  callerKey,
  requireAccount,
  type CallerOf,
} from '../platform/door';
import { fileAnswer } from '../platform/http/send-file';
import { ListDocuments } from './list-documents';
import { ReconcileAccount } from './reconcile-account';
import { MakeFile } from './make-file';

const MEDIA_TYPES = {
  pdf: 'application/pdf',
  xml: 'application/xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

@Controller()
export class DocumentsController {
  constructor(
    private readonly listDocuments: ListDocuments,
    private readonly makeFile: MakeFile,
    private readonly reconcileAccount: ReconcileAccount,
  ) {}

  @Get('accounts/:id/documents')
  @Who('customer', 'staff')
  list(
    @AccountParam('id') id: string,
    @ZodQuery(documentsQuery) query: z.output<typeof documentsQuery>,
  ): Promise<Page<DocumentDto>> {
    return this.listDocuments.run(id, query);
  }

  @Post('accounts/:id/reconciliations')
  @Who('spender', 'account_manager', 'accountant', 'administrator')
  reconcile(
    @AccountParam('id') id: string,
    @ZodBody(reconcile) body: z.output<typeof reconcile>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<DocumentDto> {
    return this.reconcileAccount.run(id, body, callerKey(caller), key);
  }

  @Get('documents/:id/file')
  @Who('customer', 'staff')
  async file(
    @IdParam('id') id: string,
    @ZodQuery(fileQuery) query: z.output<typeof fileQuery>,
    @Caller() caller: CallerOf,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAccount(caller, await this.listDocuments.accountOf(id));
    const { bytes, fileName } = await this.makeFile.run(id, query.format);
    await fileAnswer(reply, { name: fileName, mediaType: MEDIA_TYPES[query.format], isShown: true })
      .header('cache-control', 'private, max-age=31536000, immutable')
      .send(bytes);
  }
}
