import { Controller, Get, Res } from '@nestjs/common';
import { refundOrdersQuery, type RefundOrderDto } from '@rocket/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Caller, Who, ZodQuery, callerKey, type CallerOf } from '../platform/door';
import { DrawUpRefundOrders } from './draw-up-refund-orders';

@Controller('exports/refund-orders')
@Who('accountant', 'administrator')
export class RefundOrdersController {
  constructor(private readonly drawUp: DrawUpRefundOrders) {}

  @Get()
  async list(
    @ZodQuery(refundOrdersQuery) query: z.output<typeof refundOrdersQuery>,
  ): Promise<{ items: RefundOrderDto[] }> {
    return { items: await this.drawUp.list(query.seller) };
  }

  @Get('file')
  async file(
    @ZodQuery(refundOrdersQuery) query: z.output<typeof refundOrdersQuery>,
    @Caller() caller: CallerOf,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { bytes, day } = await this.drawUp.file(query.seller, callerKey(caller));
    await reply
      .header('content-type', 'text/plain; charset=windows-1251')
      .header('content-disposition', `attachment; filename="refunds-${day}.txt"`)
      .header('cache-control', 'private, no-store')
      .send(Buffer.from(bytes));
  }
}
