import { Controller, Get, Param, Res } from '@nestjs/common';
import {
  auditQuery,
  pageQuery,
  productHistoryQuery,
  timelineQuery,
  type ActForCustomerDto,
  type HappeningDto,
  type Page,
} from '@rocket/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { sendFile } from '../platform/http/send-file';
import { AccountParam, Who, ZodQuery } from '../platform/door';
import { ExportAudit } from './export-audit';
import { ReadActs } from './read-acts';
import { ReadTimeline } from './read-timeline';

@Controller()
export class ActsController {
  constructor(
    private readonly readActs: ReadActs,
    private readonly exportAudit: ExportAudit,
    private readonly readTimeline: ReadTimeline,
  ) {}

  @Get('audit')
  @Who('administrator')
  async audit(
    @ZodQuery(auditQuery) query: z.output<typeof auditQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (query.format === 'csv')
      return sendFile(reply, 'csv', 'audit', await this.exportAudit.run(query, query.lang));
    await reply.header('cache-control', 'no-store').send(await this.readActs.audit(query));
  }

  @Get('accounts/:id/acts')
  @Who('customer', 'staff')
  forCustomer(
    @AccountParam('id') id: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<ActForCustomerDto>> {
    return this.readActs.forCustomer(id, query);
  }

  @Get('accounts/:id/products/:code/history')
  @Who('customer', 'staff')
  ofProduct(
    @AccountParam('id') id: string,
    @Param('code') code: string,
    @ZodQuery(productHistoryQuery) query: z.output<typeof productHistoryQuery>,
  ): Promise<Page<HappeningDto>> {
    return this.readTimeline.ofProduct(id, code, query);
  }

  @Get('accounts/:id/timeline')
  @Who('staff')
  timeline(
    @AccountParam('id') id: string,
    @ZodQuery(timelineQuery) query: z.output<typeof timelineQuery>,
  ): Promise<Page<HappeningDto>> {
    return this.readTimeline.run(id, query);
  }
}
