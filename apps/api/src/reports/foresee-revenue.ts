import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { revenueAhead, type RevenueAhead } from '@rocket/billing';
import { addDays, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { RunStore } from '../renewals/run.store';
import type { SellerRecord } from '../sellers/seller.store';
import { firstRunDate } from '../subscriptions/forecast-renewals';
import { SnapshotStore } from '../subscriptions/snapshot.store';

export const DAYS_AHEAD = [30, 60, 90] as const;

export interface RevenueWindow extends RevenueAhead {
  readonly currency: Currency;
  readonly days: number;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** How many accounts something is at risk of. */
  readonly accountsAtRisk: number;
}
export interface ForeseenRevenue {
  readonly windows: RevenueWindow[];
  readonly leftOut: number;
}

const PAGE_ACCOUNTS = 200;
/** Planning is all in memory: whoever else asks is answered after so long of it. */
const AT_A_TIME_MS = 10;

/** Revenue to come of whole sellers: the forecast of each account, added up. Nothing is written. */
@Injectable()
export class ForeseeRevenue {
  constructor(
    private readonly db: DataSource,
    private readonly runs: RunStore,
    private readonly snapshots: SnapshotStore,
  ) {}

  async run(sellers: readonly SellerRecord[], now: Date, stopping?: AbortSignal): Promise<ForeseenRevenue> {
    const windows = new Map<string, RevenueWindow>();
    let leftOut = 0;
    for (const seller of sellers) {
      const from = firstRunDate(now, seller.timeZone);
      for (const [nth, days] of DAYS_AHEAD.entries())
        windows.set(
          `${seller.currency} ${nth}`,
          windows.get(`${seller.currency} ${nth}`) ?? emptyWindow(seller.currency, from, days),
        );
      leftOut += await this.ofSeller(
        seller,
        from,
        now,
        (nth, ahead) => {
          const key = `${seller.currency} ${nth}`;
          windows.set(key, plus(windows.get(key)!, ahead));
        },
        stopping,
      );
    }
    return { windows: [...windows.values()], leftOut };
  }

  /** Answers how many accounts could not be read. */
  private async ofSeller(
    seller: SellerRecord,
    from: LocalDate,
    now: Date,
    tell: (nth: number, ahead: RevenueAhead) => void,
    stopping?: AbortSignal,
  ): Promise<number> {
    let leftOut = 0;
    const date = addDays(from, Math.max(...DAYS_AHEAD) - 1);
    for (let after: string | null = null; ;) {
      stopping?.throwIfAborted();
      const page = { date, sellers: [seller.code], after, limit: PAGE_ACCOUNTS };
      const ids: string[] = await this.runs.dueAccounts(this.db.manager, page);
      const read = await this.snapshots.readSound(this.db.manager, ids);
      leftOut += ids.length - read.length;
      let begun = performance.now();
      for (const { snapshot } of read) {
        try {
          for (const [nth, ahead] of revenueAhead(snapshot, from, DAYS_AHEAD, now).entries())
            tell(nth, ahead);
        } catch {
          // An account the planner cannot plan is parked by the run: one may not silence the others.
          leftOut += 1;
        }
        if (performance.now() - begun > AT_A_TIME_MS) {
          await setImmediate();
          begun = performance.now();
        }
      }
      if (ids.length < PAGE_ACCOUNTS) return leftOut;
      after = ids.at(-1)!;
    }
  }
}

const NOTHING: Minor = 0n;

const emptyWindow = (currency: Currency, from: LocalDate, days: number): RevenueWindow => ({
  ...{ currency, days, from, to: addDays(from, days - 1), accountsAtRisk: 0 },
  ...{ money: NOTHING, bonus: NOTHING, atRisk: NOTHING, stopped: NOTHING },
});

const plus = (window: RevenueWindow, ahead: RevenueAhead): RevenueWindow => ({
  ...window,
  money: window.money + ahead.money,
  bonus: window.bonus + ahead.bonus,
  atRisk: window.atRisk + ahead.atRisk,
  stopped: window.stopped + ahead.stopped,
  accountsAtRisk: window.accountsAtRisk + (ahead.atRisk > 0n ? 1 : 0),
});
