import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  forReason,
  pageQuery,
  type Page,
  type PanelSessionDto,
  type StaffMemberDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import { Caller, IdParam, Who, ZodBody, ZodQuery, type StaffCaller } from '../../door';
import { ResetSecondFactor } from '../second-factor/reset-second-factor';
import { EndStaffSessions } from './end-staff-sessions';
import { ListSessions } from './list-sessions';
import { StaffMembers } from './staff-members';

/** Members of staff, for administrators (rule 31). The reasons they give are kept in the record of acts. */
@Controller('staff')
@Who('administrator')
export class StaffMembersController {
  constructor(
    private readonly members: StaffMembers,
    private readonly list: ListSessions,
    private readonly endSessions: EndStaffSessions,
    private readonly resetFactor: ResetSecondFactor,
  ) {}

  @Get()
  page(@ZodQuery(pageQuery) query: z.output<typeof pageQuery>): Promise<Page<StaffMemberDto>> {
    return this.members.page(query);
  }

  @Get(':id/sessions')
  async sessions(@IdParam('id') id: string): Promise<{ items: PanelSessionDto[] }> {
    await this.members.one(id);
    return this.list.run({ kind: 'staff', staffId: id }, null);
  }

  @Post(':id/sessions/end')
  @HttpCode(200)
  end(
    @IdParam('id') id: string,
    @Caller() by: StaffCaller,
    @ZodBody(forReason) _said: z.output<typeof forReason>,
  ): Promise<StaffMemberDto> {
    return this.endSessions.run(id, by.id);
  }

  @Post(':id/second-factor/reset')
  @HttpCode(200)
  reset(
    @IdParam('id') id: string,
    @Caller() by: StaffCaller,
    @ZodBody(forReason) _said: z.output<typeof forReason>,
  ): Promise<StaffMemberDto> {
    return this.resetFactor.run(id, by.id);
  }
}
