import { Injectable } from '@nestjs/common';
import type { StaffMemberDto, StaffRole } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { ApiError } from '../../api-error';
import { WallClock } from '../../clock';
import { withTransaction } from '../../database';
import { SessionStore } from '../sessions/session.store';
import { StaffMembers } from '../sessions/staff-members';
import { PasswordLinkStore } from './password-link.store';

export interface StaffWish {
  readonly name?: string | undefined;
  readonly role?: StaffRole | undefined;
  readonly isDisabled?: boolean | undefined;
}

/**
 * Changes another member of staff, or shuts them out: their sessions end, their tokens and links do no more. Since nobody does it to
 * themselves, an administrator is always left. Throws `not_found`, `forbidden`.
 */
@Injectable()
export class ChangeStaffMember {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly members: StaffMembers,
    private readonly sessions: SessionStore,
    private readonly store: PasswordLinkStore,
  ) {}

  async run(staffId: string, wish: StaffWish, by: string): Promise<StaffMemberDto> {
    const now = await this.clock.now();
    await this.members.another(staffId, by);
    await withTransaction(this.db, async (tx) => {
      if (!(await this.store.holdAsAdministrator(tx, by, staffId)))
        throw new ApiError('forbidden', 'Вы больше не администратор');
      await this.store.change(tx, staffId, wish, now);
      if (!wish.isDisabled) return;
      await this.sessions.endAll(tx, { kind: 'staff', staffId }, null);
      await this.store.forget(tx, staffId);
    });
    return this.members.one(staffId);
  }
}
