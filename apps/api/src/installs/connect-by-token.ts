import { Inject, Injectable } from '@nestjs/common';
import { AmoError, platformOf, type AmoGateway } from '@rocket/amocrm';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ApiError } from '../platform/api-error';
import { WallClock } from '../platform/clock';
import { AppConfig } from '../platform/config';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { AMO_GATEWAY } from './amo-gateway';
import { InstallationStore } from './installation.store';
import { PermissionStore } from './permission.store';

/**
 * Connects an account by a token its administrator made by hand in amoCRM, good for a day to five years and never refreshed
 * (facts §1.1): for integrations of one account. amoCRM itself says whose token it is.
 *
 * Refuses: `validation_failed` when the token is another account's, has run out or amoCRM does not know it.
 */
@Injectable()
export class ConnectByToken {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly clock: WallClock,
    @Inject(AMO_GATEWAY) private readonly amo: AmoGateway,
    private readonly accounts: AccountStore,
    private readonly installations: InstallationStore,
    private readonly permissions: PermissionStore,
    private readonly waker: Waker,
  ) {}

  async run(accountId: string, token: string): Promise<void> {
    const now = await this.clock.now();
    const expiresAt = expiryIn(token);
    if (expiresAt === null || expiresAt <= now) throw refused('Срок действия этого токена уже закончился');
    const account = await this.accounts.read(this.db.manager, accountId);
    const known = await this.installations.read(this.db, accountId);
    const host = known?.host ?? `${account.subdomain}.amocrm.ru`;
    const found = await this.amo.account(host, token).catch((error: unknown) => {
      if (error instanceof AmoError && error.code === 'amo_unauthorized')
        throw refused(
          'amoCRM не принимает этот токен: проверьте, что он создан в этом аккаунте и не отозван',
        );
      throw error;
    });
    if (found.id !== account.amocrmAccountId) throw refused('Это токен другого аккаунта amoCRM');
    const user = found.currentUserId ? await this.amo.user(host, token, found.currentUserId) : null;
    await withTransaction(this.db, async (tx) => {
      await this.accounts.lock(tx, accountId);
      await this.accounts.noteTechnical(tx, accountId, found.isTechnicalAccount);
      const { clientId } = this.config.amo;
      const installedBy = user?.id ?? null;
      const row = { accountId, clientId, host, platform: platformOf(host), installedBy };
      await this.installations.save(tx, row, now);
      const lifetime = Math.floor((expiresAt.getTime() - now.getTime()) / 1000);
      const tokens = { accessToken: token, refreshToken: '', expiresIn: lifetime, apiDomain: null };
      const key = { accountId, amocrmUserId: user?.id ?? 0, isAdmin: user?.isAdmin ?? false };
      await this.permissions.save(tx, { ...key, kind: 'long_lived', tokens, expiresAt }, now);
    });
    this.waker.wake('installs');
  }
}

const refused = (message: string): ApiError =>
  new ApiError('validation_failed', message, {}, [{ path: 'token', message }]);

/** `exp` of the token, read without a check of its signature: only amoCRM holds the key. */
function expiryIn(token: string): Date | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : null;
    return typeof exp === 'number' && Number.isFinite(exp) ? new Date(exp * 1000) : null;
  } catch {
    return null;
  }
}
