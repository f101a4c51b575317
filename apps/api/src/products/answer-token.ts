import { Injectable } from '@nestjs/common';
import type { ProjectEntitlementDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { notFound } from '../platform/api-error';
import type { ProductCaller } from '../platform/caller';
import { ProjectTokenStore } from '../projects/project-token.store';
import { AnswerEntitlement } from './answer-entitlement';

/**
 * "May whoever shows this token use me?": the same answer as by the id of the project. The token travels in a body, because addresses
 * are written into logs.
 */
@Injectable()
export class AnswerToken {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly tokens: ProjectTokenStore,
    private readonly answer: AnswerEntitlement,
  ) {}

  /** @throws ApiError `not_found` for a token that does not work, or of a product the key does not open */
  async run(caller: ProductCaller, token: string): Promise<ProjectEntitlementDto> {
    const found = await this.tokens.projectOf(this.db.manager, token, await this.clock.now());
    if (!found || !caller.products.includes(found.productCode)) throw notFound('Этот токен не действует');
    const { amocrmAccountId: account, productCode: product, projectId: project } = found;
    return { ...(await this.answer.run(caller, account, product, project)), account, product, project };
  }
}
