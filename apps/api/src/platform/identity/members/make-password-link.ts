import { Injectable } from '@nestjs/common';
import type { PasswordLinkDto } from '@rocket/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { ApiError } from '../../api-error';
import { WallClock } from '../../clock';
import { AppConfig } from '../../config';
import { withTransaction } from '../../database';
import { hashOf, newSecret } from '../secrets';
import { StaffMembers } from '../sessions/staff-members';
import { PasswordLinkStore } from './password-link.store';

/** Over a weekend, and no longer. */
const LIFE_MS = 72 * 3_600_000;

/**
 * A link by which a member of staff sets their password, and nobody else learns it: once, within three days. It is handed to them in
 * person; the secret stands behind `#`, so it reaches no server log and no Referer. The password in use goes on until then.
 */
@Injectable()
export class MakePasswordLink {
  constructor(
    private readonly config: AppConfig,
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly members: StaffMembers,
    private readonly store: PasswordLinkStore,
  ) {}

  /** @param by id of an administrator. @throws ApiError `not_found`, `forbidden` for oneself */
  async run(staffId: string, by: string): Promise<PasswordLinkDto> {
    await this.members.another(staffId, by);
    if ((await this.members.one(staffId)).isDisabled)
      throw new ApiError('forbidden', 'Доступ сотрудника закрыт: сначала откройте его');
    return withTransaction(this.db, (tx) => this.make(tx, staffId, `staff:${by}`));
  }

  /** @param madeBy `staff:<id>`, or `operator`: whoever may run programs beside the database */
  async make(tx: EntityManager, staffId: string, madeBy: string): Promise<PasswordLinkDto> {
    const now = await this.clock.now();
    const expiresAt = new Date(now.getTime() + LIFE_MS);
    const secret = newSecret();
    await this.store.add(tx, { hash: hashOf(secret), staffId, madeBy }, now, expiresAt);
    return { url: `${this.config.publicUrl}/enter/password#${secret}`, expiresAt: expiresAt.toISOString() };
  }
}
