import { Controller, Get, Param, Res } from '@nestjs/common';
import {
  accountStatementQuery,
  archiveQuery,
  entriesFileQuery,
  registerKinds,
  registerQuery,
} from '@rocket/contracts';
import {
  accountStatementTable,
  inPieces,
  longEntryList,
  renderAccountStatement,
  renderEntryList,
  type AccountStatementLine,
} from '@rocket/documents';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { notFound } from '../platform/api-error';
import { AccountParam, Who, ZodQuery } from '../platform/door';
import { streamOf } from '../platform/http/stream-of';
import { fileAnswer, sendFile, sendTables } from '../platform/http/send-file';
import { ExportEntries } from './export-entries';
import { PackDocuments } from './pack-documents';
import { ReadRegister, registerView } from './read-register';

import { ReadAccountStatement, statementView } from './read-account-statement';

@Controller()
export class AccountingController {
  constructor(
    private readonly readStatement: ReadAccountStatement,
    private readonly readRegister: ReadRegister,
    private readonly packDocuments: PackDocuments,
    private readonly exportEntries: ExportEntries,
  ) {}

  @Get('accounts/:id/statement')
  @Who('customer', 'staff')
  async statement(
    @AccountParam('id') id: string,
    @ZodQuery(accountStatementQuery) query: z.output<typeof accountStatementQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const statement = await this.readStatement.run(id, query);
    const { facts } = statement;
    const name = `statement-${facts.customer.accountNumber}-${facts.from}-${facts.to}`;
    switch (query.format) {
      case 'json':
        return void (await reply.header('cache-control', 'no-store').send(statementView(statement)));
      case 'csv':
      case 'xlsx':
        return sendTables(reply, query.format, name, [inPieces(accountStatementTable(facts))]);
      case 'pdf':
        return sendFile(reply, 'pdf', name, await renderAccountStatement(facts));
    }
  }

  @Get('accounts/:id/entries/file')
  @Who('customer', 'staff')
  async entries(
    @AccountParam('id') id: string,
    @ZodQuery(entriesFileQuery) query: z.output<typeof entriesFileQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { facts, lines } = await this.exportEntries.run(id, query);
    const name = `operations-${facts.customer.accountNumber}-${facts.madeOn}`;
    switch (query.format) {
      case 'csv':
      case 'xlsx':
        return sendTables(reply, query.format, name, [longEntryList(facts, lines)]);
      case 'pdf': {
        const all: AccountStatementLine[] = [];
        for await (const piece of lines) all.push(...piece);
        return sendFile(reply, 'pdf', name, await renderEntryList({ ...facts, lines: all }));
      }
    }
  }

  @Get('registers/:kind')
  @Who('account_manager', 'accountant', 'administrator')
  async register(
    @Param('kind') named: string,
    @ZodQuery(registerQuery) query: z.output<typeof registerQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const kind = registerKinds.find((each) => each === named);
    if (!kind) throw notFound('Такого реестра нет');
    const request = { kind, ...query };
    const sheet = await this.readRegister.run(request);
    const name = `${kind}-${query.from}-${query.to}`;
    switch (query.format) {
      case 'json':
        return void (await reply.header('cache-control', 'no-store').send(registerView(request, sheet)));
      case 'csv':
      case 'xlsx':
        return sendTables(reply, query.format, name, [inPieces(sheet)]);
    }
  }

  @Get('accounts/:id/documents/archive')
  @Who('customer', 'staff')
  async archive(
    @AccountParam('id') id: string,
    @ZodQuery(archiveQuery) query: z.output<typeof archiveQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const documents = await this.packDocuments.list(id, query);
    if (documents.length === 0) throw notFound('За этот период документов нет');
    await fileAnswer(reply, { name: 'documents.zip', mediaType: 'application/zip' })
      .header('x-documents', String(documents.length))
      .send(streamOf(this.packDocuments.run(documents)));
  }
}
