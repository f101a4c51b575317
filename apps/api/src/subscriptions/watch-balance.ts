import { Injectable } from '@nestjs/common';
import {
  checkAlerts,
  forecastBalance,
  usableBonus,
  type AccountSnapshot,
  type BalanceAlert,
} from '@rocket/billing';
import { dayOf, moneyText, type Currency, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { AlertStore } from '../ledger/alert.store';
import { NoticeStore, type NewNotice } from '../notices/notice.store';
import { firstRunDate } from './forecast-renewals';
import { SnapshotStore } from './snapshot.store';

/** A balance right after an entry: the number of the entry names the notice. */
export interface BalanceStep {
  readonly seq: number;
  readonly balance: Minor;
}

/** Tells a customer that the balance fell below a threshold: once for each crossing, one notice for each entry. */
@Injectable()
export class WatchBalance {
  constructor(
    private readonly alerts: AlertStore,
    private readonly snapshots: SnapshotStore,
    private readonly notices: NoticeStore,
  ) {}

  /** After one entry of a locked account. */
  async run(tx: EntityManager, accountId: string, seq: number, now: Date): Promise<void> {
    const alerts = (await this.alerts.read(tx, [accountId])).get(accountId);
    if (!alerts) return;
    const { snapshot, currency } = await this.snapshots.readOne(tx, accountId);
    const balance = snapshot.money + usableBonus(snapshot, now);
    await this.check(tx, { account: snapshot, currency, alerts, steps: [{ seq, balance }], now });
  }

  /** After several entries: the alerts are read once, by the caller. */
  async check(
    tx: EntityManager,
    watched: {
      account: AccountSnapshot;
      currency: string;
      alerts: readonly BalanceAlert[];
      steps: readonly BalanceStep[];
      now: Date;
    },
  ): Promise<void> {
    const { account, now } = watched;
    const money = (amount: Minor) => moneyText(amount, watched.currency as Currency);
    let alerts = watched.alerts;
    const notices: NewNotice[] = [];
    for (const { seq, balance } of watched.steps) {
      const check = checkAlerts(alerts, balance);
      alerts = check.after;
      // Nothing is paid for under a contract that is over: a refund that empties the balance is no reason to top it up.
      if (check.crossed.length === 0 || account.terminated) continue;
      const today = dayOf(now, account.timeZone);
      const { emptyOn } = forecastBalance(account, firstRunDate(now, account.timeZone), today, now);
      const facts = { thresholds: check.crossed.map(money), balance: money(balance), emptyOn };
      notices.push({
        accountId: account.accountId,
        key: `balance_below:${seq}`,
        kind: 'balance_below',
        facts,
      });
    }
    await this.alerts.arm(tx, account.accountId, alerts);
    await this.notices.post(tx, notices, now);
  }
}
