import { Injectable } from '@nestjs/common';
import { billingError, usableBonus } from '@rocket/billing';
import type { MoneyDto } from '@rocket/contracts';
import { Clock, moneyText, parseMinor } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AlertStore } from '../ledger/alert.store';
import { withTransaction } from '../platform/database';
import { SnapshotStore } from '../subscriptions/snapshot.store';
import { AccountStore } from './account.store';

/** Sets the balances below which the customer wants to be told. Refuses another currency. */
@Injectable()
export class SetAlerts {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly snapshots: SnapshotStore,
    private readonly alerts: AlertStore,
  ) {}

  async run(accountId: string, balanceBelow: readonly MoneyDto[]): Promise<{ balanceBelow: MoneyDto[] }> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const { seller } = await this.accounts.lock(tx, accountId);
      balanceBelow.forEach(({ currency }, index) => {
        if (currency === seller.currency) return;
        const path = `balanceBelow.${index}.currency`;
        throw billingError('wrong_currency', `Расчёты ведутся в ${seller.currency}`, {}, [
          { path, message: `Нужна ${seller.currency}` },
        ]);
      });
      const { snapshot } = await this.snapshots.readOne(tx, accountId);
      const thresholds = balanceBelow.map(({ amount }) => parseMinor(amount));
      await this.alerts.replace(tx, accountId, thresholds, snapshot.money + usableBonus(snapshot, now));
      const kept = (await this.alerts.read(tx, [accountId])).get(accountId) ?? [];
      return { balanceBelow: kept.map(({ threshold }) => moneyText(threshold, seller.currency)) };
    });
  }
}
