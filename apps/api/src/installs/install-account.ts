import { Inject, Injectable } from '@nestjs/common';
import {
  AmoError,
  platformOf,
  type AmoAccount,
  type AmoGateway,
  type AmoTokens,
  type AmoUser,
} from '@rocket/amocrm';
import type { AccountDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { accountView } from '../accounts/account-view';
import { WallClock } from '../platform/clock';
import { AppConfig } from '../platform/config';
import { withTransaction } from '../platform/database';
import { AdmitAmocrmUser } from '../platform/identity/admit-amocrm-user';
import { Waker } from '../platform/wakings/waker';
import { AMO_GATEWAY } from './amo-gateway';
import { languageOf } from '../platform/language-of';
import { InstallationStore } from './installation.store';
import { OpenAccount } from './open-account';
import { PermissionStore } from './permission.store';
import { expiryOf } from './rotate-tokens';

/**
 * An account installs the widget (flow a), with the tokens in hand: the account and whoever granted them are read, outside;
 * then one transaction opens the account, keeps the sealed tokens, accepts the offer's version, admits whoever installed and
 * says welcome. A second install of the same account adds that user's tokens and nothing else: a trial stays used, and what
 * was switched off when the integration was removed stays off.
 *
 * Throws AmoError when amoCRM does not answer.
 */
@Injectable()
export class InstallAccount {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly wallClock: WallClock,
    @Inject(AMO_GATEWAY) private readonly amo: AmoGateway,
    private readonly accounts: AccountStore,
    private readonly openAccount: OpenAccount,
    private readonly installations: InstallationStore,
    private readonly permissions: PermissionStore,
    private readonly admit: AdmitAmocrmUser,
    private readonly waker: Waker,
  ) {}

  async run(host: string, tokens: AmoTokens): Promise<AccountDto> {
    const now = await this.clock.now();
    const realNow = await this.wallClock.now();
    const amoAccount = await this.amo.account(host, tokens.accessToken);
    const granter = amoAccount.currentUserId
      ? await this.whoever(this.amo.user(host, tokens.accessToken, amoAccount.currentUserId))
      : null;
    const account = await withTransaction(this.db, async (tx) => {
      const opened = await this.open(tx, amoAccount, now);
      await this.accounts.noteTechnical(tx, opened.id, amoAccount.isTechnicalAccount);
      await this.keep(tx, opened, host, tokens, granter, realNow);
      return accountView(opened);
    });
    this.waker.wake('notices');
    this.waker.wake('installs');
    return account;
  }

  /** A user without rights to look at people may grant access all the same: then we know only that somebody did. */
  private async whoever(asked: Promise<AmoUser>): Promise<AmoUser | null> {
    return asked.catch((error: unknown) => {
      if (error instanceof AmoError && error.code === 'amo_forbidden') return null;
      throw error;
    });
  }

  private async open(tx: EntityManager, amoAccount: AmoAccount, now: Date): Promise<AccountRecord> {
    const known = await this.accounts.byAmocrmId(tx, amoAccount.id);
    if (!known) return this.openAccount.run(tx, { ...amoAccount, amocrmAccountId: amoAccount.id }, now);
    await this.accounts.lock(tx, known.id);
    await this.accounts.rename(tx, known.id, amoAccount.subdomain, amoAccount.name);
    return this.accounts.read(tx, known.id);
  }

  private async keep(
    tx: EntityManager,
    account: AccountRecord,
    host: string,
    tokens: AmoTokens,
    granter: AmoUser | null,
    now: Date,
  ): Promise<void> {
    const { clientId } = this.config.amo;
    const installedBy = granter?.id ?? null;
    const row = { accountId: account.id, clientId, host, platform: platformOf(host), installedBy };
    await this.installations.save(tx, row, now);
    const permission = {
      accountId: account.id,
      amocrmUserId: granter?.id ?? 0,
      kind: 'pair',
      isAdmin: granter?.isAdmin ?? false,
      tokens,
      expiresAt: expiryOf(tokens, now),
    } as const;
    await this.permissions.save(tx, permission, now);
    if (granter) {
      const { id: amocrmUserId, name, email, isAdmin, isFree, lang } = granter;
      const person = {
        accountId: account.id,
        amocrmUserId,
        isAdmin,
        isFree,
        name,
        email,
        language: languageOf(lang),
      };
      await this.admit.run(tx, { ...person, isConfirmed: true });
    }
  }
}
