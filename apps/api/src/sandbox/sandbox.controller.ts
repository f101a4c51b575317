import { Controller, Get, Post, Put, UseGuards } from '@nestjs/common';
import {
  sandboxAccount,
  sandboxClock,
  sandboxScheduler,
  sandboxTokens,
  type AccountDto,
} from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import type { z } from 'zod';
import { NeverReplayed, Who, ZodBody } from '../platform/door';
import { IssueStaffToken } from '../platform/identity/issue-token';
import { OpenSandboxAccount } from './open-sandbox-account';
import { ResetSandbox } from './reset-sandbox';
import { SandboxOnly } from './sandbox-only.guard';
import { SANDBOX_LOGINS, type SandboxLogin } from './seed-sandbox';
import { Timeline } from './timeline';

@Controller('sandbox')
@UseGuards(SandboxOnly)
@Who('public')
export class SandboxController {
  constructor(
    private readonly clock: Clock,
    private readonly staffToken: IssueStaffToken,
    private readonly openAccount: OpenSandboxAccount,
    private readonly timeline: Timeline,
    private readonly reset: ResetSandbox,
  ) {}

  @Post('tokens')
  @NeverReplayed()
  async token(@ZodBody(sandboxTokens) body: z.output<typeof sandboxTokens>): Promise<{ token: string }> {
    const { token } = await this.staffToken.run(body.role);
    return { token };
  }

  @Post('accounts')
  @NeverReplayed()
  account(
    @ZodBody(sandboxAccount) body: z.output<typeof sandboxAccount>,
  ): Promise<{ account: AccountDto; ownerToken: string }> {
    return this.openAccount.run(body);
  }

  @Get('clock')
  async time(): Promise<{ now: string }> {
    return { now: (await this.clock.now()).toISOString() };
  }

  @Put('clock')
  async move(@ZodBody(sandboxClock) body: z.output<typeof sandboxClock>): Promise<{ now: string }> {
    await this.timeline.moveTo(new Date(body.now));
    return this.time();
  }

  @Put('scheduler')
  async scheduler(
    @ZodBody(sandboxScheduler) body: z.output<typeof sandboxScheduler>,
  ): Promise<{ paused: boolean }> {
    await this.timeline.pause(body.paused);
    return { paused: body.paused };
  }

  @Post('reset')
  @NeverReplayed()
  async startAgain(): Promise<{ now: string }> {
    return { now: (await this.reset.run()).toISOString() };
  }

  @Get('logins')
  logins(): { items: readonly SandboxLogin[] } {
    return { items: SANDBOX_LOGINS };
  }
}
