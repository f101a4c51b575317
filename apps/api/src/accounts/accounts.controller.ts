import { Controller, Get, Post, Put } from '@nestjs/common';
import {
  accountsQuery,
  balanceQuery,
  entriesQuery,
  noticesQuery,
  resumeAccount,
  setAlerts,
  setPartner,
  suspendAccount,
  type AccountDto,
  type MoneyDto,
  type AccountRowDto,
  type BalanceDto,
  type EntriesPageDto,
  type NoticeDto,
  type Page,
  type RequisitesDto,
} from '@rocket/contracts';
import { z } from 'zod';
import { ListNotices } from '../notices/list-notices';
import {
  AnswersInTransaction,
  AccountParam,
  Caller,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { FindAccount } from './find-account';
import { HoldAccount } from './hold-account';
import { ReadBalance } from './read-balance';
import { SetAlerts } from './set-alerts';
import { SetPartner } from './set-partner';
import { SetProfile } from './set-profile';

/** What requisites have to be depends on the country of the account's seller: `SetProfile` checks them. */
const ANY_PROFILE = z.record(z.string(), z.unknown());

@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly findAccount: FindAccount,
    private readonly readBalance: ReadBalance,
    private readonly setProfile: SetProfile,
    private readonly holdAccount: HoldAccount,
    private readonly listNotices: ListNotices,
    private readonly setAlerts: SetAlerts,
    private readonly setPartner: SetPartner,
  ) {}

  @Get()
  @Who('staff')
  search(@ZodQuery(accountsQuery) query: z.output<typeof accountsQuery>): Promise<Page<AccountRowDto>> {
    return this.findAccount.search(query);
  }

  @Get(':id')
  @Who('customer', 'staff')
  one(@AccountParam('id') id: string): Promise<AccountDto> {
    return this.findAccount.run(id);
  }

  @Get(':id/profile')
  @Who('customer', 'staff')
  profile(@AccountParam('id') id: string): Promise<RequisitesDto | null> {
    return this.findAccount.profile(id);
  }

  @Put(':id/profile')
  @Who('spender', 'staff')
  saveProfile(
    @AccountParam('id') id: string,
    @ZodBody(ANY_PROFILE) body: z.output<typeof ANY_PROFILE>,
    @Caller() caller: CallerOf,
  ): Promise<RequisitesDto> {
    return this.setProfile.run(id, body, callerKey(caller));
  }

  @Get(':id/balance')
  @Who('customer', 'staff')
  balance(
    @AccountParam('id') id: string,
    @ZodQuery(balanceQuery) query: z.output<typeof balanceQuery>,
  ): Promise<BalanceDto> {
    return this.readBalance.run(id, query.asOf === undefined ? null : new Date(query.asOf));
  }

  @Get(':id/entries')
  @Who('customer', 'staff')
  entries(
    @AccountParam('id') id: string,
    @ZodQuery(entriesQuery) query: z.output<typeof entriesQuery>,
  ): Promise<EntriesPageDto> {
    return this.findAccount.entries(id, query);
  }

  @Get(':id/notices')
  @Who('customer', 'staff')
  notices(
    @AccountParam('id') id: string,
    @ZodQuery(noticesQuery) query: z.output<typeof noticesQuery>,
  ): Promise<Page<NoticeDto>> {
    return this.listNotices.run(id, query);
  }

  @Put(':id/alerts')
  @Who('customer', 'staff')
  alerts(
    @AccountParam('id') id: string,
    @ZodBody(setAlerts) body: z.output<typeof setAlerts>,
  ): Promise<{ balanceBelow: MoneyDto[] }> {
    return this.setAlerts.run(id, body.balanceBelow);
  }

  @Put(':id/partner')
  @Who('account_manager', 'support', 'administrator')
  partner(
    @AccountParam('id') id: string,
    @ZodBody(setPartner) body: z.output<typeof setPartner>,
  ): Promise<AccountDto> {
    return this.setPartner.run(id, body.partner);
  }

  @Post(':id/suspension')
  @AnswersInTransaction()
  @Who('support', 'administrator')
  suspend(
    @AccountParam('id') id: string,
    @ZodBody(suspendAccount) body: z.output<typeof suspendAccount>,
    @Caller() caller: CallerOf,
  ): Promise<AccountDto> {
    return this.holdAccount.run(id, body, callerKey(caller));
  }

  @Post(':id/resumption')
  @AnswersInTransaction()
  @Who('support', 'administrator')
  resume(
    @AccountParam('id') id: string,
    @ZodBody(resumeAccount) _body: z.output<typeof resumeAccount>,
    @Caller() caller: CallerOf,
  ): Promise<AccountDto> {
    return this.holdAccount.run(id, null, callerKey(caller));
  }
}
