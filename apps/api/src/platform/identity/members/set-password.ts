import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApiError } from '../../api-error';
import { WallClock } from '../../clock';
import { AppConfig } from '../../config';
import { withTransaction } from '../../database';
import { hashPassword } from '../passwords';
import { RecordSignIn } from '../record-sign-in';
import { hashOf } from '../secrets';
import { SessionStore } from '../sessions/session.store';
import type { Visitor } from '../visitor';
import { PasswordLinkStore } from './password-link.store';

/**
 * Sets the password of the owner of a link. A code, where they have one, stays: a link alone lets nobody in. Their sessions end: they may
 * not be theirs. Throws `link_spent`.
 */
@Injectable()
export class SetPassword {
  constructor(
    private readonly config: AppConfig,
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly store: PasswordLinkStore,
    private readonly sessions: SessionStore,
    private readonly record: RecordSignIn,
  ) {}

  async run(secret: string, password: string, visitor: Visitor): Promise<{ email: string }> {
    const now = await this.clock.now();
    const hash = hashOf(secret);
    // Looked at first: a hash of a password is dear, and strangers shall not have one for asking.
    const owner = await this.store.ownerOf(this.db, hash, now);
    if (owner) {
      const passwordHash = await hashPassword(password, this.config.passwordMemoryMib);
      const isSet = await withTransaction(this.db, async (tx) => {
        if (!(await this.store.spend(tx, hash, now))) return false;
        await this.store.setPassword(tx, owner.id, passwordHash);
        await this.sessions.endAll(tx, { kind: 'staff', staffId: owner.id }, null);
        await this.record.done(tx, 'setPassword', { kind: 'staff', ...owner }, visitor);
        return true;
      });
      if (isSet) return { email: owner.email };
    }
    await this.record.refused('setPassword', null, visitor, 'link_spent');
    throw new ApiError(
      'link_spent',
      'Ссылка уже использована или устарела. Попросите администратора о новой',
    );
  }
}
