import { Injectable } from '@nestjs/common';
import type { BroughtByDto } from '@rocket/contracts';
import { Clock, addDays, dayOf, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { ApiError } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { callerKey, type CallerOf } from '../platform/door';
import { forEverybody } from '../platform/walls/whose-rows';
import { BringCustomer } from './bring-customer';
import { BroughtCustomerStore } from './brought-customer.store';

/** Whoever came by themselves is not handed to a partner long after: so many days after installing a customer may name one. */
const MAY_NAME_DAYS = 30;

/** Which partner brought a customer: the customer says so once, early; staff may say otherwise, with a reason. */
@Injectable()
export class SayWhoBrought {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly brought: BroughtCustomerStore,
    private readonly bring: BringCustomer,
  ) {}

  async show(accountId: string, caller: CallerOf): Promise<BroughtByDto> {
    const now = await this.clock.now();
    const account = await this.accounts.read(this.db.manager, accountId);
    return forEverybody(() => this.view(this.db.manager, account, caller, now));
  }

  /** @throws ApiError `already_brought`, `naming_over`, `validation_failed` */
  async name(accountId: string, code: string, caller: CallerOf): Promise<BroughtByDto> {
    const now = await this.clock.now();
    return this.change(accountId, caller, now, async (tx, account) => {
      const today = dayOf(now, account.seller.timeZone);
      const before = await this.brought.bringerOf(tx, accountId);
      if (before && before.code !== code)
        throw new ApiError('already_brought', 'Партнёр уже указан: сменить его может поддержка');
      if (!before && lastDayToName(account) < today)
        throw new ApiError(
          'naming_over',
          `Партнёра указывают в первые ${MAY_NAME_DAYS} дней: теперь это может сделать поддержка`,
        );
      const said = { by: callerKey(caller), reason: null };
      await this.bring.within(tx, account, code, said, { now, today });
    });
  }

  /** @throws ApiError `validation_failed` */
  async set(
    accountId: string,
    { code, reason }: { readonly code: string | null; readonly reason: string },
    caller: CallerOf,
  ): Promise<BroughtByDto> {
    const now = await this.clock.now();
    return this.change(accountId, caller, now, (tx, account) => {
      const today = dayOf(now, account.seller.timeZone);
      return this.bring.within(tx, account, code, { by: callerKey(caller), reason }, { now, today });
    });
  }

  /** Of two accounts: the door has let in one of them. */
  private change(
    accountId: string,
    caller: CallerOf,
    now: Date,
    how: (tx: EntityManager, account: AccountRecord) => Promise<void>,
  ): Promise<BroughtByDto> {
    return forEverybody(() =>
      withTransaction(this.db, async (tx) => {
        const account = await this.accounts.lock(tx, accountId);
        await how(tx, account);
        return this.view(tx, account, caller, now);
      }),
    );
  }

  private async view(
    tx: EntityManager,
    account: AccountRecord,
    caller: CallerOf,
    now: Date,
  ): Promise<BroughtByDto> {
    const found = await this.brought.bringerOf(tx, account.id);
    const until = lastDayToName(account);
    const isOpen = !found && dayOf(now, account.seller.timeZone) <= until;
    return {
      partner: found && {
        code: found.code,
        name: found.name,
        since: found.since.toISOString(),
        ...(caller.kind === 'staff' ? { accountId: found.accountId } : {}),
      },
      mayNameUntil: isOpen ? until : null,
    };
  }
}

const lastDayToName = ({ installedAt, seller }: AccountRecord): LocalDate =>
  addDays(dayOf(installedAt, seller.timeZone), MAY_NAME_DAYS);
