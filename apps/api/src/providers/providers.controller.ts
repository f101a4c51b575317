import { Body, Controller, Get, Header, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  decideCardRefund,
  pageQuery,
  payInvoice,
  paymentProviders,
  providerPaymentsQuery,
  type CardRefundDto,
  type Page,
  type PaymentStatusDto,
  type ProviderPaymentDto,
} from '@rocket/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  AnswersInTransaction,
  AccountParam,
  Caller,
  IdParam,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  parseOr422,
  type CallerOf,
} from '../platform/door';
import { BeginPayment } from './begin-payment';
import { DecideCardRefund } from './decide-card-refund';
import { FollowPaymentLink } from './follow-payment-link';
import { ListProviderPayments } from './list-provider-payments';
import { RefundToCard } from './refund-to-card';
import { ShowCardRefund } from './show-card-refund';
import { ReturnFromProvider } from './return-from-provider';
import { TakeRobokassaResult } from './take-robokassa-result';
import { TakeYookassaNotification } from './take-yookassa-notification';

const provider = z.enum(paymentProviders);
/** The largest InvId Robokassa takes, and the largest our column holds. */
const LARGEST_NUMBER = 2_147_483_647;

@Controller()
export class ProvidersController {
  constructor(
    private readonly begin: BeginPayment,
    private readonly followLink: FollowPaymentLink,
    private readonly comeBack: ReturnFromProvider,
    private readonly payments: ListProviderPayments,
    private readonly showCardRefund: ShowCardRefund,
    private readonly refundToCard: RefundToCard,
    private readonly decideRefund: DecideCardRefund,
    private readonly takeResult: TakeRobokassaResult,
    private readonly takeNotification: TakeYookassaNotification,
  ) {}

  @Post('accounts/:id/invoices/:invoice/payments')
  @Who('spender', 'support', 'account_manager', 'administrator')
  async pay(
    @AccountParam('id') id: string,
    @IdParam('invoice') invoice: string,
    @ZodBody(payInvoice) body: z.output<typeof payInvoice>,
    @Caller() caller: CallerOf,
  ): Promise<ProviderPaymentDto> {
    await this.payments.assertOwned(id, invoice);
    return this.begin.run(invoice, body.provider, callerKey(caller));
  }

  @Get('payments/links/:provider/:invoice')
  @Who('public')
  async link(
    @Param('provider') by: string,
    @IdParam('invoice') invoice: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await goTo(reply, await this.followLink.run(parseOr422(provider, by), invoice));
  }

  @Get('payments/return/:id')
  @Who('public')
  async returned(@IdParam('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await goTo(reply, await this.comeBack.run({ id }));
  }

  @Get('payments/robokassa/return')
  @Who('public')
  async returnedFromRobokassa(
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { InvId, SignatureValue } = textsOf(query);
    const named = /^[1-9]\d{0,9}$/.test(InvId ?? '') ? Number(InvId) : 0;
    const robokassaNumber = named <= LARGEST_NUMBER ? named : 0;
    // FailURL comes without a signature. It is only a word for the page: money is never decided here.
    const hasDeclined = SignatureValue === undefined;
    await goTo(reply, await this.comeBack.run({ robokassaNumber, hasDeclined }));
  }

  @Get('payments/status/:id')
  @Who('public')
  status(@IdParam('id') id: string): Promise<PaymentStatusDto> {
    return this.payments.status(id);
  }

  @Post('payments/robokassa/result')
  @Who('public')
  @Header('content-type', 'text/plain; charset=utf-8')
  result(@Body() form: unknown): Promise<string> {
    return this.takeResult.run(textsOf(form));
  }

  @Post('payments/yookassa/notifications')
  @Who('public')
  async notification(@Body() body: unknown, @Req() request: FastifyRequest): Promise<{ ok: true }> {
    await this.takeNotification.run(body, request.ip);
    return { ok: true };
  }

  @Get('provider-payments')
  @Who('staff')
  all(
    @ZodQuery(providerPaymentsQuery) query: z.output<typeof providerPaymentsQuery>,
  ): Promise<Page<ProviderPaymentDto>> {
    return this.payments.list(query);
  }

  @Get('accounts/:id/provider-payments')
  @Who('customer', 'staff')
  ofAccount(
    @AccountParam('id') accountId: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<ProviderPaymentDto>> {
    return this.payments.list({ ...query, accountId });
  }

  @Get('refund-requests/:id/card-refund')
  @Who('staff')
  cardRefund(@IdParam('id') id: string): Promise<CardRefundDto> {
    return this.showCardRefund.run(id);
  }

  @Post('refund-requests/:id/card-refund')
  @Who('accountant', 'administrator')
  refund(@IdParam('id') id: string, @Caller() caller: CallerOf): Promise<CardRefundDto> {
    return this.refundToCard.run(id, callerKey(caller));
  }

  @Post('refund-requests/:id/card-refund/:item/decision')
  @AnswersInTransaction()
  @Who('accountant', 'administrator')
  decide(
    @IdParam('id') id: string,
    @IdParam('item') item: string,
    @ZodBody(decideCardRefund) body: z.output<typeof decideCardRefund>,
    @Caller() caller: CallerOf,
  ): Promise<CardRefundDto> {
    return this.decideRefund.run(id, item, body, callerKey(caller));
  }
}

const goTo = (reply: FastifyReply, address: string): FastifyReply =>
  reply.status(303).header('location', address).header('cache-control', 'no-store').send();

/** The texts of a form; what came twice or is no text is left out, and then the signature does not fit. */
const textsOf = (form: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((form ?? {}) as Record<string, unknown>).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    ),
  );
