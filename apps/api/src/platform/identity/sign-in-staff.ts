import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApiError } from '../api-error';
import type { StaffCaller } from '../caller';
import { withTransaction } from '../database';
import { IdentityStore, type StaffRow } from './identity.store';
import { OpenSession, type OpenedSession } from './open-session';
import { hashPassword, isPassword } from './passwords';
import { RecordSignIn } from './record-sign-in';
import { SignInAttempts } from './sign-in-attempts';
import type { Visitor } from './visitor';

export interface StaffSignIn {
  readonly email: string;
  readonly password: string;
}

/**
 * Signs a staff member in. Throws `wrong_credentials` without saying which of the two was wrong, and `rate_limited` when the
 * account or the address failed too often lately. However it ends, it is written down.
 */
@Injectable()
export class SignInStaff {
  /** Checked when the e-mail is unknown, so that an unknown e-mail takes as long as a known one. */
  private readonly nobodysHash = hashPassword('nobody has this password');

  constructor(
    private readonly db: DataSource,
    private readonly store: IdentityStore,
    private readonly attempts: SignInAttempts,
    private readonly openSession: OpenSession,
    private readonly record: RecordSignIn,
  ) {}

  async run(shown: StaffSignIn, visitor: Visitor): Promise<{ member: StaffCaller; session: OpenedSession }> {
    const row = await this.store.staffByEmail(this.db, shown.email.trim());
    try {
      const attempt = { email: shown.email, address: visitor.address };
      await this.attempts.begin(attempt);
      if (!(await this.isRight(row, shown)) || !row) {
        await this.attempts.wrong(attempt);
        throw new ApiError('wrong_credentials', 'Почта или пароль не подошли');
      }
      const member = memberOf(row);
      return await withTransaction(this.db, async (tx) => {
        await this.attempts.right(tx, attempt);
        await this.record.done(tx, 'signIn', member, visitor);
        return { member, session: await this.openSession.run({ kind: 'staff', staffId: member.id }, tx) };
      });
    } catch (error) {
      if (error instanceof ApiError)
        await this.record.refused('signIn', row && memberOf(row), visitor, error.code);
      throw error;
    }
  }

  private async isRight(row: StaffRow | null, { password }: StaffSignIn): Promise<boolean> {
    return isPassword(password, row?.password_hash ?? (await this.nobodysHash));
  }
}

const memberOf = ({ id, name, role }: StaffRow): StaffCaller => ({ kind: 'staff', id, name, role });
