import { Controller, Get, Res } from '@nestjs/common';
import { accountStatementQuery } from '@rocket/contracts';
import { accountStatementTable, renderAccountStatement, toCsv, toXlsx } from '@rocket/documents';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { AccountParam, Who, ZodQuery } from '../platform/door';
import { sendFile } from './send-file';
import { ReadAccountStatement, statementView } from './read-account-statement';

@Controller()
export class AccountingController {
  constructor(private readonly readStatement: ReadAccountStatement) {}

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
        return sendFile(reply, 'csv', name, toCsv(accountStatementTable(facts)));
      case 'xlsx':
        return sendFile(reply, 'xlsx', name, await toXlsx([accountStatementTable(facts)]));
      case 'pdf':
        return sendFile(reply, 'pdf', name, await renderAccountStatement(facts));
    }
  }
}
