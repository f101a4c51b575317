import { Injectable } from '@nestjs/common';
import { assertTransferable, billingError } from '@rocket/billing';
import type { OfferTransferDto, TransferDto } from '@rocket/contracts';
import { Clock, addDays, dayOf } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { forEverybody } from '../platform/walls/whose-rows';
import { ProductStore } from '../storefront/product.store';
import { assertMayConnect } from '../subscriptions/price-to-connect';
import { SubscriptionStore } from '../subscriptions/subscription.store';
import { TransferStore } from './transfer.store';

/**
 * Offers a paid licence, whole, with the days that are left of it, to another account of the same seller (Itgrix 3.3). Nothing
 * moves before the other one accepts.
 *
 * Refuses: what `assertTransferable` does, `account_not_active` of whoever may buy nothing, `account_unknown`, `transfer_to_itself`, `transfer_under_way`.
 */
@Injectable()
export class OfferTransfer {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly products: ProductStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly transfers: TransferStore,
    private readonly notices: NoticeStore,
    private readonly waker: Waker,
  ) {}

  /** The account a subscription belongs to. @throws ApiError `not_found` */
  accountOf(subscriptionId: string): Promise<string> {
    return this.subscriptions.accountOf(this.db.manager, subscriptionId);
  }

  async run(
    accountId: string,
    subscriptionId: string,
    { toAmocrmAccountId, comment }: OfferTransferDto,
    by: string,
  ): Promise<TransferDto> {
    const now = await this.clock.now();
    // Of two accounts: the doors have let in one of them.
    const offered = await forEverybody(() =>
      withTransaction(this.db, async (tx) => {
        const account = await this.accounts.lock(tx, accountId);
        const today = dayOf(now, account.seller.timeZone);
        const subscription = await this.subscriptions.read(tx, accountId, subscriptionId);
        const [view] = await this.subscriptions.views(tx, accountId, { id: subscriptionId });
        const facts = {
          ...{
            rule: account.terms.transfer,
            name: view!.productName,
            isFree: subscription.freeQuantity !== null,
          },
          belongsToProject: subscription.projectId !== null,
        };
        assertMayConnect(account, await this.products.read(tx, subscription.productCode));
        assertTransferable({ ...subscription, ...facts }, today);
        const receiver = await this.receiver(tx, account, toAmocrmAccountId);
        const id = newId(now);
        const transfer = {
          id,
          accountId,
          subscriptionId,
          toAccountId: receiver.id,
          comment: comment ?? null,
          by,
        };
        if (!(await this.transfers.offer(tx, transfer, now)))
          throw billingError(
            'transfer_under_way',
            `«${view!.productName}» уже передаётся: отзовите прежнее предложение`,
          );
        const told = {
          productCode: subscription.productCode,
          ...{ productName: view!.productName, quantity: subscription.quantity, from: account.name },
          ...{ paidUntil: addDays(subscription.paidTo, -1), comment: comment ?? null },
        };
        await this.notices.post(
          tx,
          [{ accountId: receiver.id, key: `transfer_offered:${id}`, kind: 'transfer_offered', facts: told }],
          now,
        );
        return (await this.transfers.list(tx, accountId, { id }, now)).items[0]!;
      }),
    );
    this.waker.wake('notices');
    return offered;
  }

  private async receiver(
    tx: EntityManager,
    account: AccountRecord,
    amocrmAccountId: number,
  ): Promise<AccountRecord> {
    const path = 'toAmocrmAccountId';
    const receiver = await this.accounts.bySeller(tx, amocrmAccountId, account.seller.code);
    if (!receiver || receiver.state === 'erased' || receiver.state === 'terminated')
      throw billingError('account_unknown', `У «${account.seller.name}» нет такого клиента`, {}, [
        { path, message: 'Получатель должен сначала установить продукты этого продавца в своей amoCRM' },
      ]);
    if (receiver.id === account.id)
      throw billingError('transfer_to_itself', 'Нельзя передать самому себе', {}, [
        { path, message: 'Это ваш собственный аккаунт' },
      ]);
    return receiver;
  }
}
