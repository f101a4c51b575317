import { Injectable, Logger } from '@nestjs/common';
import type { ParkedRetryDto } from '@rocket/contracts';
import { Clock, later, moneyText, sum, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { ParkedStore } from './parked.store';
import { RenewAccounts } from './renew-accounts';
import { owedDate } from './run-due-renewals';
import { emptyTally, type Tally } from './run.store';

/**
 * Tries a parked account alone, once somebody has repaired what it threw on. It is renewed up to the date that is owed by
 * now; a run at the same moment goes before or after. Thrown again, it stays parked with the new cause.
 */
@Injectable()
export class RetryParked {
  private readonly log = new Logger(RetryParked.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly parked: ParkedStore,
    private readonly renew: RenewAccounts,
    private readonly waker: Waker,
  ) {}

  /** @throws ApiError `not_found` when the account is not parked, or is not due any more */
  async run(accountId: string, actor: string): Promise<ParkedRetryDto> {
    const now = await this.clock.now();
    const { date, tally, currency } = await withTransaction(this.db, async (tx) => {
      const found = await this.parked.lock(tx, accountId);
      if (found === null) throw notFound('Этот аккаунт не отложен');
      const owed = later(owedDate(now, found.timeZone), found.date);
      const tally = await this.tryAlone(tx, accountId, owed, actor, now);
      return { date: owed, tally, currency: found.currency };
    });
    this.waker.wake('notices');
    const { charged, products } = tally ?? emptyTally();
    const amount = moneyText(sum([...products.values()].map((each) => each.amount)), currency);
    const parked = await this.parked.read(this.db.manager, accountId);
    return { accountId, businessDate: date, charged, amount, parked };
  }

  private async tryAlone(
    tx: EntityManager,
    accountId: string,
    date: LocalDate,
    actor: string,
    now: Date,
  ): Promise<Tally | null> {
    try {
      return await tx.transaction((inner) =>
        this.renew.run(inner, [accountId], { businessDate: date, actor, now, runId: null }),
      );
    } catch (error) {
      const cause = String(error);
      this.log.error({ msg: 'A parked account threw again', accountId, error: cause });
      await this.parked.park(tx, { accountId, date, runId: null, cause }, now);
      return null;
    }
  }
}
