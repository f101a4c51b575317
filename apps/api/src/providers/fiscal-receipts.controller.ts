import { Controller, Get, Post } from '@nestjs/common';
import {
  decideFiscalReceipt,
  fiscalReceiptsQuery,
  type FiscalReceiptDto,
  type Page,
} from '@rocket/contracts';
import type { z } from 'zod';
import {
  Caller,
  IdParam,
  RequestKey,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { DecideFiscalReceipt } from './decide-fiscal-receipt';
import { ListFiscalReceipts } from './list-fiscal-receipts';

@Controller()
export class FiscalReceiptsController {
  constructor(
    private readonly receipts: ListFiscalReceipts,
    private readonly decideReceipt: DecideFiscalReceipt,
  ) {}

  @Get('fiscal-receipts')
  @Who('accountant', 'administrator')
  all(
    @ZodQuery(fiscalReceiptsQuery) query: z.output<typeof fiscalReceiptsQuery>,
  ): Promise<Page<FiscalReceiptDto>> {
    return this.receipts.run({ ...query, attention: query.attention === 'true' });
  }

  @Post('fiscal-receipts/:id/decision')
  @Who('accountant', 'administrator')
  decide(
    @IdParam('id') id: string,
    @ZodBody(decideFiscalReceipt) body: z.output<typeof decideFiscalReceipt>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<FiscalReceiptDto> {
    return this.decideReceipt.run(id, body, callerKey(caller), key);
  }
}
