import { Injectable } from '@nestjs/common';
import { billingError, isWholeOrder } from '@rocket/billing';
import type { SubscriptionOrderDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { SubscriptionStore } from './subscription.store';

/**
 * Sets the whole order in which an account's products are paid for when the money does not reach for all (rule 12). Moves no
 * money by itself: what is suspended is tried in the new order by the next run or top-up. The same order again changes nothing.
 *
 * Refuses with `order_out_of_date`, telling the order there is, a list that is not exactly what lives: it was made from an
 * older screen, and half of it would put the rest somewhere nobody chose.
 */
@Injectable()
export class OrderSubscriptions {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: AccountStore,
    private readonly subscriptions: SubscriptionStore,
  ) {}

  run(accountId: string, wished: readonly string[]): Promise<SubscriptionOrderDto> {
    const order = wished.map((id) => id.toLowerCase());
    return withTransaction(this.db, async (tx) => {
      await this.accounts.lock(tx, accountId);
      const living = await this.subscriptions.order(tx, accountId);
      if (!isWholeOrder(order, living))
        throw billingError(
          'order_out_of_date',
          'Список подключённых продуктов изменился. Обновите страницу и расставьте их заново.',
          { order: living },
        );
      await this.subscriptions.setOrder(tx, accountId, order);
      const all = await this.subscriptions.views(tx, accountId);
      return { items: all.filter(({ state }) => state !== 'ended') };
    });
  }
}
