import { Controller, Get, Res } from '@nestjs/common';
import { refundOrdersQuery, type RefundOrderDto } from '@rocket/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Caller, Who, ZodQuery, callerKey, type CallerOf } from '../platform/door';
import { fileAnswer } from '../platform/http/send-file';
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
    const file = { name: `refunds-${day}.txt`, mediaType: 'text/plain; charset=windows-1251' };
    await fileAnswer(reply, file).send(Buffer.from(bytes));
  }
}
