import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  confirmReservation,
  pageQuery,
  recordUsage,
  recordUsageBatch,
  reserveUsage,
  type ConfirmedReservationDto,
  type CountedBatchDto,
  type CountedUsageDto,
  type Page,
  type ReleasedReservationDto,
  type SubscriptionUsageDto,
  type UsageReservationDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import {
  AnswersInTransaction,
  AccountParam,
  Caller,
  IdParam,
  NeedsScope,
  RequestKey,
  Who,
  ZodBody,
  ZodQuery,
  type CallerOf,
  type ProductCaller,
} from '../platform/door';
import { pageOfWhole } from '../platform/cursor';
import { ConfirmReservation } from './confirm-reservation';
import { RecordUsage } from './record-usage';
import { ReleaseReservation } from './release-reservation';
import { ReserveUsage } from './reserve-usage';
import { ShowUsage } from './show-usage';

@Controller()
export class UsageController {
  constructor(
    private readonly recordUsage: RecordUsage,
    private readonly reserveUsage: ReserveUsage,
    private readonly confirmReservation: ConfirmReservation,
    private readonly releaseReservation: ReleaseReservation,
    private readonly showUsage: ShowUsage,
  ) {}

  @Post('usage')
  @HttpCode(200)
  @Who('product')
  @NeedsScope('usage:write')
  record(
    @ZodBody(recordUsage) body: z.output<typeof recordUsage>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<CountedUsageDto> {
    return this.recordUsage.run((caller as ProductCaller).productCode, body, key);
  }

  @Post('usage/batch')
  @HttpCode(200)
  @Who('product')
  @NeedsScope('usage:write')
  batch(
    @ZodBody(recordUsageBatch) body: z.output<typeof recordUsageBatch>,
    @Caller() caller: CallerOf,
  ): Promise<CountedBatchDto> {
    return this.recordUsage.batch((caller as ProductCaller).productCode, body.events);
  }

  @Post('usage/reservations')
  @AnswersInTransaction()
  @Who('product')
  @NeedsScope('usage:write')
  reserve(
    @ZodBody(reserveUsage) body: z.output<typeof reserveUsage>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<UsageReservationDto> {
    return this.reserveUsage.run((caller as ProductCaller).productCode, body, key);
  }

  @Post('usage/reservations/:id/confirm')
  @HttpCode(200)
  @Who('product')
  @NeedsScope('usage:write')
  confirm(
    @IdParam('id') id: string,
    @ZodBody(confirmReservation) body: z.output<typeof confirmReservation>,
    @Caller() caller: CallerOf,
  ): Promise<ConfirmedReservationDto> {
    return this.confirmReservation.run((caller as ProductCaller).productCode, id, body);
  }

  @Post('usage/reservations/:id/release')
  @HttpCode(200)
  @Who('product')
  @NeedsScope('usage:write')
  release(@IdParam('id') id: string, @Caller() caller: CallerOf): Promise<ReleasedReservationDto> {
    return this.releaseReservation.run((caller as ProductCaller).productCode, id);
  }

  @Get('accounts/:id/usage')
  @Who('customer', 'staff')
  async show(
    @AccountParam('id') id: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<SubscriptionUsageDto>> {
    return pageOfWhole(await this.showUsage.run(id), query, (used) => used.subscriptionId);
  }
}
