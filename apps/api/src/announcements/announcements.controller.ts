import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  composeAnnouncement,
  pageQuery,
  type AnnouncementDto,
  type AnnouncementPreviewDto,
  type AnnouncementTemplateDto,
  type Page,
} from '@rocket/contracts';
import type { z } from 'zod';
import { Caller, IdParam, Who, ZodBody, ZodQuery, callerKey, type CallerOf } from '../platform/door';
import { ANNOUNCEMENT_TEMPLATES } from './announcement-templates';
import { CancelAnnouncement } from './cancel-announcement';
import { ScheduleAnnouncement } from './schedule-announcement';

@Controller()
export class AnnouncementsController {
  constructor(
    private readonly schedule: ScheduleAnnouncement,
    private readonly cancel: CancelAnnouncement,
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

  @Post('announcements/:id/cancellation')
  @Who('account_manager', 'administrator')
  @HttpCode(200)
  cancelOne(@IdParam('id') id: string, @Caller() caller: CallerOf): Promise<AnnouncementDto> {
    return this.cancel.run(id, callerKey(caller));
  }
}
