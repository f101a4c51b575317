import { Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import {
  createKey,
  entitlementByToken,
  entitlementQuery,
  entitlementsQuery,
  pageQuery,
  rotateKey,
  rotateLicenceKey,
  type EntitlementDto,
  type EntitlementsDto,
  type LicenceKeyDto,
  type Page,
  type ProductKeyDto,
  type ProjectEntitlementDto,
  type ProductKeyRowDto,
  type RotatedKeyDto,
} from '@rocket/contracts';
import type { JWK } from 'jose';
import type { z } from 'zod';
import { pageOfWhole } from '../platform/cursor';
import {
  AnswersInTransaction,
  Caller,
  IdParam,
  NeedsScope,
  SecretAnswer,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
  type ProductCaller,
} from '../platform/door';
import { AnswerEntitlement } from './answer-entitlement';
import { AnswerToken } from './answer-token';
import { IssueProductKey } from './issue-product-key';
import { ListLicenceKeys } from './list-licence-keys';
import { ListProductKeys } from './list-product-keys';
import { RevokeProductKey } from './revoke-product-key';
import { RotateSigningKeys } from './rotate-signing-keys';
import { ShowKeySet } from './show-key-set';

/** Keys of products' back ends. */
@Controller('products/:code/keys')
@Who('administrator')
export class ProductKeysController {
  constructor(
    private readonly issue: IssueProductKey,
    private readonly listKeys: ListProductKeys,
    private readonly revokeKey: RevokeProductKey,
  ) {}

  @Post()
  @AnswersInTransaction()
  @SecretAnswer()
  create(
    @Param('code') code: string,
    @ZodBody(createKey) body: z.output<typeof createKey>,
    @Caller() caller: CallerOf,
  ): Promise<ProductKeyDto> {
    return this.issue.run(code, body, callerKey(caller));
  }

  @Get()
  async list(
    @Param('code') code: string,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<Page<ProductKeyRowDto>> {
    return pageOfWhole(await this.listKeys.run(code), query, ({ keyId }) => keyId);
  }

  @Post(':id/rotation')
  @AnswersInTransaction()
  @SecretAnswer()
  rotate(
    @Param('code') code: string,
    @IdParam('id') id: string,
    @ZodBody(rotateKey) body: z.output<typeof rotateKey>,
    @Caller() caller: CallerOf,
  ): Promise<RotatedKeyDto> {
    return this.issue.rotate(code, id, body?.oldWorksUntil, callerKey(caller));
  }

  @Delete(':id')
  revoke(@Param('code') code: string, @IdParam('id') id: string): Promise<void> {
    return this.revokeKey.run(code, id);
  }
}

/** What products ask. The plain question of `entitlement` is mostly answered before it comes here: entitlement-lane.ts. */
@Controller('entitlements')
@Who('product')
@NeedsScope('entitlements:read')
export class EntitlementsController {
  constructor(
    private readonly answer: AnswerEntitlement,
    private readonly answerToken: AnswerToken,
  ) {}

  @Get()
  entitlement(
    @ZodQuery(entitlementQuery) query: z.output<typeof entitlementQuery>,
    @Caller() caller: CallerOf,
  ): Promise<EntitlementDto> {
    return this.answer.run(caller as ProductCaller, query.account, query.product, query.project);
  }

  @Post('by-token')
  @HttpCode(200)
  entitlementByToken(
    @ZodBody(entitlementByToken) body: z.output<typeof entitlementByToken>,
    @Caller() caller: CallerOf,
  ): Promise<ProjectEntitlementDto> {
    return this.answerToken.run(caller as ProductCaller, body.token);
  }

  @Post('query')
  @HttpCode(200)
  async entitlements(
    @ZodBody(entitlementsQuery) body: z.output<typeof entitlementsQuery>,
    @Caller() caller: CallerOf,
  ): Promise<EntitlementsDto> {
    return { items: await this.answer.many(caller as ProductCaller, body.accounts, body.products) };
  }
}

/** The keys licences are signed with. */
@Controller('licence-keys')
@Who('administrator')
export class LicenceKeysController {
  constructor(
    private readonly keys: ListLicenceKeys,
    private readonly rotateKeys: RotateSigningKeys,
  ) {}

  @Get()
  list(): Promise<{ items: LicenceKeyDto[] }> {
    return this.keys.run();
  }

  @Post('rotation')
  async rotate(
    @ZodBody(rotateLicenceKey) body: z.output<typeof rotateLicenceKey>,
    @Caller() caller: CallerOf,
  ): Promise<{ items: LicenceKeyDto[] }> {
    await this.rotateKeys.atOnce(body, callerKey(caller));
    return this.keys.run();
  }
}

/** For products that check licences off line. */
@Controller('.well-known')
export class KeySetController {
  constructor(private readonly show: ShowKeySet) {}

  // A key is published a day before it signs: an hour of somebody's cache is never too long.
  @Get('jwks.json')
  @Who('public')
  @Header('cache-control', 'public, max-age=3600')
  keySet(): Promise<{ keys: JWK[] }> {
    return this.show.run();
  }
}
