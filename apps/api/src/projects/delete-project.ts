import { Injectable } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { EndSubscription } from '../subscriptions/end-subscription';
import { SubscriptionStore } from '../subscriptions/subscription.store';
import { ProjectStore } from './project.store';
import { ProjectTokenStore } from './project-token.store';

/**
 * Deletes a project by the hand of its owner (QSockets 3.3.2): its tokens are over and what is connected for it ends at once, as any
 * subscription ends by hand, so nothing is credited. What was charged for it stays in the journal under its name.
 */
@Injectable()
export class DeleteProject {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly projects: ProjectStore,
    private readonly tokens: ProjectTokenStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly end: EndSubscription,
  ) {}

  async run(accountId: string, id: string, by: string): Promise<void> {
    const now = await this.clock.now();
    await withTransaction(this.db, async (tx) => {
      await this.accounts.lock(tx, accountId);
      const project = await this.projects.read(tx, accountId, id);
      for (const live of await this.subscriptions.liveOfProject(tx, accountId, id))
        await this.end.within(tx, accountId, live, by, now);
      await this.tokens.retire(tx, accountId, id, now);
      await this.projects.delete(tx, project, by, now);
    });
  }
}
