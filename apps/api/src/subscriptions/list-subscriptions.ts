import { Injectable } from '@nestjs/common';
import type { Language, Page, SubscriptionDto, SubscriptionState } from '@rocket/contracts';
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
    request: PageRequest & { state?: SubscriptionState | undefined; lang?: Language | undefined },
  ): Promise<Page<SubscriptionDto>> {
    const newestFirst = (await this.run(accountId, request)).sort((a, b) => (a.id < b.id ? 1 : -1));
    return pageOfWhole(newestFirst, request, ({ id }) => id);
  }

  /** All of them: those that live in the customer's order, then the ended ones. */
  async run(
    accountId: string,
    { state, lang }: { state?: SubscriptionState | undefined; lang?: Language | undefined },
  ): Promise<SubscriptionDto[]> {
    await this.accounts.read(this.db.manager, accountId);
    return this.subscriptions.views(this.db.manager, accountId, {
      ...(state ? { state } : {}),
      ...(lang ? { language: lang } : {}),
    });
  }

  /** Whose subscription it is. @throws ApiError `not_found` */
  accountOf(id: string): Promise<string> {
    return this.subscriptions.accountOf(this.db.manager, id);
  }
}
