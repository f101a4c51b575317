import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  pageQuery,
  recordUsage,
  recordUsageBatch,
  type CountedBatchDto,
  type CountedUsageDto,
  type Page,
  type SubscriptionUsageDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import {
  AccountParam,
  Caller,
  RequestKey,
  Who,
  ZodBody,
  ZodQuery,
  type CallerOf,
  type ProductCaller,
} from '../platform/door';
import { pageOfWhole } from '../platform/cursor';
import { RecordUsage } from './record-usage';
import { ShowUsage } from './show-usage';

@Controller()
export class UsageController {
  constructor(
    private readonly recordUsage: RecordUsage,
    private readonly showUsage: ShowUsage,
  ) {}

  @Post('usage')
  @HttpCode(200)
  @Who('product')
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
  batch(
    @ZodBody(recordUsageBatch) body: z.output<typeof recordUsageBatch>,
    @Caller() caller: CallerOf,
  ): Promise<CountedBatchDto> {
    return this.recordUsage.batch((caller as ProductCaller).productCode, body.events);
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
