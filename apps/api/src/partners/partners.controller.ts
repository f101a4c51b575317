import { Controller, Get, HttpCode, Post, Put, Res } from '@nestjs/common';
import {
  endPartnership,
  makePartner,
  namePartner,
  pageQuery,
  partnerStatementQuery,
  partnersQuery,
  payPartner,
  returnPayout,
  rewardTerms,
  rewardsQuery,
  setBroughtBy,
  type BroughtByDto,
  type BroughtCustomerDto,
  type Page,
  type PartnerPayoutDto,
  type PartnerRewardDto,
  type PartnerRowDto,
  type PartnershipDto,
} from '@rocket/contracts';
import { inPieces, partnerStatementTable, renderPartnerStatement } from '@rocket/documents';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import {
  AccountParam,
  AnswersInTransaction,
  Caller,
  IdParam,
  RequestKey,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { sendFile, sendTables } from '../platform/http/send-file';
import { ChangePartnership } from './change-partnership';
import { MakePartner } from './make-partner';
import { PayPartner } from './pay-partner';
import { ReadPartnerStatement, partnerStatementView } from './read-partner-statement';
import { SayWhoBrought } from './say-who-brought';
import { ShowPartnership } from './show-partnership';

@Controller()
export class PartnersController {
  constructor(
    private readonly show: ShowPartnership,
    private readonly makePartner: MakePartner,
    private readonly changePartnership: ChangePartnership,
    private readonly payPartner: PayPartner,
    private readonly readStatement: ReadPartnerStatement,
    private readonly sayWhoBrought: SayWhoBrought,
  ) {}

  @Get('partners')
  @Who('account_manager', 'accountant', 'administrator')
  all(@ZodQuery(partnersQuery) query: z.output<typeof partnersQuery>): Promise<Page<PartnerRowDto>> {
    return this.show.all(query);
  }

  @Get('accounts/:id/partnership')
  @Who('customer', 'account_manager', 'accountant', 'administrator')
  one(@AccountParam('id') id: string): Promise<PartnershipDto> {
    return this.show.run(id);
  }

  @Get('accounts/:id/partnership/customers')
  @Who('customer', 'account_manager', 'accountant', 'administrator')
  customers(
    @AccountParam('id') id: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<BroughtCustomerDto>> {
    return this.show.customers(id, query);
  }

  @Get('accounts/:id/partnership/rewards')
  @Who('customer', 'account_manager', 'accountant', 'administrator')
  rewards(
    @AccountParam('id') id: string,
    @ZodQuery(rewardsQuery) query: z.output<typeof rewardsQuery>,
  ): Promise<Page<PartnerRewardDto>> {
    return this.show.rewardsOf(id, query);
  }

  @Get('accounts/:id/partnership/payouts')
  @Who('customer', 'account_manager', 'accountant', 'administrator')
  payouts(
    @AccountParam('id') id: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<PartnerPayoutDto>> {
    return this.show.payoutsOf(id, query);
  }

  @Get('accounts/:id/partnership/statement')
  @Who('customer', 'account_manager', 'accountant', 'administrator')
  async statement(
    @AccountParam('id') id: string,
    @ZodQuery(partnerStatementQuery) { format, ...period }: z.output<typeof partnerStatementQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const facts = await this.readStatement.run(id, period);
    const name = `partner-${facts.partner.accountNumber}-${facts.from}-${facts.to}`;
    switch (format) {
      case 'json':
        return void (await reply.header('cache-control', 'no-store').send(partnerStatementView(facts)));
      case 'csv':
      case 'xlsx':
        return sendTables(reply, format, name, [inPieces(partnerStatementTable(facts))]);
      case 'pdf':
        return sendFile(reply, 'pdf', name, await renderPartnerStatement(facts));
    }
  }

  @Post('accounts/:id/partnership')
  @AnswersInTransaction()
  @Who('administrator')
  make(
    @AccountParam('id') id: string,
    @ZodBody(makePartner) body: z.output<typeof makePartner>,
    @Caller() caller: CallerOf,
  ): Promise<PartnershipDto> {
    return this.makePartner.run(id, body, callerKey(caller));
  }

  @Post('accounts/:id/partnership/terms')
  @AnswersInTransaction()
  @Who('administrator')
  terms(
    @AccountParam('id') id: string,
    @ZodBody(rewardTerms) body: z.output<typeof rewardTerms>,
    @Caller() caller: CallerOf,
  ): Promise<PartnershipDto> {
    return this.changePartnership.terms(id, body, callerKey(caller));
  }

  @Post('accounts/:id/partnership/end')
  @AnswersInTransaction()
  @HttpCode(200)
  @Who('administrator')
  end(
    @AccountParam('id') id: string,
    @ZodBody(endPartnership) { on, reason }: z.output<typeof endPartnership>,
  ): Promise<PartnershipDto> {
    return this.changePartnership.end(id, on, reason);
  }

  @Post('accounts/:id/partnership/payouts')
  @AnswersInTransaction()
  @Who('accountant', 'administrator')
  pay(
    @AccountParam('id') id: string,
    @ZodBody(payPartner) body: z.output<typeof payPartner>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<PartnerPayoutDto> {
    return this.payPartner.pay(id, body, callerKey(caller), key);
  }

  @Post('accounts/:id/partnership/payouts/:payoutId/return')
  @AnswersInTransaction()
  @HttpCode(200)
  @Who('accountant', 'administrator')
  takeBack(
    @AccountParam('id') id: string,
    @IdParam('payoutId') payoutId: string,
    @ZodBody(returnPayout) body: z.output<typeof returnPayout>,
    @Caller() caller: CallerOf,
  ): Promise<PartnerPayoutDto> {
    return this.payPartner.takeBack(id, payoutId, body, callerKey(caller));
  }

  @Get('accounts/:id/brought-by')
  @Who('customer', 'support', 'account_manager', 'administrator')
  broughtBy(@AccountParam('id') id: string, @Caller() caller: CallerOf): Promise<BroughtByDto> {
    return this.sayWhoBrought.show(id, caller);
  }

  @Post('accounts/:id/brought-by')
  @AnswersInTransaction()
  @HttpCode(200)
  @Who('account_administrator')
  name(
    @AccountParam('id') id: string,
    @ZodBody(namePartner) { code }: z.output<typeof namePartner>,
    @Caller() caller: CallerOf,
  ): Promise<BroughtByDto> {
    return this.sayWhoBrought.name(id, code, caller);
  }

  @Put('accounts/:id/brought-by')
  @Who('account_manager', 'support', 'administrator')
  set(
    @AccountParam('id') id: string,
    @ZodBody(setBroughtBy) body: z.output<typeof setBroughtBy>,
    @Caller() caller: CallerOf,
  ): Promise<BroughtByDto> {
    return this.sayWhoBrought.set(id, body, caller);
  }
}
