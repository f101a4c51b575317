import { Controller, Get, Res } from '@nestjs/common';
import { exportPeriodQuery } from '@rocket/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Who, ZodQuery } from '../platform/door';
import { streamOf } from '../platform/http/stream-of';
import { fileAnswer } from '../platform/http/send-file';
import { ExportToOneC } from './export-to-one-c';

/** Files for an accountant's other programs. */
@Controller('exports')
@Who('account_manager', 'accountant', 'administrator')
export class ExportsController {
  constructor(private readonly exportToOneC: ExportToOneC) {}

  @Get('enterprise-data')
  async enterpriseData(
    @ZodQuery(exportPeriodQuery) query: z.output<typeof exportPeriodQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const pieces = await this.exportToOneC.run(query);
    const name = `1c-${query.from}-${query.to}.xml`;
    await fileAnswer(reply, { name, mediaType: 'application/xml; charset=utf-8' }).send(streamOf(pieces));
  }
}
