import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppConfig } from '../../config';
import { withTransaction } from '../../database';
import { hashPassword } from '../passwords';
import { ProveAgain, type ShownAgain } from '../second-factor/prove-again';
import { SessionStore } from '../sessions/session.store';
import { PasswordLinkStore } from './password-link.store';

/** A member of staff changes their own password; their other sessions end. Throws `validation_failed`, `rate_limited`. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly config: AppConfig,
    private readonly db: DataSource,
    private readonly proveAgain: ProveAgain,
    private readonly store: PasswordLinkStore,
    private readonly sessions: SessionStore,
  ) {}

  /** @param current hash of the session that goes on; null: none does */
  async run(
    staffId: string,
    { newPassword, ...shown }: ShownAgain & { readonly newPassword: string },
    from: { readonly address: string; readonly current: Buffer | null },
  ): Promise<void> {
    await this.proveAgain.run(staffId, shown, from.address);
    const passwordHash = await hashPassword(newPassword, this.config.passwordMemoryMib);
    await withTransaction(this.db, async (tx) => {
      await this.store.setPassword(tx, staffId, passwordHash);
      await this.store.forget(tx, staffId);
      await this.sessions.endAll(tx, { kind: 'staff', staffId }, from.current);
    });
  }
}
