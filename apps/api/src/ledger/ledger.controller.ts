import { Controller, Get, Res } from '@nestjs/common';
import { exportQuery, type BooksReportDto } from '@rocket/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Who, ZodQuery } from '../platform/door';
import { streamOf } from '../platform/http/stream-of';
import { fileAnswer } from '../platform/http/send-file';
import { ExportJournal } from './export-journal';
import { VerifyBooks } from './verify-books';

@Controller('ledger')
@Who('accountant', 'administrator')
export class LedgerController {
  constructor(
    private readonly exportJournal: ExportJournal,
    private readonly verifyBooks: VerifyBooks,
  ) {}

  /** Both tools read the same text; `format` names the one it is meant for. */
  @Get('export')
  async export(
    @ZodQuery(exportQuery) query: z.output<typeof exportQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = { name: `journal.${query.format}`, mediaType: 'text/plain; charset=utf-8' };
    await fileAnswer(reply, file).send(streamOf(this.exportJournal.run(query)));
  }

  @Get('verification')
  verification(): Promise<BooksReportDto> {
    return this.verifyBooks.run() as Promise<BooksReportDto>;
  }
}
