import { Controller, Get, HttpCode, Patch, Post, Put } from '@nestjs/common';
import {
  longLivedToken,
  pageQuery,
  setAccess,
  type AccountUserDto,
  type ConnectionDto,
  type Page,
} from '@rocket/contracts';
import type { z } from 'zod';
import { ConnectByToken } from '../installs/connect-by-token';
import { AccountParam, Caller, IdParam, Who, ZodBody, ZodQuery, type CallerOf } from '../platform/door';
import { ListPeople } from './list-people';
import { ReadUsers } from './read-users';
import { SetAccess } from './set-access';
import { ShowConnection } from './show-connection';

@Controller('accounts/:id')
export class PeopleController {
  constructor(
    private readonly listPeople: ListPeople,
    private readonly setAccess: SetAccess,
    private readonly readUsers: ReadUsers,
    private readonly showConnection: ShowConnection,
    private readonly connectByToken: ConnectByToken,
  ) {}

  @Get('users')
  @Who('customer', 'staff')
  users(
    @AccountParam('id') id: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<AccountUserDto>> {
    return this.listPeople.run(id, query);
  }

  @Patch('users/:userId')
  @Who('account_administrator', 'support', 'administrator')
  change(
    @AccountParam('id') id: string,
    @IdParam('userId') userId: string,
    @ZodBody(setAccess) body: z.output<typeof setAccess>,
    @Caller() caller: CallerOf,
  ): Promise<AccountUserDto> {
    return this.setAccess.run(id, userId, body, caller);
  }

  @Post('users/refresh')
  @Who('account_administrator', 'support', 'administrator')
  @HttpCode(200)
  async refresh(@AccountParam('id') id: string): Promise<ConnectionDto> {
    await this.readUsers.run(id);
    return this.showConnection.run(id);
  }

  @Get('connection')
  @Who('customer', 'staff')
  connection(@AccountParam('id') id: string): Promise<ConnectionDto> {
    return this.showConnection.run(id);
  }

  @Put('connection/long-lived-token')
  @Who('account_administrator', 'administrator')
  async connect(
    @AccountParam('id') id: string,
    @ZodBody(longLivedToken) body: z.output<typeof longLivedToken>,
  ): Promise<ConnectionDto> {
    await this.connectByToken.run(id, body.token);
    return this.showConnection.run(id);
  }
}
