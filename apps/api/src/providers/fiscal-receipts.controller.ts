import { Controller, Get } from '@nestjs/common';
import { fiscalReceiptsQuery, type FiscalReceiptDto, type Page } from '@rocket/contracts';
import type { z } from 'zod';
import { Who, ZodQuery } from '../platform/door';
import { ListFiscalReceipts } from './list-fiscal-receipts';

@Controller()
export class FiscalReceiptsController {
  constructor(private readonly receipts: ListFiscalReceipts) {}

  @Get('fiscal-receipts')
  @Who('accountant', 'administrator')
  all(
    @ZodQuery(fiscalReceiptsQuery) query: z.output<typeof fiscalReceiptsQuery>,
  ): Promise<Page<FiscalReceiptDto>> {
    return this.receipts.run({ ...query, attention: query.attention === 'true' });
  }
}
