import { Injectable } from '@nestjs/common';
import { assertTransferable, billingError } from '@rocket/billing';
import type { DecideTransferDto, SubscriptionDto, TransferDto } from '@rocket/contracts';
import { Clock, dayOf } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { notFound } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { forEverybody } from '../platform/walls/whose-rows';
import { ProductStore } from '../storefront/product.store';
import { EndSubscription } from '../subscriptions/end-subscription';
import { assertMayConnect } from '../subscriptions/price-to-connect';
import { SettleAccount } from '../subscriptions/settle-account';
import { SubscriptionStore, type SubscriptionRecord } from '../subscriptions/subscription.store';
import { TransferStore, type TransferRecord } from './transfer.store';

const BECOMES = { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' } as const;

/**
 * The receiver accepts or declines, the giver withdraws. At the acceptance the licence passes with the days left of it: the giver's
 * ends, the receiver's begins, and no money moves between their books, for what they agreed on is between them (Itgrix 3.3).
 *
 * Refuses: `transfer_decided`, what `assertTransferable` does by then, `account_not_active` of either, `already_connected` of what lives once in an account.
 */
@Injectable()
export class DecideTransfer {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly products: ProductStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly endOne: EndSubscription,
    private readonly settle: SettleAccount,
    private readonly transfers: TransferStore,
    private readonly notices: NoticeStore,
    private readonly waker: Waker,
  ) {}

  async run(
    accountId: string,
    transferId: string,
    { decision }: DecideTransferDto,
    by: string,
  ): Promise<TransferDto> {
    const now = await this.clock.now();
    // Of two accounts: the doors have let in one of them.
    const decided = await forEverybody(() =>
      withTransaction(this.db, async (tx) => {
        const { accountId: giverId, toAccountId } = await this.transfers.read(tx, accountId, transferId);
        // Accounts first and in one order, as everywhere.
        const locked = new Map<string, AccountRecord>();
        for (const id of [giverId, toAccountId].sort()) locked.set(id, await this.accounts.lock(tx, id));
        const transfer = await this.transfers.read(tx, accountId, transferId);
        if ((decision === 'withdraw') !== (accountId === giverId)) throw notFound('Такой передачи нет');
        if (transfer.state !== 'offered')
          throw billingError('transfer_decided', 'Эта передача уже решена', { state: transfer.state });
        const [giver, receiver] = [locked.get(giverId)!, locked.get(toAccountId)!];
        const [view] = await this.subscriptions.views(tx, giverId, { id: transfer.subscriptionId });
        const received =
          decision === 'accept' ? await this.pass(tx, giver, receiver, transfer, view!, by, now) : null;
        await this.transfers.decide(tx, transfer, BECOMES[decision], received, by, now);
        const facts = {
          ...{ productCode: view!.productCode, productName: view!.productName, decision: BECOMES[decision] },
          ...{ from: giver.name, to: receiver.name },
        };
        const told = [giver, receiver].filter(({ id }) => id !== accountId);
        await this.notices.post(
          tx,
          told.map(({ id }) => ({
            accountId: id,
            key: `transfer_decided:${transferId}`,
            kind: 'transfer_decided' as const,
            facts,
          })),
          now,
        );
        return (await this.transfers.list(tx, accountId, { id: transferId }, now)).items[0]!;
      }),
    );
    this.waker.wake('notices');
    return decided;
  }

  /** Returns the id of what the receiver has now. */
  private async pass(
    tx: EntityManager,
    giver: AccountRecord,
    receiver: AccountRecord,
    { subscriptionId }: TransferRecord,
    { productName }: SubscriptionDto,
    by: string,
    now: Date,
  ): Promise<string> {
    const today = dayOf(now, giver.seller.timeZone);
    const given = await this.subscriptions.read(tx, giver.id, subscriptionId);
    const facts = { rule: giver.terms.transfer, name: productName, isFree: given.freeQuantity !== null };
    assertTransferable({ ...given, ...facts, belongsToProject: given.projectId !== null }, today);
    const product = await this.products.read(tx, given.productCode);
    for (const account of [giver, receiver]) assertMayConnect(account, product);
    const live = await this.subscriptions.findLive(tx, receiver.id, given.productCode);
    if (live && (given.packageNo === 0 || live.packageNo === 0))
      throw billingError('already_connected', `«${productName}» у вас уже подключён: дождитесь его конца`);
    await this.endOne.within(tx, giver.id, subscriptionId, by, now, 'transferred');
    const id = await this.begin(tx, receiver, given, now);
    const copy = { from: giver.id, subscription: subscriptionId, to: receiver.id, received: id };
    await this.transfers.carryUse(tx, { ...copy, productCode: given.productCode });
    await this.settle.run(tx, receiver.id, by, now);
    return id;
  }

  /** The days that are left, at no cost: nothing of them can be credited or given back here. */
  private async begin(
    tx: EntityManager,
    receiver: AccountRecord,
    given: SubscriptionRecord,
    now: Date,
  ): Promise<string> {
    const id = newId(now);
    const { productCode, quantity, period, paidTo, periodStart, priceId, anchor, pinnedOn } = given;
    await this.subscriptions.insert(tx, {
      ...{ id, accountId: receiver.id, productCode, projectId: null, state: 'active', quantity, period },
      ...{ priceId, pinnedOn, anchor, paidTo, trialEndsAt: null, autoRenew: false, startedAt: now },
      rank: await this.subscriptions.nextRank(tx, receiver.id),
      packageNo:
        given.packageNo > 0 ? await this.subscriptions.nextPackageNo(tx, receiver.id, productCode, null) : 0,
    });
    await this.subscriptions.set(tx, receiver.id, id, { period_start: periodStart });
    return id;
  }
}
