import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApiError } from '../api-error';
import type { StaffCaller } from '../caller';
import { AppConfig } from '../config';
import { withTransaction } from '../database';
import { IdentityStore, type StaffRow } from './identity.store';
import { OpenSession, type OpenedSession } from './open-session';
import { RecordSignIn } from './record-sign-in';
import { ProveStaff, type Shown } from './second-factor/prove-staff';
import { SecondFactorStore } from './second-factor/second-factor.store';
import { SignInAttempts } from './sign-in-attempts';
import type { Visitor } from './visitor';

/**
 * Signs a staff member in by password, and by a code when they have a second factor. Throws `wrong_credentials` without saying
 * which of the two was wrong, `code_required`, `wrong_code`, and `rate_limited` when the account or the address failed too often
 * lately. However it ends, it is written down.
 */
@Injectable()
export class SignInStaff {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly store: IdentityStore,
    private readonly prove: ProveStaff,
    private readonly factors: SecondFactorStore,
    private readonly attempts: SignInAttempts,
    private readonly openSession: OpenSession,
    private readonly record: RecordSignIn,
  ) {}

  async run(shown: Shown, visitor: Visitor): Promise<{ member: StaffCaller; session: OpenedSession }> {
    const known = await this.store.staffByEmail(this.db, shown.email.trim());
    try {
      const { member: row, attempt } = await this.prove.run(known, shown, visitor.address);
      const hasFactor = await this.factors.has(this.db, row.id);
      const mustEnrol = this.config.needsSecondFactor && !hasFactor;
      const member: StaffCaller = { ...memberOf(row), ...(mustEnrol && { mustEnrol }) };
      return await withTransaction(this.db, async (tx) => {
        await this.attempts.right(tx, attempt);
        await this.record.done(tx, 'signIn', member, visitor);
        const session = await this.openSession.run(tx, { kind: 'staff', staffId: member.id }, visitor);
        return { member, session };
      });
    } catch (error) {
      // The first of two steps is neither a way in nor a refusal.
      if (error instanceof ApiError && error.code !== 'code_required')
        await this.record.refused('signIn', known && memberOf(known), visitor, error.code);
      throw error;
    }
  }
}

const memberOf = ({ id, name, role }: StaffRow): StaffCaller => ({ kind: 'staff', id, name, role });
