import { Inject, Injectable, Logger } from '@nestjs/common';
import { AmoError, type AmoGateway } from '@rocket/amocrm';
import { DataSource } from 'typeorm';
import { ApiError } from '../platform/api-error';
import { WallClock } from '../platform/clock';
import { AMO_GATEWAY } from './amo-gateway';
import { DatabasePace } from './database-pace';
import { EndConnection } from './end-connection';
import { InstallationStore, type Installation, type Trouble } from './installation.store';
import { PermissionStore, type Permission } from './permission.store';
import { PermissionOver, RotateTokens, type Access } from './rotate-tokens';

export type Question<T> = (host: string, accessToken: string) => Promise<T>;

/** After how long an account in trouble is asked again, in milliseconds. */
const ASK_AGAIN_MS: Readonly<Record<Trouble, number>> = {
  unpaid: 3600_000,
  blocked: 5 * 60_000,
  refused: 10 * 60_000,
};

/** How often one question may find the pair being replaced. */
const MOST_TURNS = 5;

/**
 * Asks amoCRM something about an account, by whichever of its permissions works: the last administrator's first. Fresh
 * tokens, renamed accounts and refused permissions are seen to here; what amoCRM says of the account is kept (facts §1.5).
 *
 * @throws ApiError `not_connected` when no permission works: somebody has to press Connect
 * @throws AmoError for everything else; nothing is repeated that 429 did not ask to repeat
 */
@Injectable()
export class AskAmocrm {
  private readonly log = new Logger(AskAmocrm.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    @Inject(AMO_GATEWAY) private readonly amo: AmoGateway,
    private readonly pace: DatabasePace,
    private readonly installations: InstallationStore,
    private readonly permissions: PermissionStore,
    private readonly tokens: RotateTokens,
    private readonly endConnection: EndConnection,
  ) {}

  async run<T>(accountId: string, question: Question<T>): Promise<T> {
    const installation = await this.installations.read(this.db, accountId);
    if (!installation) throw new ApiError('not_connected', 'Аккаунт не подключён к amoCRM');
    for (const permission of await this.permissions.active(this.db, accountId)) {
      try {
        const answer = await this.by({ permission, host: installation.host }, question);
        if (installation.trouble !== null) await this.noteTrouble(accountId, null);
        return answer;
      } catch (error) {
        if (error instanceof PermissionOver) continue;
        await this.learnFrom(installation, permission, error);
        throw error;
      }
    }
    await this.endConnection.run(accountId);
    throw new ApiError('not_connected', 'Доступ к amoCRM отозван: подключите аккаунт ещё раз');
  }

  private async by<T>(access: Access, question: Question<T>): Promise<T> {
    const fresh = await this.tokens.fresh(access);
    try {
      return await question(fresh.host, fresh.permission.tokens.accessToken);
    } catch (error) {
      if (!(error instanceof AmoError)) throw error;
      if (error.code === 'amo_unauthorized') return this.byAnotherToken(fresh, question);
      const host = error.code === 'amo_not_found' ? await this.tokens.movedTo(fresh) : null;
      if (host === null) throw error;
      return question(host, fresh.permission.tokens.accessToken);
    }
  }

  /**
   * A token that was just traded and is refused all the same: an administrator disabled the integration (facts §1.9). Unless
   * its owner is authorising us again this very moment: then the pair that takes its place is waited for.
   */
  private async byAnotherToken<T>(refused: Access, question: Question<T>): Promise<T> {
    let last = refused;
    for (let turn = 1; ; turn += 1) {
      const { permission, host } = (last = await this.tokens.replaced(last));
      try {
        return await question(host, permission.tokens.accessToken);
      } catch (error) {
        if (!(error instanceof AmoError) || error.code !== 'amo_unauthorized') throw error;
        const now = await this.clock.now();
        if (await this.permissions.endUnlessHeld(this.db, permission, 'revoked', now))
          throw new PermissionOver();
        if (turn === MOST_TURNS)
          throw new AmoError('amo_unavailable', 'The pair is being replaced', { cause: 'lease' });
      }
    }
  }

  private async learnFrom(installation: Installation, permission: Permission, error: unknown): Promise<void> {
    if (!(error instanceof AmoError)) return;
    const { accountId, host } = installation;
    if (error.code === 'amo_payment_required') await this.noteTrouble(accountId, 'unpaid');
    if (error.code === 'amo_unauthorized') {
      this.log.error({ msg: 'amoCRM does not know our client id and secret', host });
      await this.noteTrouble(accountId, 'refused');
    }
    if (error.code === 'amo_forbidden' && (await this.isBlocked(host, permission))) {
      this.log.error({ msg: 'amoCRM blocks our requests', host });
      await this.pace.blocked(host);
      await this.noteTrouble(accountId, 'blocked');
    }
  }

  /** 403 is a missing right of one user, or a block of everything: any user may read the account. */
  private async isBlocked(host: string, permission: Permission): Promise<boolean> {
    try {
      await this.amo.account(host, permission.tokens.accessToken);
      return false;
    } catch (error) {
      return error instanceof AmoError && error.code === 'amo_forbidden';
    }
  }

  private async noteTrouble(accountId: string, what: Trouble | null): Promise<void> {
    const now = await this.clock.now();
    const trouble = what && { what, askAgainAt: new Date(now.getTime() + ASK_AGAIN_MS[what]) };
    await this.installations.noteTrouble(this.db, accountId, trouble, now);
  }
}
