import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  pageQuery,
  startRun,
  stopRun,
  type Page,
  type ParkedAccountDto,
  type ParkedRetryDto,
  type RunDetailsDto,
  type RunDto,
} from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import type { z } from 'zod';
import { Caller, IdParam, Who, ZodBody, ZodQuery, callerKey, type CallerOf } from '../platform/door';
import { ListRuns } from './list-runs';
import { RetryParked } from './retry-parked';
import { RunRenewals } from './run-renewals';
import { StopRun } from './stop-run';

@Controller('renewal-runs')
@Who('administrator')
export class RenewalsController {
  constructor(
    private readonly runRenewals: RunRenewals,
    private readonly listRuns: ListRuns,
    private readonly retryParked: RetryParked,
    private readonly stopRun: StopRun,
  ) {}

  @Post()
  start(
    @ZodBody(startRun) body: z.output<typeof startRun>,
    @Caller() caller: CallerOf,
  ): Promise<RunDetailsDto> {
    const businessDate = localDate(body.businessDate);
    return this.runRenewals.run({ businessDate, dryRun: body.dryRun ?? false, actor: callerKey(caller) });
  }

  @Get()
  list(@ZodQuery(pageQuery) query: z.output<typeof pageQuery>): Promise<Page<RunDto>> {
    return this.listRuns.run(query);
  }

  // Before `:id`, which would take "parked" for one.
  @Get('parked')
  @Who('support', 'administrator')
  parked(@ZodQuery(pageQuery) query: z.output<typeof pageQuery>): Promise<Page<ParkedAccountDto>> {
    return this.listRuns.parked(query);
  }

  @Post('parked/:accountId/retry')
  @HttpCode(200)
  retry(@IdParam('accountId') accountId: string, @Caller() caller: CallerOf): Promise<ParkedRetryDto> {
    return this.retryParked.run(accountId, callerKey(caller));
  }

  @Get(':id')
  one(@IdParam('id') id: string): Promise<RunDetailsDto> {
    return this.listRuns.one(id);
  }

  @Post(':id/stop')
  @HttpCode(200)
  stop(
    @IdParam('id') id: string,
    @ZodBody(stopRun) body: z.output<typeof stopRun>,
    @Caller() caller: CallerOf,
  ): Promise<RunDetailsDto> {
    return this.stopRun.run(id, body.reason ?? 'Остановлен сотрудником', callerKey(caller));
  }
}
