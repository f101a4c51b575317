import { Injectable } from '@nestjs/common';
import { adjusted, billingError } from '@rocket/billing';
import type { AccountDto, EntryDto, MoneyDto } from '@rocket/contracts';
import { Clock, dayOf, parseMinor, type LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { accountView } from '../accounts/account-view';
import { AccountStore } from '../accounts/account.store';
import { EntryStore } from '../accounts/entry.store';
import { LedgerStore } from '../ledger/ledger.store';
import { withTransaction } from '../platform/database';
import { idOfRequest } from '../platform/ids';
import { PostEntry } from '../subscriptions/post-entry';
import { SettleAccount } from '../subscriptions/settle-account';

/** Corrections by a person, each with a reason. Refuses: `money_gone` when more is taken than there is. */
@Injectable()
export class AdjustBalance {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly entries: EntryStore,
    private readonly ledger: LedgerStore,
    private readonly postEntry: PostEntry,
    private readonly settle: SettleAccount,
  ) {}

  async run(
    accountId: string,
    wish: { amount: MoneyDto; reason: string },
    actor: string,
    requestKey: string | null,
  ): Promise<EntryDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const { currency, timeZone } = account.seller;
      if (wish.amount.currency !== currency) {
        throw billingError('wrong_currency', `Расчёты ведутся в ${currency}`, {}, [
          { path: 'amount.currency', message: `Нужна ${currency}` },
        ]);
      }
      const id = idOfRequest(requestKey, now);
      const made = await this.ledger.idOfKey(tx, accountId, `adjustment:${id}`);
      if (made) return this.entries.one(tx, accountId, made, currency);
      const amount = parseMinor(wish.amount.amount);
      if (account.money + amount < 0n) throw billingError('money_gone', 'На балансе нет такой суммы');
      const act = { happenedAt: now, businessDate: dayOf(now, timeZone), actor, reason: wish.reason };
      const posted = await this.postEntry.run(tx, accountId, adjusted({ id, amount }, act), now);
      await this.settle.run(tx, accountId, actor, now);
      return this.entries.one(tx, accountId, posted!.id, currency);
    });
  }

  /** Puts the erasure of a frozen account's data off (rule 16). */
  async prolong(accountId: string, until: LocalDate): Promise<AccountDto> {
    return withTransaction(this.db, async (tx) => {
      await this.accounts.lock(tx, accountId);
      await tx.query('update account set kept_until = $2 where id = $1', [accountId, until]);
      return accountView(await this.accounts.read(tx, accountId));
    });
  }
}
