import { Injectable } from '@nestjs/common';
import type { StaffRole } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { notFound } from '../api-error';
import { WallClock } from '../clock';
import { AddStaffMember } from './add-staff-member';
import { IdentityStore } from './identity.store';
import { hashOf, newSecret } from './secrets';

/** A bearer token of a staff member of a role (sandbox): always the same member, so approvals need two roles. */
@Injectable()
export class IssueStaffToken {
  constructor(
    private readonly db: DataSource,
    private readonly store: IdentityStore,
    private readonly staff: AddStaffMember,
    private readonly clock: WallClock,
  ) {}

  async run(role: StaffRole): Promise<{ token: string; staffId: string }> {
    const member = (await this.store.staffOfRole(this.db, role)) ?? (await this.newcomer(role));
    const token = newSecret('rms_');
    const bearer = { kind: 'staff', staffId: member.id } as const;
    await this.store.addToken(this.db, hashOf(token), bearer, await this.clock.now());
    return { token, staffId: member.id };
  }

  private newcomer(role: StaffRole): Promise<{ id: string }> {
    const email = `${role.replace('_', '.')}@sandbox.invalid`;
    return this.staff.run({ email, name: `Sandbox ${role}`, role, password: newSecret() });
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
