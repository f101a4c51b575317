import { Injectable } from '@nestjs/common';
import type { StaffRole } from '@rocket/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { WallClock } from '../clock';
import { AppConfig } from '../config';
import { newId } from '../ids';
import { IdentityStore } from './identity.store';
import { hashPassword } from './passwords';

export interface NewStaffMember {
  readonly email: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly password: string;
}

/** Makes a person a staff member; one whose e-mail is known stays as they are. */
@Injectable()
export class AddStaffMember {
  constructor(
    private readonly db: DataSource,
    private readonly store: IdentityStore,
    private readonly clock: WallClock,
    private readonly config: AppConfig,
  ) {}

  async run(member: NewStaffMember, db: DataSource | EntityManager = this.db): Promise<{ id: string }> {
    const known = await this.store.staffByEmail(db, member.email);
    if (known) return { id: known.id };
    const now = await this.clock.now();
    const id = newId(now);
    const password_hash = await hashPassword(member.password, this.config.passwordMemoryMib);
    await this.store.addStaff(
      db,
      { id, email: member.email, name: member.name, role: member.role, password_hash },
      now,
    );
    return { id };
  }
}
