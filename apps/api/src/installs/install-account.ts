import { Inject, Injectable } from '@nestjs/common';
import { platformOf, type AmoAccount, type AmoGateway, type AmoTokens, type AmoUser } from '@rocket/amocrm';
import type { AccountDto, Language } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { accountView } from '../accounts/account-view';
import { WallClock } from '../platform/clock';
import { AppConfig } from '../platform/config';
import { withTransaction } from '../platform/database';
import { AdmitAmocrmUser } from '../platform/identity/admit-amocrm-user';
import { Waker } from '../platform/wakings/waker';
import { InstallationStore } from './installation.store';
import { OpenAccount } from './open-account';

export const AMO_GATEWAY = Symbol('AmoGateway');

/**
 * An account installs the widget (flow a): the code is traded for tokens and the account read, outside; then one transaction
 * opens the account, keeps the sealed tokens, accepts the offer's version, admits whoever installed and says welcome. A second
 * install of the same account replaces the tokens and nothing else.
 *
 * Throws AmoError when amoCRM refuses the code or does not answer.
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
    private readonly admit: AdmitAmocrmUser,
    private readonly waker: Waker,
  ) {}

  async run(host: string, code: string): Promise<AccountDto> {
    const now = await this.clock.now();
    const realNow = await this.wallClock.now();
    const tokens = await this.amo.exchangeCode(host, code);
    const amoAccount = await this.amo.account(host, tokens.accessToken);
    const installer = amoAccount.currentUserId
      ? await this.amo.user(host, tokens.accessToken, amoAccount.currentUserId).catch(() => null)
      : null;
    const account = await withTransaction(this.db, async (tx) => {
      const opened = await this.open(tx, amoAccount, now);
      await this.keep(tx, opened, host, tokens, installer, realNow);
      return accountView(opened);
    });
    this.waker.wake('notices');
    return account;
  }

  private async open(tx: EntityManager, amoAccount: AmoAccount, now: Date): Promise<AccountRecord> {
    const known = await this.accounts.byAmocrmId(tx, amoAccount.id);
    if (!known) return this.openAccount.run(tx, { ...amoAccount, amocrmAccountId: amoAccount.id }, now);
    await this.accounts.rename(tx, known.id, amoAccount.subdomain, amoAccount.name);
    return this.accounts.read(tx, known.id);
  }

  private async keep(
    tx: EntityManager,
    account: AccountRecord,
    host: string,
    tokens: AmoTokens,
    installer: AmoUser | null,
    now: Date,
  ): Promise<void> {
    const { clientId } = this.config.amo;
    const installedBy = installer?.id ?? null;
    const row = { accountId: account.id, clientId, host, platform: platformOf(host), tokens, installedBy };
    await this.installations.save(tx, row, now);
    if (installer) {
      const { name, email, isAdmin, lang } = installer;
      const user = { amocrmUserId: installer.id, isAdmin, name, email, language: languageOf(lang) };
      await this.admit.run(tx, { accountId: account.id, ...user });
    }
  }
}

/** amoCRM speaks more languages than we do. */
const languageOf = (lang: string | null): Language | null =>
  lang === null ? null : /^(ru|be|kk|uk)/i.test(lang) ? 'ru' : 'en';
