import { Injectable } from '@nestjs/common';
import type { PasswordLinkDto, StaffMemberDto, StaffRole } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { ApiError } from '../../api-error';
import { WallClock } from '../../clock';
import { sqlStateOf, withTransaction } from '../../database';
import { newId } from '../../ids';
import { IdentityStore } from '../identity.store';
import { NO_PASSWORD_YET } from '../passwords';
import { StaffMembers } from '../sessions/staff-members';
import { MakePasswordLink } from './make-password-link';

export interface Invitation {
  readonly email: string;
  readonly name: string;
  readonly role: StaffRole;
}

/** unique_violation */
const TAKEN = '23505';

/** Takes a member of staff in, who sets a password by a link. Throws `email_taken`, of those who were shut out too. */
@Injectable()
export class InviteStaffMember {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly identities: IdentityStore,
    private readonly members: StaffMembers,
    private readonly links: MakePasswordLink,
  ) {}

  /** @param by `staff:<id>` or `OPERATOR` */
  async run(
    { email, name, role }: Invitation,
    by: string,
  ): Promise<{ member: StaffMemberDto; link: PasswordLinkDto }> {
    const now = await this.clock.now();
    const id = newId(now);
    try {
      const link = await withTransaction(this.db, async (tx) => {
        await this.identities.addStaff(tx, { id, email, name, role, password_hash: NO_PASSWORD_YET }, now);
        return this.links.make(tx, id, by, now);
      });
      return { member: await this.members.one(id), link };
    } catch (error) {
      if (sqlStateOf(error) !== TAKEN) throw error;
      const message = 'Сотрудник с такой почтой уже есть';
      throw new ApiError('email_taken', message, {}, [{ path: 'email', message }]);
    }
  }
}
