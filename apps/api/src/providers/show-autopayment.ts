import { Injectable } from '@nestjs/common';
import { periodsAhead } from '@rocket/billing';
import type { AutopaymentDto } from '@rocket/contracts';
import { Clock, addDays, moneyText } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { firstRunDate } from '../subscriptions/forecast-renewals';
import { SnapshotStore } from '../subscriptions/snapshot.store';
import { AutopaymentStore } from './autopayment.store';
import { KeptCardStore } from './kept-card.store';
import { Shops } from './shops';

/** Regular payments of an account: whether they are offered, the card, and what it pays next. */
@Injectable()
export class ShowAutopayment {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly snapshots: SnapshotStore,
    private readonly cards: KeptCardStore,
    private readonly autopayments: AutopaymentStore,
    private readonly shops: Shops,
  ) {}

  async run(accountId: string): Promise<AutopaymentDto> {
    const tx = this.db.manager;
    const now = await this.clock.now();
    const account = await this.accounts.read(tx, accountId);
    const { code, currency, timeZone } = account.seller;
    const days = account.terms.autopayment?.chargeDaysBefore ?? null;
    const isOffered = days !== null && this.shops.takesKeptCards(code);
    const card = await this.cards.find(tx, accountId);
    const { snapshot } = await this.snapshots.readOne(tx, accountId);
    const ahead = isOffered ? periodsAhead(snapshot, firstRunDate(now, timeZone), now) : [];
    return {
      isOffered,
      chargeDaysBefore: isOffered ? days : null,
      card: card && {
        type: card.cardType,
        lastFour: card.lastFour,
        expires: card.expires,
        keptAt: card.keptAt.toISOString(),
      },
      next: ahead.map(({ subscriptionId, productCode, periodStart, cost, isCovered }) => ({
        subscription: subscriptionId,
        productCode,
        periodStart,
        chargeOn: addDays(periodStart, -(days ?? 0)),
        amount: moneyText(cost, currency),
        isCovered,
      })),
      last: await this.autopayments.last(tx, account),
    };
  }
}
