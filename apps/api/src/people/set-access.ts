import { Injectable } from '@nestjs/common';
import type { AccountUserDto, SetAccessDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ApiError, notFound } from '../platform/api-error';
import { WallClock } from '../platform/clock';
import { withTransaction } from '../platform/database';
import { callerKey, type CallerOf } from '../platform/door';
import { PeopleStore } from './people.store';

/**
 * Gives a person of the account a level, or closes and opens their access (rule 30). Owners decide about everybody,
 * administrators about everybody but owners; while no owner can come in, administrators may name one. Staff help out.
 *
 * Refuses: `last_owner` when nobody would be left to decide, `forbidden`.
 */
@Injectable()
export class SetAccess {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly accounts: AccountStore,
    private readonly people: PeopleStore,
  ) {}

  async run(
    accountId: string,
    userId: string,
    wish: SetAccessDto,
    caller: CallerOf,
  ): Promise<AccountUserDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      // Two owners who close each other's access at once come here one after the other.
      await this.accounts.lock(tx, accountId);
      const before = await this.people.find(tx, accountId, userId);
      if (!before) throw notFound('Такого человека в аккаунте нет');
      const owners = await this.people.ownersLeft(tx, accountId);
      const after = { level: wish.level ?? before.level, access: wish.access ?? before.access };
      if (after.level === before.level && after.access === before.access) return before;
      refuseAboveOwnLevel(caller, before, after, owners.length > 0);
      const staysOwner = after.level === 'owner' && after.access;
      if (!staysOwner && owners.length === 1 && owners[0] === userId)
        throw new ApiError('last_owner', 'Сначала назначьте владельцем кого-то ещё');
      await this.people.change(tx, { accountId, userId, before, after, by: callerKey(caller) }, now);
      return (await this.people.find(tx, accountId, userId))!;
    });
  }
}

function refuseAboveOwnLevel(
  caller: CallerOf,
  before: Pick<AccountUserDto, 'level'>,
  after: Pick<AccountUserDto, 'level'>,
  hasOwner: boolean,
): void {
  if (caller.kind !== 'user' || caller.level === 'owner') return;
  const concernsOwner = before.level === 'owner' || after.level === 'owner';
  if (concernsOwner && hasOwner)
    throw new ApiError('forbidden', 'Владельцев назначает и меняет только владелец');
}
