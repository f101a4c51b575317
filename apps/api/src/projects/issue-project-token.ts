import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import type { NewProjectTokenDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { newSecret } from '../platform/identity/secrets';
import { newId } from '../platform/ids';
import { SubscriptionStore } from '../subscriptions/subscription.store';
import { ProjectStore } from './project.store';
import { ProjectTokenStore } from './project-token.store';

const OVERLAP_HOURS = 24;
const HOUR_MS = 3_600_000;

/**
 * Gives a project its token, shown once. One in use works beside the new one for a day or as long as told, so that a program changes it
 * without a break; 0 hours: it is known to others and is over at once.
 *
 * A token is given when a tariff of the project is connected, never before (QSockets 3.2.2). Refuses: `project_not_active`.
 */
@Injectable()
export class IssueProjectToken {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly projects: ProjectStore,
    private readonly tokens: ProjectTokenStore,
    private readonly subscriptions: SubscriptionStore,
  ) {}

  async run(
    accountId: string,
    projectId: string,
    by: string,
    overlapHours = OVERLAP_HOURS,
  ): Promise<NewProjectTokenDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      await this.accounts.lock(tx, accountId);
      const { name } = await this.projects.read(tx, accountId, projectId);
      if ((await this.subscriptions.liveOfProject(tx, accountId, projectId)).length === 0)
        throw billingError(
          'project_not_active',
          `Токен выдаётся, когда проект активен: подключите тариф проекту «${name}»`,
        );
      await this.tokens.retire(tx, accountId, projectId, new Date(now.getTime() + overlapHours * HOUR_MS));
      const token = newSecret('rmt_');
      await this.tokens.insert(tx, { accountId, projectId, id: newId(now), secret: token, by }, now);
      return { token, lastFour: token.slice(-4), createdAt: now.toISOString(), worksUntil: null };
    });
  }
}
