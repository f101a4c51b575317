import { Controller, Get, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ListDocuments } from '../documents/list-documents';
import { Caller, FileBody, IdParam, Who, callerKey, requireAccount, type CallerOf } from '../platform/door';
import type { Upload } from '../platform/http/upload';
import { fileAnswer } from '../platform/http/send-file';
import { KeepSignedCopy } from './keep-signed-copy';
import { ShowSignedCopy } from './show-signed-copy';

@Controller('documents/:id/signed-copy')
@Who('customer', 'staff')
export class SignedCopiesController {
  constructor(
    private readonly documents: ListDocuments,
    private readonly keep: KeepSignedCopy,
    private readonly show: ShowSignedCopy,
  ) {}

  @Post()
  async signed(
    @IdParam('id') id: string,
    @FileBody() file: Upload,
    @Caller() caller: CallerOf,
  ): Promise<{ status: 'signed' }> {
    requireAccount(caller, await this.documents.accountOf(id));
    return this.keep.run(id, file, callerKey(caller));
  }

  /** What strangers uploaded is kept by whoever asks and never opened as a page of ours, whatever is in it. */
  @Get()
  async copy(
    @IdParam('id') id: string,
    @Caller() caller: CallerOf,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const accountId = await this.documents.accountOf(id);
    requireAccount(caller, accountId);
    const { mediaType, fileName, bytes } = await this.show.run(accountId, id);
    await fileAnswer(reply, { name: fileName, mediaType })
      .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
      .send(bytes);
  }
}
