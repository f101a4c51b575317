import { Injectable } from '@nestjs/common';
import type { StaffMemberDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { withTransaction } from '../../database';
import { SessionStore } from '../sessions/session.store';
import { StaffMembers } from '../sessions/staff-members';
import { SecondFactorStore } from './second-factor.store';

/**
 * Takes the second factor away from somebody who lost it; nobody learns what it was. Their sessions end: they may not be theirs.
 * Throws `not_found`, `forbidden` for one's own.
 */
@Injectable()
export class ResetSecondFactor {
  constructor(
    private readonly db: DataSource,
    private readonly members: StaffMembers,
    private readonly factors: SecondFactorStore,
    private readonly sessions: SessionStore,
  ) {}

  async run(staffId: string, by: string): Promise<StaffMemberDto> {
    await this.members.another(staffId, by);
    await withTransaction(this.db, async (tx) => {
      await this.factors.forget(tx, staffId);
      await this.sessions.endAll(tx, { kind: 'staff', staffId }, null);
    });
    return this.members.one(staffId);
  }
}
