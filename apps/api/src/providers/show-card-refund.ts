import { Injectable } from '@nestjs/common';
import type { CardRefundDto } from '@rocket/contracts';
import { moneyText, smaller, sum } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { RefundStore } from '../leaving/refund.store';
import { ProviderRefundStore } from './provider-refund.store';
import { Shops } from './shops';

/** What of a refund went back to cards, what is on its way, and how much more cards could take. */
@Injectable()
export class ShowCardRefund {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: AccountStore,
    private readonly requests: RefundStore,
    private readonly refunds: ProviderRefundStore,
    private readonly shops: Shops,
  ) {}

  /** @throws ApiError `not_found` */
  async run(requestId: string, tx = this.db.manager): Promise<CardRefundDto> {
    const request = await this.requests.read(tx, requestId);
    const { money, seller } = await this.accounts.read(tx, request.accountId);
    const { done, underWay } = await this.requests.onCards(tx, request.accountId, requestId);
    const sources = await this.refunds.refundable(tx, request.accountId);
    const onCards = sum(sources.filter(({ payment }) => this.shops.has(payment)).map(({ rest }) => rest));
    const isOpen = request.state === 'approved' && underWay === 0n;
    const left = isOpen ? smaller(smaller(request.fromBalance - done, money), onCards) : 0n;
    const items = await this.refunds.ofRequest(tx, request.accountId, requestId, seller.currency, (payment) =>
      this.shops.removed(payment),
    );
    const state = request.state === 'paid' ? 'paid' : 'approved';
    return { request: requestId, state, possible: moneyText(left > 0n ? left : 0n, seller.currency), items };
  }
}
