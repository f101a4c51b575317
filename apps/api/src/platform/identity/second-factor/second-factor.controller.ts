import { Controller, Get, Post, Req } from '@nestjs/common';
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  type SecondFactorDto,
  type SecondFactorOfferDto,
} from '@rocket/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AppConfig } from '../../config';
import { BeforeEnrolment, Caller, NeverReplayed, Who, ZodBody, type StaffCaller } from '../../door';
import { currentSessionOf } from '../cookies';
import { visitorOf } from '../visitor';
import { BeginSecondFactor } from './begin-second-factor';
import { ConfirmSecondFactor } from './confirm-second-factor';
import { DescribeSecondFactor } from './describe-second-factor';
import { RemoveSecondFactor } from './remove-second-factor';

/** How a member of staff sets up, changes and gives up their own second factor. */
@Controller('me/second-factor')
@Who('staff')
@BeforeEnrolment()
export class SecondFactorController {
  constructor(
    private readonly config: AppConfig,
    private readonly describe: DescribeSecondFactor,
    private readonly beginFactor: BeginSecondFactor,
    private readonly confirmFactor: ConfirmSecondFactor,
    private readonly removeFactor: RemoveSecondFactor,
  ) {}

  @Get()
  read(@Caller() { id }: StaffCaller): Promise<SecondFactorDto> {
    return this.describe.run(id);
  }

  @Post()
  @NeverReplayed()
  begin(
    @Caller() { id }: StaffCaller,
    @ZodBody(beginSecondFactor) body: z.output<typeof beginSecondFactor>,
    @Req() request: FastifyRequest,
  ): Promise<SecondFactorOfferDto> {
    return this.beginFactor.run(id, body, visitorOf(request).address);
  }

  @Post('confirmation')
  @NeverReplayed()
  confirm(
    @Caller() { id }: StaffCaller,
    @ZodBody(confirmSecondFactor) { code }: z.output<typeof confirmSecondFactor>,
    @Req() request: FastifyRequest,
  ): Promise<{ recoveryCodes: string[] }> {
    return this.confirmFactor.run(id, code, currentSessionOf(request, this.config));
  }

  @Post('removal')
  @NeverReplayed()
  remove(
    @Caller() { id }: StaffCaller,
    @ZodBody(removeSecondFactor) body: z.output<typeof removeSecondFactor>,
    @Req() request: FastifyRequest,
  ): Promise<SecondFactorDto> {
    return this.removeFactor.run(id, body, visitorOf(request).address);
  }
}
