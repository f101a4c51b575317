import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApiError } from '../api-error';
import type { StaffCaller } from '../caller';
import { WallClock } from '../clock';
import { IdentityStore } from './identity.store';
import { hashPassword, isPassword } from './passwords';
import { FORGOTTEN_AFTER_MS, delayAfter } from './sign-in-delay';

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  readonly address: string;
}

/**
 * Signs a staff member in. Throws `wrong_credentials` without saying which of the two was wrong, and
 * `rate_limited` when the same person from the same address failed too often lately.
 */
@Injectable()
export class SignInStaff {
  /** Checked when the e-mail is unknown, so that an unknown e-mail takes as long as a known one. */
  private readonly nobodysHash = hashPassword('nobody has this password');

  constructor(
    private readonly db: DataSource,
    private readonly store: IdentityStore,
    private readonly clock: WallClock,
  ) {}

  async run(attempt: SignInAttempt): Promise<StaffCaller> {
    const now = await this.clock.now();
    const who = createHash('sha256')
      .update(`${attempt.email.trim().toLowerCase()}\n${attempt.address}`)
      .digest();
    await this.refuseTheImpatient(who, now);
    const member = await this.store.staffByEmail(this.db, attempt.email.trim());
    const right = await isPassword(attempt.password, member?.password_hash ?? (await this.nobodysHash));
    if (!member || !right) {
      await this.countFailure(who, now);
      throw new ApiError('wrong_credentials', 'Почта или пароль не подошли');
    }
    await this.db.query('delete from sign_in_failure where who = $1', [who]);
    return { kind: 'staff', id: member.id, name: member.name, role: member.role };
  }

  private async refuseTheImpatient(who: Buffer, now: Date): Promise<void> {
    const [row] = (await this.db.query(
      'select blocked_until from sign_in_failure where who = $1 and blocked_until > $2',
      [who, now],
    )) as { blocked_until: Date }[];
    if (!row) return;
    const retryAfter = Math.ceil((row.blocked_until.getTime() - now.getTime()) / 1000);
    throw new ApiError('rate_limited', `Слишком много попыток. Повторите через ${retryAfter} с`, {
      retryAfter,
    });
  }

  private async countFailure(who: Buffer, now: Date): Promise<void> {
    const [row] = (await this.db.query(
      `insert into sign_in_failure as f (who, failures, failed_at, blocked_until) values ($1, 1, $2, $2)
       on conflict (who) do update set
         failures = case when f.failed_at < $3 then 1 else f.failures + 1 end, failed_at = $2
       returning failures`,
      [who, now, new Date(now.getTime() - FORGOTTEN_AFTER_MS)],
    )) as { failures: number }[];
    await this.db.query('update sign_in_failure set blocked_until = $2 where who = $1', [
      who,
      new Date(now.getTime() + delayAfter(row?.failures ?? 1)),
    ]);
  }
}
