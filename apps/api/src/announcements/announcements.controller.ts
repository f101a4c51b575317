import { Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import {
  announcementEvidenceQuery,
  composeAnnouncement,
  noticeEvidenceQuery,
  pageQuery,
  type AnnouncementDto,
  type AnnouncementPreviewDto,
  type AnnouncementTemplateDto,
  type Page,
} from '@rocket/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { sendEvidence } from './send-evidence';
import {
  AnswersInTransaction,
  AccountParam,
  Caller,
  IdParam,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { ANNOUNCEMENT_TEMPLATES } from './announcement-templates';
import { CancelAnnouncement } from './cancel-announcement';
import { ReadEvidence } from './read-evidence';
import { ScheduleAnnouncement } from './schedule-announcement';

@Controller()
export class AnnouncementsController {
  constructor(
    private readonly schedule: ScheduleAnnouncement,
    private readonly cancel: CancelAnnouncement,
    private readonly readEvidence: ReadEvidence,
  ) {}

  @Get('announcement-templates')
  @Who('staff')
  templates(): { items: readonly AnnouncementTemplateDto[] } {
    return { items: ANNOUNCEMENT_TEMPLATES };
  }

  @Post('announcements/preview')
  @Who('account_manager', 'administrator')
  @HttpCode(200)
  preview(
    @ZodBody(composeAnnouncement) body: z.output<typeof composeAnnouncement>,
  ): Promise<AnnouncementPreviewDto> {
    return this.schedule.preview(body);
  }

  @Post('announcements')
  @AnswersInTransaction()
  @Who('account_manager', 'administrator')
  compose(
    @ZodBody(composeAnnouncement) body: z.output<typeof composeAnnouncement>,
    @Caller() caller: CallerOf,
  ): Promise<AnnouncementDto> {
    return this.schedule.run(body, callerKey(caller));
  }

  @Get('announcements')
  @Who('staff')
  list(@ZodQuery(pageQuery) query: z.output<typeof pageQuery>): Promise<Page<AnnouncementDto>> {
    return this.cancel.list(query);
  }

  @Get('announcements/:id')
  @Who('staff')
  one(@IdParam('id') id: string): Promise<AnnouncementDto> {
    return this.cancel.read(id);
  }

  @Get('accounts/:id/notices/evidence')
  @Who('staff')
  async ofAccount(
    @AccountParam('id') id: string,
    @ZodQuery(noticeEvidenceQuery) query: z.output<typeof noticeEvidenceQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendEvidence(reply, query.format, await this.readEvidence.ofAccount(id, query));
  }

  @Get('announcements/:id/evidence')
  @Who('staff')
  async evidence(
    @IdParam('id') id: string,
    @ZodQuery(announcementEvidenceQuery) query: z.output<typeof announcementEvidenceQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendEvidence(reply, query.format, await this.cancel.evidence(id));
  }

  @Post('announcements/:id/cancellation')
  @AnswersInTransaction()
  @Who('account_manager', 'administrator')
  @HttpCode(200)
  cancelOne(@IdParam('id') id: string, @Caller() caller: CallerOf): Promise<AnnouncementDto> {
    return this.cancel.run(id, callerKey(caller));
  }
}
