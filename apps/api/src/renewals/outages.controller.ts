import { Controller, Post } from '@nestjs/common';
import { recordOutage } from '@rocket/contracts';
import type { z } from 'zod';
import { AnswersInTransaction, Caller, Who, ZodBody, callerKey, type CallerOf } from '../platform/door';
import { RecordOutage } from './record-outage';

@Controller('outages')
export class OutagesController {
  constructor(private readonly recordOutage: RecordOutage) {}

  @Post()
  @AnswersInTransaction()
  @Who('administrator')
  record(
    @ZodBody(recordOutage) body: z.output<typeof recordOutage>,
    @Caller() caller: CallerOf,
  ): Promise<{ id: string; days: number; subscriptions: number }> {
    const { from, to, productCode = null } = body;
    return this.recordOutage.run({ from: new Date(from), to: new Date(to), productCode }, callerKey(caller));
  }
}
