import { Injectable, Logger } from '@nestjs/common';
import { adviseTopUp, costOf, forecastBalance, usableBonus } from '@rocket/billing';
import { trialEndsOn } from '@rocket/catalog';
import {
  Clock,
  addDays,
  dayOf,
  daysBetween,
  moneyText,
  parseMinor,
  type Currency,
  type LocalDate,
  type Minor,
} from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { NoticeStore, type NewNotice } from '../notices/notice.store';
import { PRICE_COLUMNS, priceTermsOf, type PriceRow } from '../storefront/price.rows';
import { REMIND_DAYS, RemindOfPrices } from './remind-of-prices';
import { firstRunDate } from './forecast-renewals';
import { SnapshotStore, type LockedSnapshot } from './snapshot.store';

const BATCH = 500;

interface EndingTrial extends PriceRow {
  readonly account_id: string;
  readonly id: string;
  readonly product_code: string;
  readonly quantity: number;
  readonly trial_ends_at: Date;
  readonly price_id: string;
  readonly currency: Currency;
  readonly time_zone: string;
  readonly project_name: string | null;
}

/**
 * Tells customers in time: three days and one day before a trial ends, and when the money will not reach for what is due
 * within three days (rule 26). Each is told once, by its key.
 */
@Injectable()
export class RemindCustomers {
  private readonly log = new Logger(RemindCustomers.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly snapshots: SnapshotStore,
    private readonly notices: NoticeStore,
    private readonly prices: RemindOfPrices,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    await this.remindOfTrials(now);
    await this.remindOfMoney(now);
    await this.prices.run(now);
  }

  private async remindOfTrials(now: Date): Promise<void> {
    const soon = new Date(now.getTime() + (REMIND_DAYS + 1) * 86_400_000);
    const trials: EndingTrial[] = await this.db.query(
      `select s.account_id, s.id, s.product_code, s.quantity, s.trial_ends_at, p.id as price_id, ${PRICE_COLUMNS},
              l.currency, l.time_zone, j.name as project_name
         from subscription s join price p on p.id = s.price_id
         join account a on a.id = s.account_id join seller l on l.code = a.seller_code
         left join project j on j.account_id = s.account_id and j.id = s.project_id
        where s.state = 'trial' and s.trial_ends_at > $1 and s.trial_ends_at <= $2
          -- A free term follows: nothing is charged when the trial ends.
          and not exists (select from access_grant g where g.account_id = s.account_id and g.product_code = s.product_code
                             and g.begun_on is null and g.revoked_at is null and (g.until_on is null or g.until_on >= s.paid_to))`,
      [now, soon],
    );
    const remind = (trial: EndingTrial): NewNotice[] => {
      const endsOn = trialEndsOn({ startedAt: now, endsAt: trial.trial_ends_at }, trial.time_zone);
      const days = daysBetween(dayOf(now, trial.time_zone), endsOn);
      if (days > REMIND_DAYS) return [];
      const price = priceTermsOf(trial.price_id, trial);
      const cost = moneyText(costOf(price, trial.quantity), trial.currency);
      const stage = days > 1 ? REMIND_DAYS : 1;
      const key = `trial_ending:${trial.id}:${endsOn}:${stage}`;
      return [
        {
          accountId: trial.account_id,
          key,
          kind: 'trial_ending',
          facts: {
            productCode: trial.product_code,
            ...(trial.project_name === null ? {} : { project: trial.project_name }),
            endsOn,
            cost,
          },
        },
      ];
    };
    const notices = trials.flatMap((trial) => this.spared(trial.account_id, () => remind(trial)));
    await this.notices.post(this.db.manager, notices, now);
  }

  /** What throws for one account keeps nobody else from being told. */
  private spared(accountId: string, remind: () => NewNotice[]): NewNotice[] {
    try {
      return remind();
    } catch (error) {
      this.log.error({ msg: 'An account cannot be reminded', accountId, error: String(error) });
      return [];
    }
  }

  /**
   * One notice for each time the money runs short: while nothing came in and the day it told of is still ahead, it is the same
   * time, though the day may move a little. What comes in begins anew: a balance that goes up and down again crosses again.
   */
  private async crossings(warnings: readonly NewNotice[], now: Date): Promise<NewNotice[]> {
    if (warnings.length === 0) return [];
    const rows: { account_id: string; came: number; told: boolean }[] = await this.db.query(
      `select x.account_id, e.came,
              exists (select from notice n where n.account_id = x.account_id and n.kind = 'balance_low'
                        and n.facts ->> 'after' = e.came::text and (n.facts ->> 'emptyOn')::date >= $2::date) as told
         from unnest($1::uuid[]) as x(account_id)
         cross join lateral (select coalesce(max(seq), 0)::int as came from entry
                              where account_id = x.account_id and money + bonus > 0) e`,
      [warnings.map(({ accountId }) => accountId), dayOf(now, 'UTC')],
    );
    const known = new Map(rows.map((row) => [row.account_id, row]));
    return warnings.flatMap((warning) => {
      const { came, told } = known.get(warning.accountId)!;
      if (told) return [];
      return [{ ...warning, key: `${warning.key}:${came}`, facts: { ...warning.facts, after: came } }];
    });
  }

  private async remindOfMoney(now: Date): Promise<void> {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const rows: { id: string; smallest: string }[] = await this.db.query(
        `select a.id, o.terms -> 'minimumPayment' ->> 'amount' as smallest
           from account a
           join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
          where a.state = 'active' and a.next_due <= $1::date and a.id > $2 order by a.id limit $3`,
        [addDays(dayOf(now, 'UTC'), REMIND_DAYS + 1), after, BATCH],
      );
      const read = await this.snapshots.readSound(
        this.db.manager,
        rows.map((row) => row.id),
      );
      const smallest = new Map(rows.map((row) => [row.id, parseMinor(row.smallest)]));
      const notices = read.flatMap((account) => {
        const { accountId } = account.snapshot;
        return this.spared(accountId, () => lowBalance(account, smallest.get(accountId) ?? 0n, now));
      });
      await this.notices.post(this.db.manager, await this.crossings(notices, now), now);
      if (rows.length < BATCH) return;
      after = rows.at(-1)!.id;
    }
  }
}

/** What there is to be told; whether it has been is asked by `crossings`. */
function lowBalance({ snapshot, currency }: LockedSnapshot, smallest: Minor, now: Date): NewNotice[] {
  const today = dayOf(now, snapshot.timeZone);
  const { emptyOn, next30Days } = forecastBalance(
    snapshot,
    firstRunDate(now, snapshot.timeZone),
    today,
    now,
    REMIND_DAYS,
  );
  if (emptyOn === null) return [];
  const money = (amount: Minor) => moneyText(amount, currency as Currency);
  const available = snapshot.money + usableBonus(snapshot, now);
  const advised = adviseTopUp(available, next30Days, smallest);
  const facts = {
    balance: money(available),
    emptyOn: emptyOn satisfies LocalDate,
    ...(advised === null ? {} : { advised: money(advised) }),
  };
  return [{ accountId: snapshot.accountId, key: `balance_low:${emptyOn}`, kind: 'balance_low', facts }];
}
