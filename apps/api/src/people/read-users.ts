import { Inject, Injectable, Logger } from '@nestjs/common';
import type { AmoGateway } from '@rocket/amocrm';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { AMO_GATEWAY } from '../installs/amo-gateway';
import { AskAmocrm } from '../installs/ask-amocrm';
import { InstallationStore } from '../installs/installation.store';
import { WallClock } from '../platform/clock';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { FollowSeats } from '../subscriptions/follow-seats';
import { PeopleStore } from './people.store';

const BATCH = 100;
const DAY_MS = 24 * 3600_000;

/**
 * Reads the people of connected accounts from amoCRM: each once a day, which keeps the tokens alive as well (a refresh token
 * dies after three months of silence), or at once when somebody asks. What fails is tried again in an hour. The account itself
 * is read with them once a day: amoCRM may have lent it for development since it was connected, or taken that back.
 */
@Injectable()
export class ReadUsers {
  private readonly log = new Logger(ReadUsers.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly wallClock: WallClock,
    @Inject(AMO_GATEWAY) private readonly amo: AmoGateway,
    private readonly ask: AskAmocrm,
    private readonly installations: InstallationStore,
    private readonly accounts: AccountStore,
    private readonly people: PeopleStore,
    private readonly followSeats: FollowSeats,
    private readonly waker: Waker,
  ) {}

  /** Everybody who is due, one account after the other: the pace is amoCRM's anyway. */
  async runDue(): Promise<void> {
    for (;;) {
      const due = await this.claimDue();
      for (const accountId of due) {
        try {
          await this.run(accountId);
        } catch (error) {
          this.log.warn({ msg: 'People of an account could not be read', accountId, failure: String(error) });
        }
      }
      if (due.length < BATCH) return;
    }
  }

  /** @throws ApiError `not_connected`, AmoError */
  async run(accountId: string): Promise<void> {
    const isAccountDue = await this.isAccountDue(accountId);
    const { users, account: found } = await this.ask.run(accountId, async (host, token) => ({
      users: await this.amo.users(host, token),
      account: isAccountDue ? await this.amo.account(host, token) : null,
    }));
    const [now, realNow] = [await this.clock.now(), await this.wallClock.now()];
    await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      if (found) await this.accounts.noteTechnical(tx, accountId, found.isTechnicalAccount);
      await this.people.replaceList(tx, accountId, users, realNow);
      await tx.query(
        `update installation set users_read_at = $2, users_tried_at = $2,
                account_read_at = case when $3 then $2 else account_read_at end
          where account_id = $1`,
        [accountId, now, found !== null],
      );
      await this.followSeats.read(tx, account, now);
    });
    this.waker.wake('notices');
  }

  private async isAccountDue(accountId: string): Promise<boolean> {
    const known = await this.installations.read(this.db, accountId);
    if (!known?.accountReadAt) return true;
    return (await this.clock.now()).getTime() - known.accountReadAt.getTime() >= DAY_MS;
  }

  /** Whoever claims an account tries it; others leave it alone for an hour. */
  private async claimDue(): Promise<string[]> {
    const [now, realNow] = [await this.clock.now(), await this.wallClock.now()];
    const [rows] = await this.db.query(
      `update installation set users_tried_at = $1 where account_id in (
         select account_id from installation
          where state = 'active' and (users_read_at is null or users_read_at <= $1::timestamptz - interval '1 day')
            and (users_tried_at is null or users_tried_at <= $1::timestamptz - interval '1 hour')
            and (ask_again_at is null or ask_again_at <= $2)
          order by users_read_at nulls first limit ${BATCH} for update skip locked)
       returning account_id`,
      [now, realNow],
    );
    return rows.map((row: { account_id: string }) => row.account_id);
  }
}
