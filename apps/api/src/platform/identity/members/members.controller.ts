import { Controller, HttpCode, Patch, Post, Req } from '@nestjs/common';
import {
  changePassword,
  changeStaff,
  forReason,
  inviteStaff,
  setPassword,
  type PasswordLinkDto,
  type StaffMemberDto,
} from '@rocket/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AppConfig } from '../../config';
import { Caller, IdParam, NeverReplayed, Who, ZodBody, type StaffCaller } from '../../door';
import { currentSessionOf } from '../cookies';
import { visitorOf } from '../visitor';
import { ChangePassword } from './change-password';
import { ChangeStaffMember } from './change-staff-member';
import { InviteStaffMember } from './invite-staff-member';
import { MakePasswordLink } from './make-password-link';
import { SetPassword } from './set-password';

/** Who works here, for administrators; and everybody's own password (rule 31). No answer with a secret is kept for a repeat. */
@Controller()
export class MembersController {
  constructor(
    private readonly config: AppConfig,
    private readonly inviteMember: InviteStaffMember,
    private readonly changeMember: ChangeStaffMember,
    private readonly makeLink: MakePasswordLink,
    private readonly setByLink: SetPassword,
    private readonly changeOwn: ChangePassword,
  ) {}

  @Post('staff')
  @Who('administrator')
  @NeverReplayed()
  invite(
    @Caller() by: StaffCaller,
    @ZodBody(inviteStaff) body: z.output<typeof inviteStaff>,
  ): Promise<{ member: StaffMemberDto; link: PasswordLinkDto }> {
    return this.inviteMember.run(body, `staff:${by.id}`);
  }

  @Patch('staff/:id')
  @Who('administrator')
  change(
    @IdParam('id') id: string,
    @Caller() by: StaffCaller,
    @ZodBody(changeStaff) { reason: _said, ...wish }: z.output<typeof changeStaff>,
  ): Promise<StaffMemberDto> {
    return this.changeMember.run(id, wish, by.id);
  }

  @Post('staff/:id/password-link')
  @Who('administrator')
  @NeverReplayed()
  link(
    @IdParam('id') id: string,
    @Caller() by: StaffCaller,
    @ZodBody(forReason) _said: z.output<typeof forReason>,
  ): Promise<PasswordLinkDto> {
    return this.makeLink.run(id, by.id);
  }

  @Post('staff-password')
  @Who('public')
  @HttpCode(200)
  @NeverReplayed()
  set(
    @ZodBody(setPassword) { token, password }: z.output<typeof setPassword>,
    @Req() request: FastifyRequest,
  ): Promise<{ email: string }> {
    return this.setByLink.run(token, password, visitorOf(request));
  }

  @Post('me/password')
  @Who('staff')
  @HttpCode(204)
  @NeverReplayed()
  changeMine(
    @Caller() { id }: StaffCaller,
    @ZodBody(changePassword) body: z.output<typeof changePassword>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.changeOwn.run(id, body, {
      address: visitorOf(request).address,
      current: currentSessionOf(request, this.config),
    });
  }
}
