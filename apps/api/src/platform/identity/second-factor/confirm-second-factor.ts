import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApiError } from '../../api-error';
import { WallClock } from '../../clock';
import { withTransaction } from '../../database';
import { SessionStore } from '../sessions/session.store';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes';
import { SecondFactorStore, type Factor } from './second-factor.store';
import { stepOfCode } from './totp';

/** An offer is forgotten: the QR code of an abandoned screen is no way in. */
const OFFER_LIFE_MS = 60 * 60_000;

/**
 * Puts an offered secret in use by a code of it, with ten new recovery codes; whoever else is signed in as this person is
 * signed out. Throws `validation_failed` for a wrong code and for an offer that is over.
 */
@Injectable()
export class ConfirmSecondFactor {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly factors: SecondFactorStore,
    private readonly sessions: SessionStore,
  ) {}

  async run(staffId: string, code: string, current: Buffer | null): Promise<{ recoveryCodes: string[] }> {
    const now = await this.clock.now();
    const offered = await this.factors.read(this.db, staffId, false);
    if (!isAlive(offered, now)) throw refused('Время вышло: получите новый QR-код');
    const step = stepOfCode(offered.secret, code, now, null);
    if (step === null)
      throw refused('Код не подошёл. Проверьте, что на телефоне точное время, и введите новый код');
    const recoveryCodes = newRecoveryCodes();
    await withTransaction(this.db, async (tx) => {
      if (!(await this.factors.confirm(tx, staffId, offered, step, now)))
        throw refused('QR-код уже заменён новым: отсканируйте его');
      await this.factors.keepRecoveryCodes(tx, staffId, recoveryCodes.map(hashOfRecoveryCode));
      await this.sessions.endAll(tx, { kind: 'staff', staffId }, current);
    });
    return { recoveryCodes };
  }
}

const isAlive = (offered: Factor | null, now: Date): offered is Factor =>
  offered !== null && now.getTime() - offered.createdAt.getTime() < OFFER_LIFE_MS;

const refused = (message: string): ApiError =>
  new ApiError('validation_failed', message, {}, [{ path: 'code', message }]);
