import { Injectable } from '@nestjs/common';
import type { PasswordLinkDto } from '@rocket/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { ApiError, notFound } from '../../api-error';
import { WallClock } from '../../clock';
import { AppConfig } from '../../config';
import { withTransaction } from '../../database';
import { IdentityStore } from '../identity.store';
import { hashOf, newSecret } from '../secrets';
import { StaffMembers } from '../sessions/staff-members';
import { PasswordLinkStore } from './password-link.store';

/** Whoever may run programs beside the database is nobody's member of staff. */
export const OPERATOR = 'operator';
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
    private readonly identities: IdentityStore,
    private readonly store: PasswordLinkStore,
  ) {}

  /** @param by id of an administrator. @throws ApiError `not_found`, `forbidden` for oneself */
  async run(staffId: string, by: string): Promise<PasswordLinkDto> {
    const now = await this.clock.now();
    if ((await this.members.another(staffId, by)).isDisabled)
      throw new ApiError('forbidden', 'Доступ сотрудника закрыт: сначала откройте его');
    return withTransaction(this.db, (tx) => this.make(tx, staffId, `staff:${by}`, now));
  }

  /** Asked for beside the database, when nobody can come in. @throws ApiError `not_found` for whoever is shut out too */
  async ofOperator(email: string): Promise<PasswordLinkDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const member = await this.identities.staffByEmail(tx, email);
      if (!member) throw notFound(`Сотрудника с почтой ${email} нет`);
      return this.make(tx, member.id, OPERATOR, now);
    });
  }

  /** In the transaction of whoever takes somebody in. @param madeBy `staff:<id>` or `OPERATOR` */
  async make(tx: EntityManager, staffId: string, madeBy: string, now: Date): Promise<PasswordLinkDto> {
    const expiresAt = new Date(now.getTime() + LIFE_MS);
    const secret = newSecret();
    await this.store.add(tx, { hash: hashOf(secret), staffId, madeBy }, now, expiresAt);
    return { url: `${this.config.publicUrl}/enter/password#${secret}`, expiresAt: expiresAt.toISOString() };
  }
}
