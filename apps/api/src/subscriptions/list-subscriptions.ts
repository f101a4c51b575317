import { Injectable } from '@nestjs/common';
import type { Page, SubscriptionDto, SubscriptionState } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { pageOfWhole, type PageRequest } from '../platform/cursor';
import { SubscriptionStore } from './subscription.store';

/** Connected products of an account, ended ones too. */
@Injectable()
export class ListSubscriptions {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: AccountStore,
    private readonly subscriptions: SubscriptionStore,
  ) {}

  /** Newest first, page by page. */
  async page(
    accountId: string,
    request: PageRequest & { state?: SubscriptionState | undefined },
  ): Promise<Page<SubscriptionDto>> {
    const newestFirst = (await this.run(accountId, request)).sort((a, b) => (a.id < b.id ? 1 : -1));
    return pageOfWhole(newestFirst, request, ({ id }) => id);
  }

  /** All of them: those that live in the customer's order, then the ended ones. */
  async run(
    accountId: string,
    filter: { state?: SubscriptionState | undefined },
  ): Promise<SubscriptionDto[]> {
    await this.accounts.read(this.db.manager, accountId);
    return this.subscriptions.views(this.db.manager, accountId, filter.state ? { state: filter.state } : {});
  }

  /** Whose subscription it is. @throws ApiError `not_found` */
  accountOf(id: string): Promise<string> {
    return this.subscriptions.accountOf(this.db.manager, id);
  }
}
