import { Injectable } from '@nestjs/common';
import type { StaffMemberDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { withTransaction } from '../../database';
import { SessionStore } from './session.store';
import { StaffMembers } from './staff-members';

/** Signs another member of staff out everywhere. Throws `not_found`, `forbidden` for oneself. */
@Injectable()
export class EndStaffSessions {
  constructor(
    private readonly db: DataSource,
    private readonly members: StaffMembers,
    private readonly sessions: SessionStore,
  ) {}

  async run(staffId: string, by: string): Promise<StaffMemberDto> {
    await this.members.another(staffId, by);
    await withTransaction(this.db, (tx) => this.sessions.endAll(tx, { kind: 'staff', staffId }, null));
    return this.members.one(staffId);
  }
}
