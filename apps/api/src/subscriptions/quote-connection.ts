import { Injectable } from '@nestjs/common';
import type { ConnectProductDto, ConnectionQuoteDto, SubscriptionDto } from '@rocket/contracts';
import { Clock, moneyText, sum, type Currency } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { withTransaction } from '../platform/database';
import { ConnectProduct } from './connect-product';
import { nextChargeOf } from './next-charge';
import { SnapshotStore } from './snapshot.store';

/** Carries the quote out of the transaction that is undone. */
class Undone extends Error {
  constructor(readonly quote: ConnectionQuoteDto) {
    super('The transaction of a quote is undone');
  }
}

/**
 * What connecting a product would charge, now and next: it is connected by the very steps that connect, the next run is played
 * by the planner, and everything is undone. So a question shown before the act cannot say another sum than the act.
 *
 * Refuses whatever connecting would refuse: `insufficient_balance`, `already_connected`, a period or quantity not sold.
 */
@Injectable()
export class QuoteConnection {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly connect: ConnectProduct,
    private readonly snapshots: SnapshotStore,
  ) {}

  async run(accountId: string, wish: ConnectProductDto, actor: string): Promise<ConnectionQuoteDto> {
    const now = await this.clock.now();
    try {
      return await withTransaction(this.db, async (tx): Promise<never> => {
        const { money, bonus } = await this.balance(tx, accountId);
        const connected = await this.connect.within(tx, accountId, wish, actor, now);
        const after = await this.balance(tx, accountId);
        throw new Undone(
          await this.quote(tx, accountId, connected, money + bonus - after.money - after.bonus, now),
        );
      });
    } catch (error) {
      if (error instanceof Undone) return error.quote;
      throw error;
    }
  }

  private async balance(tx: EntityManager, accountId: string): Promise<{ money: bigint; bonus: bigint }> {
    const { snapshot } = await this.snapshots.readOne(tx, accountId);
    return { money: snapshot.money, bonus: sum(snapshot.grants.map(({ remaining }) => remaining)) };
  }

  private async quote(
    tx: EntityManager,
    accountId: string,
    connected: SubscriptionDto,
    chargedNow: bigint,
    now: Date,
  ): Promise<ConnectionQuoteDto> {
    const { snapshot, currency } = await this.snapshots.readOne(tx, accountId);
    const money = (amount: bigint) => moneyText(amount, currency as Currency);
    const { quantity, period, cost, trialEndsOn, paidUntil, free, autoRenew, id } = connected;
    const next = nextChargeOf(snapshot, id, now);
    return {
      chargedNow: money(chargedNow),
      cost,
      quantity,
      period,
      trialEndsOn: connected.state === 'trial' ? trialEndsOn : null,
      paidUntil: connected.state === 'trial' ? null : paidUntil,
      free,
      nextChargeOn: next?.on ?? null,
      nextCharge: next ? money(next.amount) : cost,
      autoRenew,
    };
  }
}
