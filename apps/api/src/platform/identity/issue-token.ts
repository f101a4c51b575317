import { Injectable } from '@nestjs/common';
import type { StaffRole } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { notFound } from '../api-error';
import { WallClock } from '../clock';
import { newId } from '../ids';
import { IdentityStore } from './identity.store';
import { NEVER_BY_PASSWORD } from './passwords';
import { hashOf, newSecret } from './secrets';

const POSTS: Readonly<Record<StaffRole, string>> = {
  support: 'Поддержка',
  account_manager: 'Менеджер по работе с клиентами',
  accountant: 'Бухгалтер',
  administrator: 'Администратор',
};

/**
 * A bearer token of a new staff member of a role (sandbox). Every token is another person, so that two of them can approve
 * each other's requests; nobody can sign in as them by password.
 */
@Injectable()
export class IssueStaffToken {
  constructor(
    private readonly db: DataSource,
    private readonly store: IdentityStore,
    private readonly clock: WallClock,
  ) {}

  async run(role: StaffRole): Promise<{ token: string; staffId: string }> {
    const now = await this.clock.now();
    const id = newId(now);
    const row = {
      id,
      email: `${role}.${id}@sandbox.invalid`,
      name: POSTS[role],
      role,
      password_hash: NEVER_BY_PASSWORD,
    };
    await this.store.addStaff(this.db, row, now);
    const token = newSecret('rms_');
    await this.store.addToken(this.db, hashOf(token), { kind: 'staff', staffId: id }, now);
    return { token, staffId: id };
  }
}

/** A bearer token of the owner of an account (sandbox). Throws `not_found` when the account has no owner. */
@Injectable()
export class IssueOwnerToken {
  constructor(
    private readonly db: DataSource,
    private readonly store: IdentityStore,
    private readonly clock: WallClock,
  ) {}

  async run(accountId: string): Promise<{ token: string; userId: string }> {
    const owner = await this.store.ownerOf(this.db, accountId);
    if (!owner) throw notFound('У аккаунта нет владельца');
    const token = newSecret('rmu_');
    const bearer = { kind: 'user', accountId, userId: owner.id } as const;
    await this.store.addToken(this.db, hashOf(token), bearer, await this.clock.now());
    return { token, userId: owner.id };
  }
}
