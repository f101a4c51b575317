import { Controller, Get, Post } from '@nestjs/common';
import {
  adjustBalance,
  decideApproval,
  extendTrial,
  grantBonus,
  pageQuery,
  prolongStorage,
  reverseEntry,
  revokeBonus,
  type AccountDto,
  type ApprovalDto,
  type BonusGrantDto,
  type EntryDto,
  type Page,
  type SubscriptionDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import {
  AnswersInTransaction,
  AccountParam,
  AcceptedAnswer,
  Caller,
  IdParam,
  RequestKey,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
  type StaffCaller,
} from '../platform/door';
import { AdjustBalance } from './adjust-balance';
import { AdjustBonus, type BonusOutcome } from './adjust-bonus';
import { localDate } from '@rocket/kernel';
import { DecideApproval } from './decide-approval';
import { ExtendTrial } from './extend-trial';
import { ReverseEntry } from './reverse-entry';

type BonusAnswer = BonusGrantDto | AcceptedAnswer<{ approval: ApprovalDto }>;

const putIntoAnswer = (outcome: BonusOutcome): BonusAnswer =>
  outcome.kind === 'done' ? outcome.grant : new AcceptedAnswer({ approval: outcome.approval });

@Controller()
export class SupportController {
  constructor(
    private readonly adjustBonus: AdjustBonus,
    private readonly decideApproval: DecideApproval,
    private readonly reverseEntry: ReverseEntry,
    private readonly extendTrial: ExtendTrial,
    private readonly adjustBalance: AdjustBalance,
  ) {}

  @Post('accounts/:id/bonus-grants')
  @AnswersInTransaction(putIntoAnswer)
  @Who('support', 'administrator')
  async grant(
    @AccountParam('id') id: string,
    @ZodBody(grantBonus) body: z.output<typeof grantBonus>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<BonusAnswer> {
    return putIntoAnswer(await this.adjustBonus.grant(id, body, caller as StaffCaller, key));
  }

  @Get('accounts/:id/bonus-grants')
  @Who('customer', 'staff')
  list(
    @AccountParam('id') id: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<BonusGrantDto>> {
    return this.adjustBonus.list(id, query);
  }

  @Post('bonus-grants/:id/revocation')
  @AnswersInTransaction(putIntoAnswer)
  @Who('support', 'administrator')
  async revoke(
    @IdParam('id') id: string,
    @ZodBody(revokeBonus) body: z.output<typeof revokeBonus>,
    @Caller() caller: CallerOf,
  ): Promise<BonusAnswer> {
    return putIntoAnswer(await this.adjustBonus.revoke(id, body.reason, caller as StaffCaller));
  }

  @Get('approvals')
  @Who('staff')
  approvals(@ZodQuery(pageQuery) query: z.output<typeof pageQuery>): Promise<Page<ApprovalDto>> {
    return this.decideApproval.pending(query);
  }

  @Post('approvals/:id/decision')
  @AnswersInTransaction()
  @Who('support', 'administrator')
  decide(
    @IdParam('id') id: string,
    @ZodBody(decideApproval) body: z.output<typeof decideApproval>,
    @Caller() caller: CallerOf,
  ): Promise<ApprovalDto> {
    return this.decideApproval.run(id, body.decision, caller as StaffCaller);
  }

  @Post('accounts/:id/trial-extensions')
  @AnswersInTransaction()
  @Who('support', 'administrator')
  trial(
    @AccountParam('id') id: string,
    @ZodBody(extendTrial) body: z.output<typeof extendTrial>,
    @Caller() caller: CallerOf,
  ): Promise<SubscriptionDto> {
    return this.extendTrial.run(id, body, callerKey(caller));
  }

  @Post('accounts/:id/adjustments')
  @AnswersInTransaction()
  @Who('accountant', 'administrator')
  adjust(
    @AccountParam('id') id: string,
    @ZodBody(adjustBalance) body: z.output<typeof adjustBalance>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<EntryDto> {
    return this.adjustBalance.run(id, body, callerKey(caller), key);
  }

  @Post('accounts/:id/prolongation')
  @AnswersInTransaction()
  @Who('support', 'administrator')
  prolong(
    @AccountParam('id') id: string,
    @ZodBody(prolongStorage) body: z.output<typeof prolongStorage>,
  ): Promise<AccountDto> {
    return this.adjustBalance.prolong(id, localDate(body.until));
  }

  @Post('entries/:id/reversal')
  @AnswersInTransaction()
  @Who('staff')
  reverse(
    @IdParam('id') id: string,
    @ZodBody(reverseEntry) body: z.output<typeof reverseEntry>,
    @Caller() caller: CallerOf,
  ): Promise<EntryDto> {
    return this.reverseEntry.run(id, body, caller as StaffCaller);
  }
}
