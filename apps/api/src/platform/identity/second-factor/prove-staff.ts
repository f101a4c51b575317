import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApiError } from '../../api-error';
import { WallClock } from '../../clock';
import { AppConfig } from '../../config';
import type { StaffRow } from '../identity.store';
import { hashPassword, isPassword } from '../passwords';
import { SignInAttempts, type Attempt } from '../sign-in-attempts';
import { hashOfRecoveryCode, looksLikeRecoveryCode } from './recovery-codes';
import { SecondFactorStore } from './second-factor.store';
import { stepOfCode } from './totp';

/** What somebody shows to be a member of staff. */
export interface Shown {
  readonly email: string;
  readonly password: string;
  readonly code?: string | undefined;
}

/**
 * Checks a password, and a code where there is a second factor; what is wrong is counted. A code and a recovery code are good
 * once.
 *
 * Throws `wrong_credentials` (unknown e-mails too), `code_required`, `wrong_code`, `rate_limited`.
 */
@Injectable()
export class ProveStaff {
  /** Checked when the e-mail is unknown, so that an unknown e-mail takes as long as a known one. */
  private readonly nobodysHash: Promise<string>;

  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly attempts: SignInAttempts,
    private readonly factors: SecondFactorStore,
    config: AppConfig,
  ) {
    this.nobodysHash = hashPassword('nobody has this password', config.passwordMemoryMib);
  }

  /** @returns the attempt, which the caller calls right in the transaction of what it was for */
  async run(
    member: StaffRow | null,
    shown: Shown,
    address: string,
  ): Promise<{ member: StaffRow; attempt: Attempt }> {
    const attempt = { email: shown.email, address };
    await this.attempts.begin(attempt);
    const isRight = await isPassword(shown.password, member?.password_hash ?? (await this.nobodysHash));
    if (!member || !isRight)
      throw await this.wrong(attempt, new ApiError('wrong_credentials', 'Почта или пароль не подошли'));
    if (await this.factors.has(this.db, member.id)) await this.proveCode(member.id, shown.code, attempt);
    return { member, attempt };
  }

  private async proveCode(staffId: string, code: string | undefined, attempt: Attempt): Promise<void> {
    if (code === undefined) {
      await this.attempts.unfinished(attempt);
      throw new ApiError('code_required', 'Введите код из приложения');
    }
    if (await this.isCode(staffId, code)) return;
    const message = 'Код не подошёл или уже использован. Дождитесь следующего';
    throw await this.wrong(attempt, new ApiError('wrong_code', message, {}, [{ path: 'code', message }]));
  }

  private async isCode(staffId: string, code: string): Promise<boolean> {
    const now = await this.clock.now();
    if (looksLikeRecoveryCode(code))
      return this.factors.useRecoveryCode(this.db, staffId, hashOfRecoveryCode(code), now);
    const factor = await this.factors.read(this.db, staffId, true);
    const step = factor && stepOfCode(factor.secret, code, now, factor.lastStep);
    return step !== null && this.factors.useStep(this.db, staffId, step);
  }

  private async wrong(attempt: Attempt, refusal: ApiError): Promise<ApiError> {
    await this.attempts.wrong(attempt);
    return refusal;
  }
}
