import { Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { createKey, entitlementQuery, type EntitlementDto } from '@rocket/contracts';
import type { JWK } from 'jose';
import type { z } from 'zod';
import {
  Caller,
  IdParam,
  SecretAnswer,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
  type ProductCaller,
} from '../platform/door';
import { AnswerEntitlement } from './answer-entitlement';
import { LicenceSigner } from './licence-signer';
import { ProductKeyRing } from './product-key-ring';

@Controller()
export class ProductsController {
  constructor(
    private readonly keys: ProductKeyRing,
    private readonly answer: AnswerEntitlement,
  ) {}

  @Post('products/:code/keys')
  @Who('administrator')
  @SecretAnswer()
  create(
    @Param('code') code: string,
    @ZodBody(createKey) body: z.output<typeof createKey>,
    @Caller() caller: CallerOf,
  ): Promise<{ keyId: string; secret: string }> {
    return this.keys.create(code, body?.name ?? null, callerKey(caller));
  }

  @Delete('products/:code/keys/:id')
  @Who('administrator')
  revoke(@Param('code') code: string, @IdParam('id') id: string): Promise<void> {
    return this.keys.revoke(code, id);
  }

  @Get('entitlements')
  @Who('product')
  entitlement(
    @ZodQuery(entitlementQuery) query: z.output<typeof entitlementQuery>,
    @Caller() caller: CallerOf,
  ): Promise<EntitlementDto> {
    return this.answer.run((caller as ProductCaller).productCode, query.account);
  }
}

/** The keys licences are signed with, for products that check them off line. */
@Controller('.well-known')
export class KeySetController {
  constructor(private readonly signer: LicenceSigner) {}

  @Get('jwks.json')
  @Who('public')
  keySet(): Promise<{ keys: JWK[] }> {
    return this.signer.keySet();
  }
}
