import { Controller, Get, Param, Res } from '@nestjs/common';
import { reportNames, reportQuery } from '@rocket/contracts';
import { toCsv, toXlsx } from '@rocket/documents';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { sendFile } from '../platform/http/send-file';
import { ApiError, notFound } from '../platform/api-error';
import { Caller, Who, ZodQuery, type CallerOf } from '../platform/door';
import { AnswerReport } from './answer-report';
import { meaningsSheet, reportSheet, reportView, waitingSheet } from './report-view';

@Controller('reports')
@Who('staff')
export class ReportsController {
  constructor(private readonly answerReport: AnswerReport) {}

  @Get(':name')
  async report(
    @Param('name') named: string,
    @ZodQuery(reportQuery) query: z.output<typeof reportQuery>,
    @Caller() caller: CallerOf,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const name = reportNames.find((each) => each === named);
    if (!name) throw notFound('Такого отчёта нет');
    if (caller.kind !== 'staff') throw new ApiError('forbidden', 'Отчёты смотрят сотрудники');
    const { lang, format, fresh } = query;
    const answered = await this.answerReport.run({ ...query, name }, caller.role, fresh === 'true');
    const { report } = answered;
    if (format !== 'json' && !answered.asOf)
      throw new ApiError('report_computing', 'Отчёт ещё считается: скачайте файл, когда он будет на экране');
    const days = report.scope ? `${report.scope.from}-${report.scope.to}` : report.today;
    const file = `${name}-${days}`;
    const table = reportSheet(answered, lang);
    const list = name === 'unassigned' ? waitingSheet(answered, lang) : null;
    switch (format) {
      case 'json':
        return void (await reply
          .status(answered.asOf ? 200 : 202)
          .header('cache-control', 'no-store')
          .send(reportView(answered, lang)));
      case 'csv':
        return sendFile(reply, 'csv', file, toCsv(list ?? table));
      case 'xlsx': {
        const sheets = [...(list ? [list] : []), table, meaningsSheet(report, lang)];
        return sendFile(reply, 'xlsx', file, await toXlsx(sheets));
      }
    }
  }
}
