import { Injectable } from '@nestjs/common';
import type { SupportState } from '@rocket/billing';
import type {
  Page,
  SupportMessageDto,
  SupportOfferDto,
  SupportRequestDto,
  SupportWaitingDto,
} from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { offset } from '../notices/notice-writing';
import { notFound } from '../platform/api-error';
import type { PageRequest } from '../platform/cursor';
import { SupportRequestStore } from './support-request.store';

/** Requests to support as the customer and as staff read them. */
@Injectable()
export class ShowSupportRequests {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly requests: SupportRequestStore,
  ) {}

  async ofAccount(
    accountId: string,
    request: PageRequest,
  ): Promise<Page<SupportRequestDto> & { support: SupportOfferDto }> {
    const now = await this.clock.now();
    const { terms, seller } = await this.accounts.read(this.db.manager, accountId);
    const page = await this.requests.ofAccount(this.db, accountId, request, now);
    return { ...page, support: { ...terms.support, offset: offset(now.toISOString(), seller.timeZone) } };
  }

  /** @throws ApiError `not_found` */
  async one(accountId: string, id: string): Promise<SupportRequestDto> {
    const found = await this.requests.show(this.db, accountId, id, await this.clock.now());
    if (!found) throw notFound('Такого обращения нет');
    return found;
  }

  /** @throws ApiError `not_found` */
  async messages(accountId: string, id: string, request: PageRequest): Promise<Page<SupportMessageDto>> {
    await this.one(accountId, id);
    return this.requests.messages(this.db, accountId, id, request);
  }

  async desk(
    request: PageRequest & { readonly state?: SupportState | undefined },
  ): Promise<Page<SupportRequestDto>> {
    return this.requests.desk(this.db, request, await this.clock.now());
  }

  async waiting(): Promise<SupportWaitingDto> {
    return this.requests.waiting(this.db, await this.clock.now());
  }
}
