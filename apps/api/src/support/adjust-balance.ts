import { Injectable } from '@nestjs/common';
import { adjusted, billingError } from '@rocket/billing';
import type { AccountDto, EntryDto, MoneyDto } from '@rocket/contracts';
import { Clock, dayOf, parseMinor, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { accountView } from '../accounts/account-view';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { EntryStore } from '../accounts/entry.store';
import { LedgerStore } from '../ledger/ledger.store';
import { withTransaction } from '../platform/database';
import { idOfRequest } from '../platform/ids';
import { PostEntry } from '../subscriptions/post-entry';
import { SettleAccount } from '../subscriptions/settle-account';

export interface Adjustment {
  /** With a minus money is taken. */
  readonly amount: MoneyDto;
  readonly reason: string;
}

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
    wish: Adjustment,
    actor: string,
    requestKey: string | null,
  ): Promise<EntryDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      assertCurrency(account, wish);
      const id = await idOfRequest(tx, accountId, requestKey, now);
      const made = await this.ledger.idOfKey(tx, accountId, `adjustment:${id}`);
      const posted = made ?? (await this.post(tx, account, wish, { id, actor, now }));
      return this.entries.one(tx, accountId, posted, account.seller.currency);
    });
  }

  /**
   * Posts the correction to a locked account and lets follow what follows; answers with the id of the entry.
   * @throws DomainError `wrong_currency`, `money_gone`
   */
  async post(
    tx: EntityManager,
    account: AccountRecord,
    wish: Adjustment,
    { id, actor, now }: { readonly id: string; readonly actor: string; readonly now: Date },
  ): Promise<string> {
    assertCurrency(account, wish);
    const amount = parseMinor(wish.amount.amount);
    if (account.money + amount < 0n) throw billingError('money_gone', 'На балансе нет такой суммы');
    const businessDate = dayOf(now, account.seller.timeZone);
    const act = { happenedAt: now, businessDate, actor, reason: wish.reason };
    const posted = await this.postEntry.run(tx, account.id, adjusted({ id, amount }, act), now);
    await this.settle.run(tx, account.id, actor, now);
    return posted!.id;
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

function assertCurrency({ seller: { currency } }: AccountRecord, { amount }: Adjustment): void {
  if (amount.currency === currency) return;
  throw billingError('wrong_currency', `Расчёты ведутся в ${currency}`, {}, [
    { path: 'amount.currency', message: `Нужна ${currency}` },
  ]);
}
