import { Controller, Get, Post } from '@nestjs/common';
import { grantAccess, pageQuery, revokeAccess, type AccessGrantDto, type Page } from '@rocket/contracts';
import type { z } from 'zod';
import {
  AnswersInTransaction,
  AccountParam,
  Caller,
  IdParam,
  RequestKey,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { GrantAccess } from './grant-access';
import { RevokeAccess } from './revoke-access';

@Controller()
export class AccessController {
  constructor(
    private readonly grantAccess: GrantAccess,
    private readonly revokeAccess: RevokeAccess,
  ) {}

  @Post('accounts/:id/access-grants')
  @AnswersInTransaction()
  @Who('support', 'administrator')
  grant(
    @AccountParam('id') id: string,
    @ZodBody(grantAccess) body: z.output<typeof grantAccess>,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<AccessGrantDto> {
    return this.grantAccess.run(id, body, callerKey(caller), key);
  }

  @Get('accounts/:id/access-grants')
  @Who('customer', 'staff')
  list(
    @AccountParam('id') id: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<AccessGrantDto>> {
    return this.grantAccess.list(id, query);
  }

  @Post('access-grants/:id/revocation')
  @AnswersInTransaction()
  @Who('support', 'administrator')
  revoke(
    @IdParam('id') id: string,
    @ZodBody(revokeAccess) body: z.output<typeof revokeAccess>,
    @Caller() caller: CallerOf,
  ): Promise<AccessGrantDto> {
    return this.revokeAccess.run(id, body.reason, callerKey(caller));
  }
}
