import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { notFound } from '../../api-error';
import { WallClock } from '../../clock';
import { IdentityStore } from '../identity.store';
import { hashOf, newSecret } from '../secrets';

/** A token of a member of staff for automation, such as loading offers: it may what they may, and ends by itself. */
@Injectable()
export class MakeStaffToken {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly store: IdentityStore,
  ) {}

  /** @throws ApiError `not_found` for whoever is shut out too */
  async run(email: string, hours: number): Promise<{ token: string; expiresAt: Date }> {
    const now = await this.clock.now();
    const member = await this.store.staffByEmail(this.db, email);
    if (!member) throw notFound(`Сотрудника с почтой ${email} нет`);
    const expiresAt = new Date(now.getTime() + hours * 3_600_000);
    const token = newSecret('rms_');
    await this.store.addToken(this.db, hashOf(token), { kind: 'staff', staffId: member.id }, now, expiresAt);
    return { token, expiresAt };
  }
}
